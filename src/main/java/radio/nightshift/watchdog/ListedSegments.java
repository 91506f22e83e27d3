package radio.nightshift.watchdog;

import java.time.Duration;

/** The requirement that a playlist lists some segments, but not too many. */
final class ListedSegments implements PlaylistJudge {
  private final int most;

  ListedSegments(int most) {
    this.most = most;
  }

  @Override
  public String judge(Playlist playlist, Duration age) throws CheckFailedException {
    int count = playlist.segments().size();
    if (count == 0) {
      throw new CheckFailedException("lists no segment");
    }
    if (count > most) {
      throw new CheckFailedException("lists more than %d segments".formatted(most));
    }
    return "lists %d segments".formatted(count);
  }
}

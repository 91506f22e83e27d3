package radio.nightshift.watchdog;

import java.time.Duration;

/** What is required of an HLS playlist. */
interface PlaylistJudge {
  /**
   * Judges one.
   *
   * @param age how long ago it was changed by what its server sends; zero if that is not known
   * @return what was seen, such as {@code lists 6 segments}
   * @throws CheckFailedException in such words, if it does not fulfil it
   */
  String judge(Playlist playlist, Duration age) throws CheckFailedException;
}

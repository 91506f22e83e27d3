package radio.nightshift.loop;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A channel with all that works for it, as people see and handle it. */
final class Desk {
  private final ChannelSource source;
  private final List<Player> players;
  private final Optional<TurnCues> cues;

  /**
   * Puts a channel together.
   *
   * @param players one for each destination of streams
   * @param cues its turns as cues, if it has a mount
   */
  Desk(ChannelSource source, List<Player> players, Optional<TurnCues> cues) {
    this.source = source;
    this.players = List.copyOf(players);
    this.cues = cues;
  }

  Channel channel() {
    return source.channel();
  }

  ChannelSource source() {
    return source;
  }

  List<Player> players() {
    return players;
  }

  Optional<TurnCues> cues() {
    return cues;
  }

  /**
   * Plays from the first frame on.
   *
   * @return whether it did not play before
   */
  synchronized boolean start() throws IOException {
    cues.ifPresent(TurnCues::start);
    return channel().start();
  }

  /** Begins at the first frame, whether it plays or not. */
  synchronized void restart() throws IOException {
    if (!start()) {
      channel().beginAnew();
    }
  }

  synchronized void stop() throws IOException {
    cues.ifPresent(TurnCues::stop);
    try {
      channel().stop();
    } finally {
      players.forEach(Player::leave);
    }
  }

  /** Ends what plays, as the station does. */
  void leave() {
    channel().leave();
    cues.ifPresent(TurnCues::stop);
  }
}

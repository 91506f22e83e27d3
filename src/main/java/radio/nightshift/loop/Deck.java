package radio.nightshift.loop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import radio.nightshift.loop.Timeline.Turn;
import radio.nightshift.media.ts.PacketWindow;
import radio.nightshift.media.ts.TransportHead;
import radio.nightshift.media.ts.TransportPacket;
import radio.nightshift.media.ts.TransportReader;

/**
 * The turn that is on, packet by packet with the time of each, and the turn that follows it. Times
 * are those of the timeline: a packet is sent as long before its presentation as its file says.
 */
final class Deck implements Closeable {
  /** So long before its presentation a file's first packet is sent at most: two seconds. */
  private static final long MOST_DELAY = 2 * Timeline.TICKS_PER_SECOND;

  /**
   * The next turn is opened so long before it starts. It must be less than what the timeline keeps
   * unchanged, and more than the delay.
   */
  private static final long AHEAD = MOST_DELAY + Timeline.TICKS_PER_SECOND / 2;

  /** Units that were begun are finished for so long after a cut at most. */
  private static final long LONGEST_UNIT = Timeline.TICKS_PER_SECOND;

  private final Timeline timeline;
  private final PacketWindow window = new PacketWindow();
  private Turn turn;
  private TransportReader reader;
  private Turn next;
  private TransportReader nextReader;
  private long lag;

  Deck(Timeline timeline) {
    this.timeline = timeline;
  }

  /**
   * Begins at the last point of entry before a time.
   *
   * @param isLagging whether that point is to be sent at that time, or has been due before it
   * @return whether that is in the middle of a turn
   */
  boolean enter(Turn on, long ticks, boolean isLagging) throws IOException {
    close();
    turn = on;
    reader = open(on.version().file());
    while (ticks + AHEAD >= turn.endTicks()) {
      prepare();
      if (ticks < nextBegin()) {
        break;
      }
      takeNext();
    }
    lag = 0;
    long position = ticks <= begin() ? 0 : reader.entry(ticks - begin());
    window.start(reader, position, this::end);
    lag = isLagging ? wholeUnits(Math.max(0, ticks - dueUncut())) : 0;
    return position > 0;
  }

  /** Rounded up, so that where the lag is made good, unit follows unit in steps of one. */
  private long wholeUnits(long ticks) {
    long unit = Math.max(1, reader.head().step());
    return -Math.floorDiv(-ticks, unit) * unit;
  }

  /** Opens the next turn if it starts soon. */
  void prepare(long ticks) throws IOException {
    if (ticks + AHEAD >= turn.endTicks()) {
      prepare();
    }
  }

  private void prepare() throws IOException {
    if (next == null) {
      Turn following = timeline.after(turn);
      nextReader = open(following.version().file());
      next = following;
    }
  }

  /** Opens a file that can be played; of any other, the exception reports what is wrong. */
  static TransportReader open(Path file) throws IOException {
    TransportReader opened = TransportReader.open(file);
    long delay = opened.head().delay();
    if (delay < 0 || delay > MOST_DELAY) {
      opened.close();
      throw opened.unusable(
          "its pictures or sounds are sent %.2f s before they are presented, not 0 to %d s"
              .formatted(
                  delay / (double) Timeline.TICKS_PER_SECOND,
                  MOST_DELAY / Timeline.TICKS_PER_SECOND));
    }
    return opened;
  }

  /** Begins the next turn. */
  void turnOver() throws IOException {
    prepare();
    takeNext();
    lag = 0;
    window.start(reader, 0, this::end);
  }

  private void takeNext() throws IOException {
    reader.close();
    turn = next;
    reader = nextReader;
    next = null;
    nextReader = null;
  }

  /** When the turn's first packet is sent, if nothing lags. */
  private long begin() {
    return turn.startTicks() - reader.head().delay();
  }

  private long nextBegin() {
    return next.startTicks() - nextReader.head().delay();
  }

  private long end() throws IOException {
    prepare();
    return nextBegin() - begin() - lag;
  }

  private long dueUncut() {
    return begin() + lag + window.ticks();
  }

  /** When the packet is to be sent. */
  long due() {
    return next == null ? dueUncut() : Math.min(dueUncut(), nextBegin());
  }

  /** Whether the next turn should have begun though this one has packets left. */
  boolean isCut() {
    return next != null && dueUncut() > nextBegin();
  }

  /** Whether no packet is left, or only such as are too late to be of use. */
  boolean isAtEnd() {
    return window.isAtEnd() || next != null && dueUncut() > nextBegin() + LONGEST_UNIT;
  }

  TransportPacket packet() {
    return window.packet();
  }

  void advance() throws IOException {
    window.advance();
  }

  Turn turn() {
    return turn;
  }

  StreamForm nextForm() throws IOException {
    prepare();
    return StreamForm.of(next, nextReader.head());
  }

  TransportHead head() {
    return reader.head();
  }

  /** When the turn's presentation begins. */
  long presentation() {
    return turn.startTicks() + lag;
  }

  /** How much later than by the clock the turn is sent. */
  long lag() {
    return lag;
  }

  /** Ticks from the presentation's begin to the next turn's, once that is open. */
  long length() {
    return next == null ? Long.MAX_VALUE : next.startTicks() - presentation();
  }

  @Override
  public void close() throws IOException {
    TransportReader second = nextReader;
    nextReader = null;
    next = null;
    try (TransportReader first = reader) {
      if (second != null) {
        second.close();
      }
    } finally {
      reader = null;
    }
  }
}

package radio.nightshift.icecast;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import radio.nightshift.media.Frame;
import radio.nightshift.media.FrameReader;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Cue;

/**
 * One cue on its way out: its open file, its place in monotonic time, and what has gone out so far.
 * It outlives connections, so that a reconnect goes on with the same file and the same time.
 */
final class Airing implements Closeable {
  final Cue cue;
  final FrameReader reader;
  private final UUID id = UUID.randomUUID();

  private long zero;
  private boolean armed;
  private long bytesAtLastCall;

  private volatile Duration joinedAt = Duration.ZERO;
  private volatile Instant firstByte;
  private volatile Instant lastByte;
  private volatile long bytes;
  private volatile int connections;
  private volatile long positionNanos;
  private volatile long worstNanos;

  Airing(Cue cue) throws IOException {
    this.cue = cue;
    this.reader = FrameReader.open(cue.file());
  }

  /**
   * Ties media time to monotonic time, once: from here on a step of the wall clock changes nothing.
   *
   * @param remainingNanos wall-clock time to the cue's start, negative if it has passed
   */
  void arm(long remainingNanos) {
    zero = System.nanoTime() + remainingNanos;
    armed = true;
  }

  boolean armed() {
    return armed;
  }

  /** The position at which it should be now; negative before the start. */
  long dueNanos() {
    return System.nanoTime() - zero;
  }

  /** Whether audio has been sent since the previous call. */
  boolean wasOnAir() {
    boolean was = bytes > bytesAtLastCall;
    bytesAtLastCall = bytes;
    return was;
  }

  void connected() {
    connections++;
  }

  boolean isReconnect() {
    return firstByte != null;
  }

  /** Notes a frame that has just left. */
  void sent(Frame frame, int length, Instant now) {
    if (firstByte == null) {
      joinedAt = Duration.ofNanos(frame.startNanos());
      firstByte = now;
    }
    lastByte = now;
    bytes += length;
    positionNanos = frame.endNanos();
    worstNanos = Math.max(worstNanos, dueNanos() - frame.startNanos());
  }

  Duration position() {
    return Duration.ofNanos(positionNanos);
  }

  Duration worst() {
    return Duration.ofNanos(worstNanos);
  }

  AsRun asRun(AsRun.Outcome outcome) {
    return new AsRun(
        id, cue, outcome, joinedAt, firstByte, lastByte, bytes, Math.max(0, connections - 1));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

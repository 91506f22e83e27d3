package radio.nightshift.icecast;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.media.Frame;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;

/**
 * Takes an airing through time: waits for the mount's opening and the start, then paces its frames.
 */
final class Playhead {
  private static final Logger LOG = LoggerFactory.getLogger(Playhead.class);

  /** A start that is later than this leaves out what was missed; an earlier one is sent in full. */
  private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * Longer stalls than a write's bound come from this machine having slept: what was missed is
   * over.
   */
  private static final long SKIP_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Within this time to the start, monotonic time takes over from the wall clock. */
  private static final long ARM_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * A timer may fire this much early. To wake once more for it would cost more than it mends, save
   * for a programme's first frame.
   */
  private static final long EARLY_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final IcecastEndpoint endpoint;
  private final MountConnection connection;
  private final Airing airing;
  private final Cue cue;
  private final BooleanSupplier leaving;
  private final Clock clock;
  private final ReadAhead readAhead;
  private long toldNanos;
  private boolean isNewConnection;

  Playhead(
      IcecastEndpoint endpoint,
      MountConnection connection,
      Airing airing,
      BooleanSupplier leaving) {
    this.endpoint = endpoint;
    this.connection = connection;
    this.airing = airing;
    this.cue = airing.cue;
    this.leaving = leaving;
    this.clock = endpoint.getComponent().getClock();
    this.readAhead = new ReadAhead(endpoint.getComponent().executor());
  }

  /** Plays the cue from where it should be by now. */
  Outcome play() throws Exception {
    waitUntilBefore(endpoint.opensBefore().toNanos());
    if (leaving.getAsBoolean()) {
      return Outcome.STOPPED;
    }
    if (positionNanos() >= limitNanos()) {
      return isSkipped() ? Outcome.SKIPPED : Outcome.LOST;
    }
    String contentType = airing.reader.codec().contentType();
    if (!isOpened(contentType)) {
      return Outcome.STOPPED;
    }
    airing.connected();
    if (!airing.armed()) {
      waitUntilBefore(ARM_NANOS);
      airing.arm(untilStartNanos());
      // The server may have gone since: better known now than by the first frame.
      if (!isOpened(contentType)) {
        return Outcome.STOPPED;
      }
    }
    if (airing.isReconnect() || airing.dueNanos() > JOIN_NANOS) {
      airing.reader.seek(Math.max(0, airing.dueNanos()));
    }
    return stream();
  }

  /** Opens the mount, unless the station stops meanwhile. */
  private boolean isOpened(String contentType) throws Exception {
    try {
      connection.open(contentType, this::waitsOn);
      isNewConnection = connection.isFresh();
      return true;
    } catch (IcecastException e) {
      if (leaving.getAsBoolean()) {
        return false;
      }
      throw e;
    }
  }

  /**
   * A wait that is longer than connecting may take is told once the programme should have begun.
   */
  private boolean waitsOn(Duration soFar) {
    if (soFar.compareTo(endpoint.getTimeout()) > 0 && positionNanos() > 0) {
      endpoint.raiseUnanswered();
    }
    return !leaving.getAsBoolean();
  }

  private void waitUntilBefore(long beforeStartNanos) {
    long wait;
    while (!leaving.getAsBoolean() && (wait = untilStartNanos() - beforeStartNanos) > 0) {
      LockSupport.parkNanos(Math.min(wait, SLICE_NANOS));
    }
  }

  private Outcome stream() throws Exception {
    byte[] opening = airing.reader.opening(cue.title());
    boolean connected = false;
    while (!leaving.getAsBoolean()) {
      if (connected && airing.dueNanos() - airing.position().toNanos() > SKIP_NANOS) {
        skip();
      }
      long limit = limitNanos();
      Frame frame = airing.reader.next(limit);
      if (frame == null) {
        end(connected);
        return outcome(limit, connected);
      }
      if (connected) {
        send(frame, frame.bytes(), EARLY_NANOS);
      } else {
        sendFirst(frame, join(opening, frame.bytes()));
      }
      tell(connected);
      connected = true;
    }
    end(connected);
    return Outcome.STOPPED;
  }

  private Outcome outcome(long limit, boolean connected) {
    if (isSkipped() && limit >= endNanos()) {
      return Outcome.SKIPPED;
    }
    if (!connected) {
      return Outcome.LOST;
    }
    return limit < cue.length().toNanos() ? Outcome.CUT : Outcome.PLAYED;
  }

  private boolean isSkipped() {
    return endNanos() < cue.length().toNanos();
  }

  private long endNanos() {
    return Duration.between(cue.start(), endpoint.end(cue)).toNanos();
  }

  private void end(boolean connected) throws IcecastException {
    if (connected) {
      connection.write(airing.reader.closing());
    }
  }

  /**
   * A fresh connection takes a first frame at once; one that is in use may have to be waited for.
   */
  private void sendFirst(Frame frame, byte[] bytes) throws Exception {
    long wait = frame.startNanos() - airing.dueNanos();
    if (wait > 0 && !airing.isReconnect() && connection.isFresh()) {
      endpoint.getComponent().firstFrames().sendIn(wait, () -> write(frame, bytes));
    } else {
      send(frame, bytes, 0);
    }
  }

  private void send(Frame frame, byte[] bytes, long earlyNanos) throws IcecastException {
    long wait;
    while ((wait = frame.startNanos() - airing.dueNanos()) > earlyNanos) {
      LockSupport.parkNanos(wait);
    }
    write(frame, bytes);
  }

  private Void write(Frame frame, byte[] bytes) throws IcecastException {
    connection.write(bytes);
    airing.sent(frame, bytes.length, clock.instant());
    return null;
  }

  private void skip() throws IOException {
    long due = airing.dueNanos();
    LOG.warn(
        "Mount {} fell {} s behind: this machine stood still. It goes on at its position.",
        endpoint.getMount(),
        TimeUnit.NANOSECONDS.toSeconds(due - airing.position().toNanos()));
    airing.reader.seek(due);
  }

  private void tell(boolean connected) {
    if (!connected) {
      endpoint.onAirAgain("Mount %s is on the air again".formatted(endpoint.getMount()));
    }
    if (!connected || airing.dueNanos() - toldNanos > PROGRESS_NANOS) {
      toldNanos = airing.dueNanos();
      endpoint.tell(
          connected ? "progress" : "connected",
          isNewConnection && !connected,
          airing.asRun(Outcome.ON_AIR));
    }
  }

  /** The media position at which the cue is over by now: its end, or the next one's start. */
  private long limitNanos() {
    long limit = endNanos();
    Optional<Cue> next = endpoint.next(cue);
    if (next.isPresent()) {
      long cutIn = Duration.between(cue.start(), next.get().start()).toNanos();
      limit = Math.min(limit, cutIn);
      if (cutIn - positionNanos() < endpoint.getLead().toNanos()) {
        readAhead.bring(next.get().file());
      }
    }
    return limit;
  }

  private long positionNanos() {
    return airing.armed() ? airing.dueNanos() : -untilStartNanos();
  }

  private long untilStartNanos() {
    return Duration.between(clock.instant(), cue.start()).toNanos();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}

package radio.nightshift.watchdog;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import radio.nightshift.ffmpeg.LastingProgram;
import radio.nightshift.ffmpeg.LastingPrograms;
import radio.nightshift.ffmpeg.ProgressReport;

/** An ear on the stream that listeners hear, and whether there is sound in it. */
public final class SilenceEar {
  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

  private final WebAddress stream;
  private final double below;
  private final Duration longest;
  private final LastingPrograms programs;
  private LastingProgram ffmpeg;
  private ProgressReport report = ProgressReport.NONE;
  private String ended = "";
  private boolean hasBegun;
  private boolean hasHeard;
  private long begun;
  private long pause = FIRST_PAUSE;
  private long heard;
  private long received;
  private boolean isStopped;

  /**
   * An ear that listens from the first {@link #listen} on.
   *
   * @param below the level in dBFS below which it is silence
   * @param longest how long there may be silence, or nothing at all
   */
  SilenceEar(WebAddress stream, double below, Duration longest, LastingPrograms programs) {
    this.stream = stream;
    this.below = below;
    this.longest = longest;
    this.programs = programs;
  }

  /** Notes what was heard since it was called last, about a second ago, and listens on. */
  public synchronized void listen() {
    long now = System.nanoTime();
    if (ffmpeg != null) {
      note(ffmpeg.progress(), now);
      requireAlive(now);
    } else if (!isStopped && (!hasBegun || now - begun >= pause)) {
      begin(now);
    }
  }

  /**
   * Whether there was sound of late.
   *
   * @return what was heard
   * @throws CheckFailedException if it was silent for too long, or could not be heard
   */
  public synchronized String check() throws CheckFailedException {
    long now = System.nanoTime();
    if (!hasBegun) {
      return "%s is about to be listened to".formatted(stream);
    }
    if (now - heard <= longest.toNanos()) {
      return hasHeard
          ? "%s had sound within the last %d s".formatted(stream, longest.toSeconds())
          : "%s is listened to, without any sound yet".formatted(stream);
    }
    if (now - received <= longest.toNanos()) {
      throw new CheckFailedException(
          String.format(
              Locale.ROOT,
              "%s has been below %.0f dBFS for more than %d s",
              stream,
              below,
              longest.toSeconds()));
    }
    throw new CheckFailedException(
        "%s has not been heard for more than %d s%s"
            .formatted(stream, longest.toSeconds(), ended.isEmpty() ? "" : " (" + ended + ")"));
  }

  /** Listens no more. */
  public synchronized void stop() {
    isStopped = true;
    if (ffmpeg != null) {
      ffmpeg.end();
      ffmpeg = null;
    }
  }

  private void begin(long now) {
    if (!hasBegun) {
      // What was before, it cannot know.
      heard = now;
      received = now;
      hasBegun = true;
    }
    begun = now;
    report = ProgressReport.NONE;
    try {
      ffmpeg = programs.start(EarRun.of(stream, below));
    } catch (IOException e) {
      ended = e.getMessage();
      pause = Math.min(LONGEST_PAUSE, 2 * pause);
    }
  }

  private void note(ProgressReport latest, long now) {
    if (latest.bytes() > Math.max(0, report.bytes())) {
      heard = now;
      hasHeard = true;
    }
    if (latest.time().compareTo(report.time()) > 0) {
      received = now;
      ended = "";
    }
    report = latest;
  }

  private void requireAlive(long now) {
    try {
      ffmpeg.requireAlive();
    } catch (IOException e) {
      ffmpeg = null;
      ended = reason(e);
      // One that ends at once again and again is not to load the machine.
      pause = now - begun > LONGEST_PAUSE ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, 2 * pause);
    }
  }

  /** It bears no key of the address, and nothing that is another at each start. */
  private String reason(IOException e) {
    return ("" + e.getMessage())
        .replace("" + stream.uri(), "" + stream)
        .replaceAll(" @ 0x[0-9a-f]+", "");
  }
}

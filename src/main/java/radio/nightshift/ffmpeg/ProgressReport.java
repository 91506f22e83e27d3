package radio.nightshift.ffmpeg;

import java.time.Duration;

/**
 * How far a lasting ffmpeg has come.
 *
 * @param time the time stamp that its output has reached
 * @param speed how fast it goes, 1 being that of the clock; -1 if ffmpeg does not know
 * @param bitrate of its output, in bits per second; -1 if ffmpeg does not know
 * @param bytes that it has written; -1 if ffmpeg does not know
 */
public record ProgressReport(Duration time, double speed, long bitrate, long bytes) {
  /** That of a program which has not reported yet. */
  public static final ProgressReport NONE = new ProgressReport(Duration.ZERO, -1, -1, -1);
}

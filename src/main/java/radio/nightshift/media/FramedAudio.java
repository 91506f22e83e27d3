package radio.nightshift.media;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A whole file of audio, as its frames make it up. */
public final class FramedAudio {
  private FramedAudio() {}

  /**
   * Copies a file's frames, and nothing else of it: no tags, no cover art, no garbage.
   *
   * @param startNanos the media time before which no frame begins
   * @param limitNanos the media time at and behind which none does
   * @throws UnreadableAudioException if there are none
   */
  public static void copy(Path from, Path to, String title, long startNanos, long limitNanos)
      throws IOException {
    try (FrameReader reader = FrameReader.open(from);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      if (startNanos > 0) {
        reader.seek(startNanos);
      }
      out.write(reader.opening(title));
      Frame frame;
      while ((frame = reader.next(limitNanos)) != null) {
        out.write(frame.bytes());
      }
      out.write(reader.closing());
    }
  }

  /** How long a file's frames play: exact, unlike what its header says; zero if it has none. */
  public static Duration length(Path file) throws IOException {
    try (FrameReader reader = FrameReader.open(file)) {
      long end = 0;
      Frame frame;
      while ((frame = reader.next(Long.MAX_VALUE)) != null) {
        end = frame.endNanos();
      }
      return Duration.ofNanos(end);
    } catch (UnreadableAudioException noFrames) {
      return Duration.ZERO;
    }
  }
}

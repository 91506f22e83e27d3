package radio.nightshift.media;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

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
    copy(from, to, title, startNanos, limitNanos, () -> false);
  }

  /**
   * Copies a file's frames as long as it is not broken off.
   *
   * @param isBrokenOff whether the copy is not wanted any more; it ends with an exception then
   */
  public static void copy(
      Path from,
      Path to,
      String title,
      long startNanos,
      long limitNanos,
      BooleanSupplier isBrokenOff)
      throws IOException {
    try (FrameReader reader = FrameReader.open(from);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      if (startNanos > 0) {
        reader.seek(startNanos);
      }
      out.write(reader.opening(title));
      Frame frame;
      while ((frame = reader.next(limitNanos)) != null) {
        check(isBrokenOff);
        out.write(frame.bytes());
      }
      out.write(reader.closing());
    }
  }

  /**
   * What all frames of a file come to.
   *
   * @param length how long they play: exact, unlike what a header says; zero if there are none
   * @param oneForm whether they are all of one form, and nothing else is in between
   * @param stray how many bytes lie between them that are neither frames nor tags
   */
  public record Survey(Duration length, boolean oneForm, long stray) {
    /** There are no frames. */
    public static final Survey NONE = new Survey(Duration.ZERO, false, 0);
  }

  private static void check(BooleanSupplier isBrokenOff) throws IOException {
    if (isBrokenOff.getAsBoolean()) {
      throw new InterruptedIOException("broken off, as the station stops");
    }
  }

  /** Reads all frames of a file. */
  public static Survey survey(Path file) throws IOException {
    return survey(file, () -> false);
  }

  private static Survey survey(Path file, BooleanSupplier isBrokenOff) throws IOException {
    try (FrameReader reader = FrameReader.open(file)) {
      long end = 0;
      Frame frame;
      while ((frame = reader.next(Long.MAX_VALUE)) != null) {
        check(isBrokenOff);
        end = frame.endNanos();
      }
      return new Survey(Duration.ofNanos(end), reader.isOneForm(), reader.stray());
    } catch (UnreadableAudioException noFrames) {
      return Survey.NONE;
    }
  }

  /** How long a file's frames play; zero if it has none. */
  public static Duration length(Path file) throws IOException {
    return survey(file).length();
  }

  /**
   * How long a file's frames play.
   *
   * @param isBrokenOff whether the answer is not wanted any more; it ends with an exception then
   */
  public static Duration length(Path file, BooleanSupplier isBrokenOff) throws IOException {
    return survey(file, isBrokenOff).length();
  }

  /** Whether a file is MP3 in free format, for which ffmpeg has no decoder. */
  public static boolean isFreeFormat(Path file) throws IOException {
    try (FrameReader reader = FrameReader.open(file)) {
      return false;
    } catch (FreeFormatException freeFormat) {
      return true;
    } catch (UnreadableAudioException otherwise) {
      return false;
    }
  }
}

package radio.nightshift.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short transport stream whose audio has as long a turn as its video: 25 fps, AAC of 48 kHz. */
public final class TransportClip {
  /** Ticks of a picture and of an audio frame. */
  public static final int PICTURE = 3600;

  public static final int SOUND = 1920;

  private TransportClip() {}

  /**
   * Makes a clip.
   *
   * @param pictures its length; 8 pictures are as long as 15 audio frames
   * @param encoder arguments for the video
   */
  public static Path make(Path file, int pictures, String... encoder) throws IOException {
    int sounds = pictures * PICTURE / SOUND;
    Path audio = Path.of(file + ".aac");
    List<String> sine = List.of("-f", "lavfi", "-i", "sine=440:r=48000:d=" + (pictures / 25 + 2));
    run(List.of(), sine, List.of("-c:a", "aac", "-b:a", "96k", "" + audio));
    run(
        List.of("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25", "-i", "" + audio),
        List.of(encoder),
        List.of("-c:a", "copy", "-frames:a", "" + sounds, "-frames:v", "" + pictures, "" + file));
    Files.delete(audio);
    return file;
  }

  /** Makes one without video. */
  public static Path makeSound(Path file, int sounds) throws IOException {
    Path audio = Path.of(file + ".aac");
    run(
        List.of("-f", "lavfi", "-i", "sine=440:r=48000:d=" + (sounds / 46 + 2)),
        List.of("-c:a", "aac", "-b:a", "96k", "" + audio));
    run(
        List.of("-i", "" + audio),
        List.of("-c:a", "copy", "-frames:a", "" + sounds, "" + file));
    Files.delete(audio);
    return file;
  }

  /** What ffmpeg complains of when it decodes a file; empty if of nothing. */
  public static String complaints(Path file) throws IOException {
    return run(List.of("-i", "" + file), List.of("-f", "null", "-"));
  }

  @SafeVarargs
  private static String run(List<String>... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
    List.of(arguments).forEach(command::addAll);
    Path log = Files.createTempFile("clip", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command + " failed: " + Files.readString(log));
      }
      return Files.readString(log);
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
      Files.delete(log);
    }
  }
}

package radio.nightshift.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real audio files, made by ffmpeg. */
public final class Tone {
  private Tone() {}

  /** A file of so many seconds of a tone, encoded by the extra ffmpeg arguments. */
  public static Path file(Path file, int seconds, int hertz, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=%d:duration=%d:sample_rate=44100".formatted(hertz, seconds),
                "-ac",
                "2"));
    command.addAll(List.of(arguments));
    command.add("file:" + file);
    ffmpeg(command);
    return file;
  }

  /** 128 kbit/s MP3 at 44.1 kHz in stereo, whose frames stand alone. */
  public static Path mp3(Path file, int seconds, int hertz) {
    return file(
        file, seconds, hertz, "-c:a", "libmp3lame", "-b:a", "128k", "-reservoir", "0", "-f", "mp3");
  }

  /** The bytes of such an MP3. */
  public static byte[] mp3(int seconds, int hertz) {
    try {
      Path file = Files.createTempFile("tone-", ".mp3");
      byte[] bytes = Files.readAllBytes(mp3(file, seconds, hertz));
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A long MP3 that is quickly made and prepared: 22.05 kHz mono at 32 kbit/s, whose frames are
   * those of one minute again and again.
   */
  public static Path lasting(Path file, int seconds, int hertz) {
    Path minute = file.resolveSibling("minute-" + hertz + ".mp3");
    file(
        minute,
        Math.min(60, seconds),
        hertz,
        "-ar",
        "22050",
        "-ac",
        "1",
        "-b:a",
        "32k",
        "-reservoir",
        "0",
        "-write_xing",
        "0",
        "-id3v2_version",
        "0");
    String frames = "" + seconds * 22050L / 576;
    ffmpeg(
        List.of(
            "-stream_loop",
            "" + seconds / 60,
            "-i",
            "" + minute,
            "-frames:a",
            frames,
            "-c",
            "copy",
            "-write_xing",
            "0",
            "-id3v2_version",
            "0",
            "" + file));
    return file;
  }

  /** What ffmpeg has to say against a file when it decodes it: nothing if it is sound. */
  public static String complaints(Path file) {
    return ffmpeg(List.of("-i", "file:" + file, "-f", "null", "-"));
  }

  public static String ffmpeg(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-y", "-v", "error"));
    command.addAll(arguments);
    try {
      Path output = Files.createTempFile("ffmpeg-", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.waitFor();
      String said = Files.readString(output);
      Files.delete(output);
      return said;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("ffmpeg " + arguments, e);
    }
  }
}

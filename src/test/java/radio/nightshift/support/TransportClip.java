package radio.nightshift.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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
    Path audio = sounds(file, pictures * PICTURE / SOUND);
    Path video = Path.of(file + ".mp4");
    run(
        List.of("-f", "lavfi", "-i", "testsrc2=s=320x180:r=25"),
        List.of(encoder),
        List.of("-frames:v", "" + pictures, "" + video));
    // A frame of audio a unit: whoever joins or cuts loses no more than that.
    run(
        List.of("-i", "" + video, "-i", "" + audio, "-c", "copy", "-pes_payload_size", "0"),
        List.of("" + file));
    Files.delete(video);
    Files.delete(audio);
    return file;
  }

  /** Makes one without video. */
  public static Path makeSound(Path file, int sounds) throws IOException {
    Path audio = sounds(file, sounds);
    run(List.of("-i", "" + audio, "-c", "copy", "" + file));
    Files.delete(audio);
    return file;
  }

  private static Path sounds(Path file, int count) throws IOException {
    Path all = Path.of(file + ".all.aac");
    Path audio = Path.of(file + ".aac");
    String tone = "sine=440:r=48000:d=" + (count / 46 + 2);
    run(List.of("-f", "lavfi", "-i", tone, "-c:a", "aac", "-b:a", "96k", "" + all));
    run(List.of("-i", "" + all, "-c", "copy", "-frames:a", "" + count, "" + audio));
    Files.delete(all);
    return audio;
  }

  /** What ffmpeg complains of when it decodes a file's first seconds; empty if of nothing. */
  public static String complaints(Path file, int seconds) throws IOException {
    // Its own rounding to whole pictures, where audio and video begin apart, is no matter.
    return run(List.of("-i", "" + file, "-t", "" + seconds, "-f", "null", "-"))
        .lines()
        .filter(line -> !line.contains("dts to muxer"))
        .collect(Collectors.joining("\n"));
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

package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.support.Tone;

/** Clips for channels: 25 frames of H.264 a second with a steady tone in AAC of 44.1 kHz. */
final class LoopClip {
  /** The sound ends so much before the picture, in seconds, and in no whole number of frames. */
  private static final double SHORTER = 0.013;

  private LoopClip() {}

  /** A small one with a key frame each half a second. */
  static Path make(Path folder, double seconds) throws IOException {
    return make(folder, seconds, "320x180", "-preset", "ultrafast", "-g", "12", "-bf", "2");
  }

  /** One of a size, encoded by further arguments. */
  static Path make(Path folder, double seconds, String size, String... encoder) throws IOException {
    Path clip = folder.resolve("clip-" + size + ".mp4");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of("-f", "lavfi", "-i", "testsrc2=s=%s:r=25:d=%s".formatted(size, seconds)));
    arguments.addAll(
        List.of("-f", "lavfi", "-i", "sine=f=440:r=44100:d=%.3f".formatted(seconds - SHORTER)));
    arguments.addAll(List.of("-c:v", "libx264", "-pix_fmt", "yuv420p"));
    arguments.addAll(List.of(encoder));
    arguments.addAll(List.of("-c:a", "aac", "-b:a", "96k", "file:" + clip));
    String complaint = Tone.ffmpeg(arguments);
    if (!complaint.isBlank()) {
      throw new IOException("ffmpeg: " + complaint);
    }
    return clip;
  }
}

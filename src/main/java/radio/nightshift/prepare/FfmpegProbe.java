package radio.nightshift.prepare;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Program;
import radio.nightshift.check.Trouble;
import radio.nightshift.media.Encoding;

/** The programs that prepare programmes: ffmpeg with the encoders that the mounts need, ffprobe. */
public final class FfmpegProbe {
  private final Collection<Encoding> encodings;

  /** Tools for what the mounts carry. */
  public FfmpegProbe(Collection<Encoding> encodings) {
    this.encodings = encodings;
  }

  /** The two programs. */
  public List<Probe> parts() {
    return List.of(
        new Probe("ffmpeg", this::ffmpeg), new Probe("ffprobe", () -> version("ffprobe")));
  }

  private String ffmpeg() throws IOException, InterruptedException, Trouble {
    String version = version("ffmpeg");
    String known = Program.says("ffmpeg", "-hide_banner", "-encoders");
    TreeSet<String> needed = new TreeSet<>();
    for (Encoding encoding : encodings) {
      List<String> arguments = encoding.ffmpegArguments("0:a:0");
      needed.add(arguments.get(arguments.indexOf("-c:a") + 1));
    }
    TreeSet<String> missing = new TreeSet<>(needed);
    missing.removeIf(name -> known.matches("(?s).*\\s" + name + "\\s.*"));
    if (!missing.isEmpty()) {
      throw new Trouble(
          "%s has no encoder %s, which playout.format needs; install a full ffmpeg."
              .formatted(version, String.join(", ", missing)));
    }
    return version + ", with " + String.join(", ", needed);
  }

  private static String version(String program) throws IOException, InterruptedException, Trouble {
    try {
      return Program.firstLine(Program.says(program, "-version")).replaceFirst(" Copyright.*", "");
    } catch (IOException notThere) {
      throw new Trouble("does not run (%s); install ffmpeg.".formatted(notThere.getMessage()));
    }
  }
}

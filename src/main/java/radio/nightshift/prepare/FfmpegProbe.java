package radio.nightshift.prepare;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.camel.component.exec.ExecException;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.media.Encoding;

/** Probes of ffmpeg, with the encoders that the mounts need, and ffprobe. */
public final class FfmpegProbe {
  private static final Duration LIMIT = Duration.ofSeconds(9);

  private final Programs programs = new Programs();
  private final Collection<Encoding> encodings;

  /** Probes for the encodings that the mounts carry. */
  public FfmpegProbe(Collection<Encoding> encodings) {
    this.encodings = encodings;
  }

  /** The two programs. */
  public List<Probe> parts() {
    return List.of(
        new Probe("ffmpeg", this::ffmpeg), new Probe("ffprobe", () -> version("ffprobe")));
  }

  private String ffmpeg() throws Trouble {
    String version = version("ffmpeg");
    String known = output("ffmpeg", "-hide_banner", "-encoders");
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

  private String version(String program) throws Trouble {
    return output(program, "-version")
        .lines()
        .findFirst()
        .orElse("it prints nothing")
        .replaceFirst(" Copyright.*", "");
  }

  private String output(String... command) throws Trouble {
    try {
      return programs.output(LIMIT, command);
    } catch (IOException failed) {
      throw new Trouble(failed.getMessage());
    } catch (ExecException notThere) {
      throw new Trouble("does not run (%s); install ffmpeg.".formatted(notThere.getMessage()));
    }
  }
}

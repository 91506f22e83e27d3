package radio.nightshift.check;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.component.exec.ExecException;
import radio.nightshift.ffmpeg.Programs;

/** Tries ffmpeg, with what the settings need of it, and ffprobe. */
public final class FfmpegProbe {
  private static final Duration LIMIT = Duration.ofSeconds(9);

  private final Programs programs = new Programs();
  private final Set<Need> needs;

  /** What a build of ffmpeg may lack. */
  public enum Kind {
    ENCODER,
    MUXER,
    PROTOCOL
  }

  /**
   * A part of ffmpeg that is needed.
   *
   * @param name as ffmpeg lists it, such as {@code libmp3lame}
   * @param user what needs it, such as a setting
   */
  public record Need(Kind kind, String name, String user) {
    private String words() {
      return kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }
  }

  /** A probe for some needs; what two need is named once. */
  public FfmpegProbe(Collection<Need> needs) {
    this.needs = new LinkedHashSet<>(needs);
  }

  /**
   * Tries ffmpeg.
   *
   * @return its version, and what it has of what is needed
   * @throws Trouble if it cannot be run, or lacks something
   */
  public String ffmpeg() throws Trouble {
    String version = version("ffmpeg");
    Map<Kind, String> lists = new EnumMap<>(Kind.class);
    List<String> missing = new ArrayList<>();
    for (Need need : needs) {
      if (!lists.containsKey(need.kind)) {
        lists.put(need.kind, list(need.kind));
      }
      if (!isListed(need.name, lists.get(need.kind))) {
        missing.add("%s, which %s needs".formatted(need.words(), need.user));
      }
    }
    if (!missing.isEmpty()) {
      throw new Trouble(
          "%s has no %s; install a full ffmpeg.".formatted(version, String.join(", no ", missing)));
    }
    String has =
        needs.stream().map(Need::name).distinct().sorted().collect(Collectors.joining(", "));
    return has.isEmpty() ? version : version + ", with " + has;
  }

  /**
   * Tries ffprobe.
   *
   * @return its version
   * @throws Trouble if it cannot be run
   */
  public String ffprobe() throws Trouble {
    return version("ffprobe");
  }

  private String list(Kind kind) throws Trouble {
    String option =
        switch (kind) {
          case ENCODER -> "-encoders";
          case MUXER -> "-muxers";
          case PROTOCOL -> "-protocols";
        };
    return output("ffmpeg", "-hide_banner", option);
  }

  /** Before a name there may be marks. */
  private static boolean isListed(String name, String list) {
    return Pattern.compile("(?m)^ *(\\S+ +)?" + Pattern.quote(name) + "( |$)").matcher(list).find();
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

package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/**
 * The ffmpeg of this machine, whose version is part of every recipe, and the condition that it or
 * another program cannot be run.
 */
public final class Ffmpeg implements ProgramRuns, Programs.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Conditions conditions;
  private final String room;
  private final String consequence;
  private volatile String version;

  /**
   * An ffmpeg whose version is not known yet.
   *
   * @param room the room that needs it, for which conditions are raised
   * @param consequence what happens without it, such as {@code programmes wait in inbox/}
   */
  public Ffmpeg(Conditions conditions, String room, String consequence) {
    this.conditions = conditions;
    this.room = room;
    this.consequence = consequence;
  }

  /** The command of a run of ffmpeg that needs no terminal. */
  public static List<String> command(List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-nostdin", "-hide_banner", "-nostats"));
    command.addAll(arguments);
    return command;
  }

  /** The run that finds out the version, whatever its name; null if the version is known. */
  @Override
  public ProgramRun run(String name) {
    return version == null
        ? ProgramRun.of(List.of("ffmpeg", "-version"), LIMIT, this::accept)
        : null;
  }

  private synchronized void accept(ProgramEnd end) throws IOException {
    if (!end.isSuccess() || end.out().isBlank()) {
      throw new IOException(
          "ffmpeg does not print its version (%s); check that it is installed whole"
              .formatted(end.lastLine()));
    }
    String before = version;
    version = end.out().lines().findFirst().orElseThrow();
    // Two may have asked at the same time.
    if (!version.equals(before)) {
      LOG.info("Audio and video are prepared with {}.", version.replaceAll(" Copyright.*", ""));
    }
  }

  /** The first line of {@code ffmpeg -version}; null until it has been found out. */
  public String version() {
    return version;
  }

  @Override
  public void ran(String program) {
    conditions.clear(room, about(program), program + " can be run again");
  }

  @Override
  public void failed(String program, String reason) {
    // The one that comes back may be another.
    version = null;
    conditions.raise(
        room,
        about(program),
        Severity.ERROR,
        "%s does not run (%s), and %s".formatted(program, reason, consequence),
        "install ffmpeg");
  }

  private static String about(String program) {
    return "program " + program;
  }
}

package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.exec.ExecException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How lasting programs are started: in a session of their own, to die with the station, within
 * their memory, and with nothing of the station's environment. Of the programs of util-linux that
 * bring this about, the ones that this machine does not have are left out.
 */
final class Launch {
  private static final Logger LOG = LoggerFactory.getLogger(Launch.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final List<String> DYING = List.of("setpriv", "--pdeathsig", "KILL");

  private final String path;
  private final boolean hasSession;
  private final boolean diesToo;
  private final boolean hasLimit;

  /** Inspects the machine, and reports what it does not have. */
  Launch(String path) {
    this.path = path;
    hasSession = Niceness.has(path, "setsid");
    diesToo = Niceness.has(path, DYING.get(0)) && canDie();
    hasLimit = Niceness.has(path, "prlimit");
    report(hasSession, "setsid", "what they start themselves may outlive them");
    report(diesToo, "setpriv --pdeathsig", "they outlive a station that is killed");
    report(hasLimit, "prlimit", "their memory is not limited");
  }

  /** Whether a program is the leader of a group of its own. */
  boolean hasSession() {
    return hasSession;
  }

  /**
   * Whatever starts a program.
   *
   * @param mark a variable of its environment, by which it is known again
   */
  ProcessBuilder builder(LastingRun run, String mark, String home) throws IOException {
    List<String> line = new ArrayList<>();
    if (hasSession) {
      line.add("setsid");
    }
    if (diesToo) {
      line.addAll(DYING);
    }
    if (hasLimit) {
      line.addAll(List.of("prlimit", "--as=" + run.memory() * 1_000_000L));
    }
    // Found out before: those above would only end with some value.
    String program = place(run.program());
    line.addAll(run.command());
    line.set(line.size() - run.command().size(), program);
    line.set(0, place(line.get(0)));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().putAll(run.environment());
    builder.environment().put(mark, home);
    return builder;
  }

  private String place(String program) throws IOException {
    if (program.contains("/")) {
      return program;
    }
    for (String folder : path.split(":")) {
      Path place = Path.of(folder, program);
      if (Files.isExecutable(place) && !Files.isDirectory(place)) {
        return "" + place;
      }
    }
    throw new IOException(
        "'%s' cannot be started: it is in no folder of the PATH '%s'; install it"
            .formatted(program, path));
  }

  /** That of BusyBox has no such option. */
  private boolean canDie() {
    List<String> line = new ArrayList<>(DYING);
    try {
      line.add(place("true"));
      line.set(0, place(line.get(0)));
      return new Programs().run(LIMIT, line).isSuccess();
    } catch (IOException | ExecException cannot) {
      return false;
    }
  }

  private static void report(boolean has, String program, String consequence) {
    if (!has) {
      LOG.warn(
          "This machine has no '{}': encoders and other programs that last run without it, and {}; "
              + "install util-linux.",
          program,
          consequence);
    }
  }
}

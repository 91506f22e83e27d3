package radio.nightshift.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run for what it prints. */
public final class Program {
  private static final int MOST = 1 << 20;
  private static final int SECONDS = 9;

  private Program() {}

  /**
   * What it prints, of both kinds.
   *
   * @throws IOException if it is not there
   * @throws Trouble if it fails or hangs
   */
  public static String says(String... command) throws IOException, InterruptedException, Trouble {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      Thread guard = new Thread(() -> guard(process), "check " + command[0] + " guard");
      guard.setDaemon(true);
      guard.start();
      String said;
      try (InputStream in = process.getInputStream()) {
        said = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
      }
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new Trouble(
            "'%s' fails: %s".formatted(String.join(" ", List.of(command)), firstLine(said)));
      }
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  public static String firstLine(String said) {
    return said.lines().findFirst().orElse("it says nothing").strip();
  }

  private static void guard(Process process) {
    try {
      // Of one that has ended by itself, this would close what it has said.
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}

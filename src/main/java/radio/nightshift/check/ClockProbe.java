package radio.nightshift.check;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.component.exec.ExecException;
import radio.nightshift.ffmpeg.Programs;

/**
 * Whether this machine's clock is right: what chrony or systemd say of it, and else the dates in
 * other machines' answers.
 */
public final class ClockProbe {
  private static final Duration TOLERANCE = Duration.ofSeconds(2);
  private static final int PATIENCE_MILLIS = 3000;
  private static final Duration LIMIT = Duration.ofSeconds(9);

  private final Programs programs = new Programs();
  private final Clock clock;
  private final List<URI> others;

  /**
   * A clock to be compared.
   *
   * @param others servers that tell the time in their answers; those on this machine prove nothing
   */
  public ClockProbe(Clock clock, List<URI> others) {
    this.clock = clock;
    this.others = others;
  }

  /** The probe that compares it. */
  public Probe part() {
    return new Probe("clock", this::look);
  }

  private String look() throws Trouble, Caution {
    String chrony = output("chronyc", "-n", "tracking");
    if (chrony.matches("(?s).*Leap status\\s*:\\s*Normal.*")) {
      return "chrony keeps it right";
    }
    String systemd = output("timedatectl", "show");
    if (systemd.contains("NTPSynchronized=yes")) {
      return "it is synchronised";
    }
    for (URI other : others) {
      Duration off = off(other);
      if (off != null && off.abs().compareTo(TOLERANCE) > 0) {
        throw new Trouble(
            "it is %d s %s that of %s; install chrony, or set the clock."
                .formatted(
                    off.abs().toSeconds(),
                    off.isNegative() ? "behind" : "before",
                    other.getHost()));
      }
      if (off != null) {
        return "it agrees with that of %s within %d s"
            .formatted(other.getHost(), TOLERANCE.toSeconds());
      }
    }
    if (systemd.contains("NTPSynchronized=no")) {
      throw new Trouble("nothing synchronises it; install chrony (apt-get install chrony).");
    }
    throw new Caution(
        "whether it is right cannot be told here: there is neither chrony nor systemd, nor another machine to ask.");
  }

  private String output(String... command) {
    try {
      return programs.output(LIMIT, command);
    } catch (IOException | ExecException notThere) {
      return "";
    }
  }

  /** How far the clock is before another machine's, or null where that cannot be told. */
  private Duration off(URI other) {
    try {
      if (InetAddress.getByName(other.getHost()).isLoopbackAddress()) {
        return null;
      }
      HttpURLConnection connection = (HttpURLConnection) other.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestMethod("HEAD");
      long date = connection.getDate();
      connection.disconnect();
      return date == 0 ? null : Duration.between(Instant.ofEpochMilli(date), clock.instant());
    } catch (IOException silent) {
      return null;
    }
  }
}

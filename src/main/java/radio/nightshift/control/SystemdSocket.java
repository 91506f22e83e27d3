package radio.nightshift.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What systemd has told this process about its notifications.
 *
 * @param program what notifies it, with its first arguments
 * @param watchdog within which time it wants a sign of life, or null if it wants none
 */
record SystemdSocket(List<String> program, Duration watchdog) {

  /** None if nobody wants to be notified. */
  static Optional<SystemdSocket> of(Map<String, String> environment) {
    if (environment.getOrDefault("NOTIFY_SOCKET", "").isBlank()) {
      return Optional.empty();
    }
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    String process = environment.getOrDefault("WATCHDOG_PID", "");
    boolean isOurs = process.isBlank() || process.equals("" + ProcessHandle.current().pid());
    boolean isWanted = isOurs && micros.matches("[1-9][0-9]{0,15}");
    return Optional.of(
        new SystemdSocket(
            List.of("systemd-notify"),
            isWanted ? Duration.ofMillis(Math.max(1, Long.parseLong(micros) / 1000)) : null));
  }
}

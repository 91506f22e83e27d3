package radio.nightshift.watchdog;

import java.util.ArrayList;
import java.util.List;
import radio.nightshift.watchdog.Standing.Phase;

/** An instance that takes a round to start or to stop, and bears the name of who has started it. */
final class SimulatedBackup {
  private final List<String> history = new ArrayList<>();
  private Phase phase = Phase.STOPPED;
  private String startedBy = "";

  Standing seenBy(String name) {
    return new Standing(phase, startedBy.equals(name), "backup is " + phase);
  }

  void start(String name) {
    if (phase == Phase.STOPPED) {
      phase = Phase.STARTING;
      startedBy = name;
      history.add("start by " + name);
    }
  }

  void stop(String name) {
    if (phase == Phase.RUNNING && startedBy.equals(name)) {
      phase = Phase.STOPPING;
      history.add("stop by " + name);
    }
  }

  /** Time passes. */
  void proceed() {
    phase =
        switch (phase) {
          case STARTING -> Phase.RUNNING;
          case STOPPING -> Phase.STOPPED;
          default -> phase;
        };
  }

  /** It ends without an order. */
  void die() {
    phase = Phase.STOPPED;
  }

  boolean isOnTheMount() {
    return phase == Phase.RUNNING || phase == Phase.STOPPING;
  }

  boolean isDown() {
    return phase == Phase.STOPPED;
  }

  /** What was done, and by whom. */
  List<String> history() {
    return history;
  }
}

package radio.nightshift.watchdog;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/**
 * The watchdog itself: decides after each round of checks, tells people, and orders the backup to
 * start or stop. What it is about to do is kept on disk before it does it.
 */
public final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final String ROOM = "watchdog";
  private static final String BACKUP = "backup";
  private static final String CHECK = "check ";
  private static final String FILE = "state";
  private static final Set<State.Stage> ORDERED =
      Set.of(State.Stage.STARTING, State.Stage.STOPPING);

  private final Failover failover;
  private final Backup backup;
  private final StateFile file;
  private final Conditions conditions;
  private final Clock clock;

  private State state = State.watching();
  private List<Observation> latest = List.of();
  private Standing standing =
      new Standing(Standing.Phase.UNKNOWN, false, "it was not looked at yet");

  Watch(Failover failover, Backup backup, StateFile file, Conditions conditions, Clock clock) {
    this.failover = failover;
    this.backup = backup;
    this.file = file;
    this.conditions = conditions;
    this.clock = clock;
  }

  /** Goes on where an earlier run was. */
  synchronized void resume() {
    state = failover.resume(file.read(), clock.instant());
  }

  /**
   * Decides after a round.
   *
   * @return what the backup is to do: NONE, START or STOP
   */
  public Step.Order decide(@Body List<Observation> round) {
    // Its checks are as old as they are, however long the look takes.
    Instant now = clock.instant();
    Standing found = look();
    synchronized (this) {
      return decide(List.copyOf(round), found, now);
    }
  }

  private Step.Order decide(List<Observation> round, Standing found, Instant now) {
    latest = round;
    standing = found;
    Step step = failover.next(state, latest, standing, now);
    keep(step.state());
    tell(latest);
    step.messages().forEach(message -> message.to(conditions));
    if (!ORDERED.contains(step.state().stage())) {
      conditions.clear(ROOM, BACKUP, "The backup is not to be started or stopped any more");
    }
    conditions.looked(ROOM);
    return step.order();
  }

  /**
   * Each check that fails is a condition while it counts. Figures in its words, which may change
   * each time, are no news.
   */
  private void tell(List<Observation> round) {
    if (round.isEmpty()) {
      conditions.clearOthers(ROOM, CHECK, List.of());
    }
    for (Observation one : round) {
      String about = CHECK + one.check();
      if (one.passed()) {
        conditions.clear(
            ROOM, about, "The check %s passes: %s".formatted(one.check(), one.words()));
      } else if (isNews(about, one) || !conditions.confirm(ROOM, about)) {
        conditions.raise(
            ROOM,
            about,
            Severity.WARNING,
            "The check %s fails: %s".formatted(one.check(), one.words()));
      }
    }
  }

  private boolean isNews(String about, Observation failing) {
    return conditions
        .find(ROOM, about)
        .filter(known -> withoutFigures(known.text()).contains(withoutFigures(failing.words())))
        .isEmpty();
  }

  private static String withoutFigures(String words) {
    return words.replaceAll("\\d+", "#");
  }

  private Standing look() {
    try {
      Standing found = backup.look();
      conditions.clear(ROOM, "look at backup", "The backup can be looked at again");
      return found;
    } catch (BackupException e) {
      conditions.raise(ROOM, "look at backup", Severity.WARNING, e.getMessage());
      return new Standing(Standing.Phase.UNKNOWN, standing().ours(), e.getMessage());
    }
  }

  /** Starts the backup. */
  public void start() {
    order("started", backup::start);
  }

  /** Stops the backup, if this watchdog has started it. */
  public void stop() {
    order("stopped", backup::stop);
  }

  private interface Action {
    void run() throws BackupException;
  }

  /** Not while others wait: it may take long. */
  private void order(String done, Action action) {
    try {
      action.run();
      LOG.info("The backup is being {}.", done);
      conditions.clear(ROOM, BACKUP, "The backup is being " + done);
      synchronized (this) {
        keep(state.answered());
      }
    } catch (BackupException e) {
      conditions.raise(
          ROOM,
          BACKUP,
          Severity.ERROR,
          "The backup cannot be %s: %s".formatted(done, e.getMessage()));
    }
  }

  /** A disk that takes nothing must not keep the backup from being brought up. */
  private void keep(State now) {
    state = now;
    try {
      file.write(now);
      conditions.clear(ROOM, FILE, "How far the watchdog is can be kept again");
    } catch (IOException e) {
      conditions.raise(
          ROOM,
          FILE,
          Severity.WARNING,
          "How far the watchdog is cannot be kept on disk (%s)"
              .formatted(e.getClass().getSimpleName()),
          "make room in station.home, and let this user write there; after a restart it begins anew");
    }
  }

  /** What it waits for. */
  synchronized State.Stage stage() {
    return state.stage();
  }

  /** How the checks came out last. */
  synchronized List<Observation> latest() {
    return latest;
  }

  /** How the backup was last. */
  synchronized Standing standing() {
    return standing;
  }
}

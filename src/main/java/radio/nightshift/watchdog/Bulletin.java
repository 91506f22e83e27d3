package radio.nightshift.watchdog;

import static radio.nightshift.condition.Severity.ERROR;
import static radio.nightshift.condition.Severity.WARNING;

import java.time.Duration;
import java.util.List;
import radio.nightshift.condition.Elapsed;

/** What is told of a failover: whatever is to be known of the state that it is in. */
final class Bulletin {
  /** How the encoder does, and what is done about it. */
  static final String FAILOVER = "failover";

  /** A backup that does not do what it was told to. */
  static final String LATE = "backup is late";

  private final Policy policy;

  Bulletin(Policy policy) {
    this.policy = policy;
  }

  List<Message> of(State state, Standing backup) {
    return List.of(failover(state), late(state, backup));
  }

  private Message failover(State state) {
    return switch (state.stage()) {
      case WATCHING ->
          Message.over(
              FAILOVER,
              "Fewer than %d parameters are in a failed state, and the encoder is on its own"
                  .formatted(policy.failing()));
      case WAITING -> waiting(state);
      case STARTING -> starting(state);
      case ON_BACKUP, RECOVERING ->
          warning(
              state.isOurs()
                  ? "The backup instance stands in for the encoder; repair the encoder"
                  : "A backup instance that this watchdog has not started stands in for the"
                      + " encoder; repair the encoder, and let whoever started the backup stop it");
      case STOPPING ->
          warning(
              "The encoder has been well for %s, and the backup instance is stopped",
              Elapsed.inWords(policy.patience(state.failedReturns())));
      case RETURNING, RETURNED ->
          warning(
              "The backup instance has stopped, and the encoder has %s to be on its mount again",
              words(policy.waitFor()));
      case HELD ->
          error(
              FAILOVER,
              "The backup instance was stopped by somebody else while %d or more parameters are in"
                  + " a failed state, and is not started before fewer are; start it by hand, or"
                  + " repair the encoder",
              policy.failing());
    };
  }

  private Message waiting(State state) {
    if (!policy.canStart() && state.hasLasted(policy.waitFor())) {
      return error(
          FAILOVER,
          "%d or more parameters are in a failed state, and there is no backup to be started;"
              + " repair the encoder, or set watchdog.backup.instance, .group, .command or"
              + " .webhook",
          policy.failing());
    }
    return warning(
        "%d or more parameters are in a failed state, and %s if they still are in %s; repair"
            + " the encoder",
        policy.failing(),
        policy.canStart()
            ? "the backup instance is brought up"
            : "there is no backup to be brought up",
        words(policy.waitFor()));
  }

  /** The first of these is, with the full stop of every condition, the old system's own. */
  private Message starting(State state) {
    return state.failedReturns() == 0
        ? warning(
            "Warning: %d or more parameters are in a failed state. Bringing up the backup"
                + " instance",
            policy.failing())
        : warning(
            "Warning: The encoder is not on its mount %s after the backup instance has stopped."
                + " Bringing up the backup instance again",
            words(policy.waitFor()));
  }

  private Message late(State state, Standing backup) {
    boolean isLate = state.hasLasted(policy.repeat());
    return switch (state.stage()) {
      case STARTING -> isLate ? isNot("run", backup) : inTime();
      case STOPPING -> isLate ? isNot("stop", backup) : inTime();
      case RECOVERING -> leftOn(state, backup);
      default -> inTime();
    };
  }

  /** Whoever else has started it has time to stop it before anybody is told. */
  private Message leftOn(State state, Standing backup) {
    Duration patience = policy.patience(state.failedReturns());
    if (backup.ours() || !state.hasLasted(patience.plus(policy.repeat()))) {
      return inTime();
    }
    return new Message(
        LATE,
        WARNING,
        "The encoder has been well for more than %s, and the backup instance is left on (%s), as"
                .formatted(Elapsed.inWords(patience), backup.words())
            + " this watchdog is not known to have started it; stop it by hand");
  }

  private Message isNot(String verb, Standing backup) {
    return error(
        LATE,
        "The backup instance does not %s within %s (%s); see why, and %s",
        verb,
        words(policy.repeat()),
        backup.words(),
        verb.equals("run") ? "start it by hand" : "stop it by hand");
  }

  private static Message inTime() {
    return Message.over(LATE, "The backup instance does what it was told to");
  }

  private static Message warning(String format, Object... values) {
    return new Message(FAILOVER, WARNING, format.formatted(values));
  }

  private static Message error(String about, String format, Object... values) {
    return new Message(about, ERROR, format.formatted(values));
  }

  private static String words(Duration duration) {
    return duration.toSeconds() + " s";
  }
}

package radio.nightshift.watchdog;

import static radio.nightshift.watchdog.State.Stage.HELD;
import static radio.nightshift.watchdog.State.Stage.ON_BACKUP;
import static radio.nightshift.watchdog.State.Stage.RECOVERING;
import static radio.nightshift.watchdog.State.Stage.RETURNED;
import static radio.nightshift.watchdog.State.Stage.RETURNING;
import static radio.nightshift.watchdog.State.Stage.STARTING;
import static radio.nightshift.watchdog.State.Stage.STOPPING;
import static radio.nightshift.watchdog.State.Stage.WAITING;
import static radio.nightshift.watchdog.State.Stage.WATCHING;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import radio.nightshift.watchdog.Step.Order;

/**
 * Whether the backup is to be started or stopped: a pure function of the state, of what was seen
 * and of how the backup is.
 *
 * <p>Orders may be given twice: an order whose answer is not known is given again as long as the
 * backup shows no effect of it. Only an order that was answered is not, until it is overdue.
 */
final class Failover {
  private final Policy policy;
  private final Bulletin bulletin;

  Failover(Policy policy) {
    this.policy = policy;
    this.bulletin = new Bulletin(policy);
  }

  /** A state that an earlier run has kept: after a long pause, all waits begin anew. */
  State resume(State kept, Instant now) {
    return policy.isTooLong(Duration.between(kept.round(), now))
        ? kept.anew(kept.stage(), now)
        : kept;
  }

  /**
   * What comes next.
   *
   * @param state as the last step has left it
   * @param observations what the checks of this round have found
   * @param backup how it is, found after the checks
   */
  Step next(State state, List<Observation> observations, Standing backup, Instant now) {
    Step step = decide(state, observations, backup, now);
    return step.telling(bulletin.of(step.state(), backup));
  }

  /** What comes next, without the words for it. */
  Step decide(State state, List<Observation> observations, Standing backup, Instant now) {
    Duration counted = policy.counted(Duration.between(state.round(), now));
    State here = state.advanced(now, counted);
    Round round = new Round(new Sight(policy, observations, now), backup, counted);
    return switch (state.stage()) {
      case WATCHING, WAITING, HELD -> watch(here, round);
      case STARTING -> start(here, round);
      case ON_BACKUP, RECOVERING -> standIn(here, round);
      case STOPPING -> stop(here, round);
      case RETURNING, RETURNED -> handBack(here, round);
    };
  }

  private Step watch(State state, Round round) {
    if (round.isUp() && (round.backup().ours() || state.stage() == HELD)) {
      return takeOver(state, round);
    }
    if (!round.sight().isDown()) {
      return Step.to(state.to(WATCHING));
    }
    if (state.stage() == HELD) {
      return Step.to(state);
    }
    State waiting = state.to(WAITING);
    return waiting.hasLasted(policy.waitFor()) && policy.canStart()
        ? bringUp(waiting, round)
        : Step.to(waiting);
  }

  private Step bringUp(State state, Round round) {
    return switch (round.backup().phase()) {
      case RUNNING -> takeOver(state, round);
      case STARTING, STOPPING -> Step.to(state.to(STARTING));
      case STOPPED, UNKNOWN -> Step.of(state.to(STARTING), Order.START);
    };
  }

  private Step start(State state, Round round) {
    return switch (round.backup().phase()) {
      case RUNNING -> takeOver(state, round);
      case STARTING, STOPPING -> Step.to(state);
      case STOPPED -> startAgain(state, round);
      case UNKNOWN ->
          state.isAnswered() ? standIn(state.onBackup(true), round) : startAgain(state, round);
    };
  }

  private Step startAgain(State state, Round round) {
    boolean isNeeded =
        round.sight().isDown() || state.failedReturns() > 0 && round.sight().lacksSource();
    if (isNeeded && policy.canStart()) {
      return Step.of(state, round.isDue(state, policy.repeat()) ? Order.START : Order.NONE);
    }
    // Where nobody can tell, it may have started although the order was not answered.
    boolean mayRun = round.backup().phase() == Standing.Phase.UNKNOWN && round.backup().ours();
    return mayRun ? Step.of(state.to(STOPPING), Order.STOP) : Step.to(state.to(WATCHING));
  }

  /** The backup is up, whoever has started it. */
  private Step takeOver(State state, Round round) {
    return standIn(state.onBackup(round.backup().ours()), round);
  }

  private Step standIn(State state, Round round) {
    if (round.backup().phase() == Standing.Phase.STOPPED) {
      return stoppedByOthers(state, round);
    }
    State seen = round.isUp() ? state.owned(round.backup().ours()) : state;
    if (!round.sight().isWell()) {
      return Step.to(seen.to(ON_BACKUP));
    }
    State well = seen.to(RECOVERING);
    boolean isPatient = !well.hasLasted(policy.patience(well.failedReturns()));
    return isPatient || !round.mayStop() ? Step.to(well) : Step.of(well.to(STOPPING), Order.STOP);
  }

  /**
   * What others have started and stopped while this watchdog sees the encoder fail is left to them:
   * they may see more, as another watchdog does that is not cut off.
   */
  private Step stoppedByOthers(State state, Round round) {
    boolean isTheirs = !state.isOurs() && state.stage() == ON_BACKUP;
    return isTheirs && round.sight().isDown()
        ? Step.to(state.to(HELD))
        : watch(state.to(WATCHING), round);
  }

  private Step stop(State state, Round round) {
    return switch (round.backup().phase()) {
      case STOPPED -> Step.to(stopped(state));
      case STOPPING -> Step.to(state);
      case STARTING, RUNNING -> stopAgain(state, round);
      case UNKNOWN -> {
        if (state.isAnswered() || !round.backup().ours() && state.hasLasted(policy.waitFor())) {
          yield Step.to(stopped(state));
        }
        yield round.backup().ours() ? stopAgain(state, round) : Step.to(state);
      }
    };
  }

  private State stopped(State state) {
    return state.to(policy.expectsSource() ? RETURNING : WATCHING);
  }

  private Step stopAgain(State state, Round round) {
    if (!round.backup().ours() || !round.sight().isWell()) {
      return takeOver(state, round);
    }
    boolean isOrdered = round.mayStop() && round.isDue(state, policy.repeat());
    return Step.of(state, isOrdered ? Order.STOP : Order.NONE);
  }

  private Step handBack(State state, Round round) {
    if (round.isUp()) {
      return takeOver(state, round);
    }
    if (round.backup().phase() == Standing.Phase.STOPPING) {
      return Step.to(state.to(STOPPING).answered());
    }
    if (round.sight().isDown() || round.sight().lacksSource()) {
      State gone = state.to(RETURNING);
      return gone.hasLasted(policy.waitFor()) && policy.canStart()
          ? bringUp(gone.returnFailed(), round)
          : Step.to(gone);
    }
    if (!round.sight().hasSource()) {
      return Step.to(state.anew(RETURNED, state.round()));
    }
    State back = state.to(RETURNED);
    return Step.to(back.hasLasted(policy.waitFor()) ? back.to(WATCHING) : back);
  }
}

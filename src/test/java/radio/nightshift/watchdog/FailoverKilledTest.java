package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.watchdog.SimulatedWatchdog.Kill;

/** A watchdog that is killed at any moment of a failover: one start, one stop. */
class FailoverKilledTest {
  private static final Instant NOON = Instant.parse("2026-06-10T12:00:00Z");
  private static final List<Kill> KILLS =
      List.of(Kill.BEFORE_IT_KEEPS, Kill.BEFORE_THE_ORDER, Kill.BEFORE_THE_ANSWER);

  /** The encoder is down from this round on. */
  private static final int DOWN = 3;

  /** The encoder is well from this round on. */
  private static final int UP = 25;

  private static final int ROUNDS = 70;

  @TempDir private Path folder;

  @Test
  void anUndisturbedFailoverIsOneStartAndOneStop() {
    assertOneStartAndOneStop(Map.of(), 0, UnaryOperator.identity());
  }

  @Test
  void killedOnceAtAnyMomentAndBackAtOnceOrLater() {
    for (int pause : List.of(0, 1, 3, 12)) {
      for (int round = 0; round < UP + 20; round++) {
        for (Kill kill : KILLS) {
          assertOneStartAndOneStop(Map.of(round, kill), pause, this::writtenAndRead);
        }
      }
    }
  }

  @Test
  void killedTwiceAtAnyMoments() {
    for (int first = 0; first < UP + 20; first++) {
      for (int second = first + 1; second < UP + 20; second++) {
        for (Kill one : KILLS) {
          for (Kill two : KILLS) {
            assertOneStartAndOneStop(Map.of(first, one, second, two), 0, UnaryOperator.identity());
          }
        }
      }
    }
  }

  private void assertOneStartAndOneStop(
      Map<Integer, Kill> kills, int pause, UnaryOperator<State> disk) {
    SimulatedBackup backup = new SimulatedBackup();
    SimulatedWatchdog watchdog = new SimulatedWatchdog("here", disk);
    List<State.Stage> stages = new ArrayList<>();
    int away = 0;
    for (int round : IntStream.range(0, ROUNDS).toArray()) {
      backup.proceed();
      if (away > 0) {
        away--;
        continue;
      }
      Instant now = NOON.plus(SimulatedWatchdog.EVERY.multipliedBy(round));
      boolean isWell = round < DOWN || round >= UP;
      Kill kill = kills.getOrDefault(round, Kill.NEVER);
      watchdog.round(
          SimulatedWatchdog.observations(isWell, isWell || backup.isOnTheMount(), now),
          backup.seenBy("here"),
          backup,
          now,
          kill);
      away = kill == Kill.NEVER ? 0 : pause;
      stages.add(watchdog.state().stage());
    }
    assertThat(backup.history())
        .as("killed in rounds %s, away for %d more: %s", kills, pause, stages)
        .containsExactly("start by here", "stop by here");
    assertThat(backup.isDown()).as("backup down after %s", kills).isTrue();
    assertThat(watchdog.state().stage()).as("%s", kills).isEqualTo(State.Stage.WATCHING);
  }

  private State writtenAndRead(State state) {
    try {
      Path file = folder.resolve("state");
      new StateFile(file).write(state);
      return new StateFile(file).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

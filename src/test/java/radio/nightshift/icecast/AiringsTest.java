package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.CueSheet;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;

/** What is on the air on all mounts, whether it goes on, and a drain. */
class AiringsTest extends MountRoute {
  private final Airings airings = new Airings();

  @BeforeEach
  void airings() {
    context.getRegistry().bind("airings", airings);
  }

  private void awaitOnAir() {
    Awaitility.await("on the air").until(() -> airings.onAir().size() == 1);
  }

  @Test
  void aProgrammeIsOnTheAirFromItsFirstFrameToItsLast() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Cue cue = cue("a", mp3("a", 3, 440), 2, SOON);
      play(probe.port(), "", cue);
      awaitOnAir();
      assertThat(clock.instant()).as("when it is on the air").isAfterOrEqualTo(cue.start());
      assertThat(airings.onAir().get(0).cue()).isEqualTo(cue);
      ended(1);
      assertThat(airings.onAir()).as("after its end").isEmpty();
      assertThat(airings.pulse(Duration.ZERO).stuck()).as("stuck after its end").isEmpty();
    }
  }

  @Test
  void aThreadThatStandsStillIsStuck() throws Exception {
    CountDownLatch thaw = new CountDownLatch(1);
    CountDownLatch freeze = new CountDownLatch(1);
    CueSheet frozen =
        cue -> {
          if (freeze.getCount() == 0) {
            await(thaw);
          }
          return Optional.empty();
        };
    context.getRegistry().bind("frozen", CueSheet.class, frozen);
    try (SourceProbe probe = SourceProbe.start()) {
      route(probe.port(), "/live.mp3", "?password=#password&cueSheet=#frozen&lead=1s");
      send(cue("a", mp3("a", 20, 440), 20, SOON));
      awaitOnAir();
      assertThat(airings.pulse(Duration.ofSeconds(5)).stuck()).as("stuck while it plays").isEmpty();
      freeze.countDown();
      Awaitility.await("stuck")
          .until(
              () -> airings.pulse(Duration.ofSeconds(2)).stuck().toString().contains("/live.mp3"));
      thaw.countDown();
      Awaitility.await("it goes on")
          .until(() -> airings.pulse(Duration.ofSeconds(2)).stuck().isEmpty());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aServerThatIsFrozenOrAwayLeavesNoThreadStuck() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      play(icecast.port(), "", cue("a", mp3("a", 60, 440), 60, SOON));
      Awaitility.await("a first answer that shows the server alive")
          .until(() -> icecast.accessLog().contains("nightshift-asks"));
      icecast.freeze();
      awaitTroubleWithoutStuckThread();
      icecast.kill();
      Awaitility.await("it is away")
          .until(() -> noneIsStuck() && trouble() != null && trouble().contains("refuses"));
    }
  }

  private void awaitTroubleWithoutStuckThread() {
    Awaitility.await("trouble").until(() -> noneIsStuck() && trouble() != null);
  }

  private boolean noneIsStuck() {
    // Longer than a write may be blocked.
    assertThat(airings.pulse(Duration.ofSeconds(8)).stuck())
        .as("threads that stand still")
        .isEmpty();
    return true;
  }

  @Test
  void aDrainLetsThePresentOneEndWithoutTheNext() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Cue first = cue("a", mp3("a", 3, 440), 2, SOON);
      Cue second = cue("b", mp3("b", 3, 880), 2, SOON.plusSeconds(2));
      play(probe.port(), "", first, second);
      awaitOnAir();
      airings.drain();
      assertThat(ended(2))
          .extracting(asRun -> asRun.outcome())
          .containsExactly(Outcome.PLAYED, Outcome.STOPPED);
      assertThat(asRuns.get(1).firstByte()).as("first byte of the second").isNull();
      assertThat(probe.takes()).as("connections").hasSize(1);
    }
  }
}

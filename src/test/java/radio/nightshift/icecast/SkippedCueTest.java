package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.CueSheet;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;

/** A cue that is ended while it is on the air. */
class SkippedCueTest extends MountRoute {
  private final Airings airings = new Airings();
  private volatile Instant skipped;

  /** What is known of the cues, the first of which may be skipped. */
  private final class Sheet implements CueSheet {
    @Override
    public Optional<Cue> after(Cue cue) {
      return sheet.stream().filter(other -> other.start().isAfter(cue.start())).findFirst();
    }

    @Override
    public Instant end(Cue cue) {
      return skipped != null && cue.equals(sheet.get(0)) ? skipped : cue.end();
    }
  }

  @BeforeEach
  void airings() {
    context.getRegistry().bind("airings", airings);
    context.getRegistry().bind("skippable", CueSheet.class, new Sheet());
  }

  private void playOn(int port, Cue... cues) throws Exception {
    route(port, "/live.mp3", "?password=#password&cueSheet=#skippable&lead=1s");
    for (Cue cue : cues) {
      send(cue);
    }
    Awaitility.await("on the air").until(() -> airings.onAir().size() == 1);
  }

  @Test
  void itEndsAtOnceAndFreesTheMount() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Cue cue = cue("a", mp3("a", 60, 440), 60, SOON);
      playOn(probe.port(), cue);
      skipped = clock.instant();
      assertThat(ended(1).get(0).outcome()).isEqualTo(Outcome.SKIPPED);
      assertThat(Duration.between(skipped, asRuns.get(0).lastByte()))
          .as("audio after it")
          .isLessThan(Duration.ofSeconds(1));
      Awaitility.await("the mount is free").until(() -> probe.takes().get(0).closed);
      assertThat(trouble()).as("trouble").isNull();
    }
  }

  @Test
  void theNextOneBeginsAtItsInstantOnTheSameConnection() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Cue first = cue("a", mp3("a", 60, 440), 60, SOON);
      Cue second = cue("b", mp3("b", 2, 880), 2, SOON.plusSeconds(4));
      playOn(probe.port(), first, second);
      skipped = clock.instant();
      assertThat(ended(2))
          .extracting(asRun -> asRun.outcome())
          .containsExactly(Outcome.SKIPPED, Outcome.PLAYED);
      assertThat(asRuns.get(1).firstByte()).isAfterOrEqualTo(second.start());
      assertThat(asRuns.get(1).startErrorMillis()).as("late by ms").isLessThan(300);
      assertThat(probe.takes()).as("connections").hasSize(1);
    }
  }

  @Test
  void whileItsServerIsAwayItEndsToo() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      playOn(icecast.port(), cue("a", mp3("a", 60, 440), 60, SOON));
      icecast.kill();
      Awaitility.await("its server is away").until(() -> trouble() != null);
      skipped = clock.instant();
      assertThat(ended(1).get(0).outcome()).isEqualTo(Outcome.SKIPPED);
      assertThat(trouble()).as("trouble").isNull();
    }
  }
}

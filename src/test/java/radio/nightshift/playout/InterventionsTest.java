package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.playout.Intervention.Order;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;

/** What becomes of the cues that a person has skipped, or had played again. */
class InterventionsTest {
  private static final String JAZZ = "20260610_1400_jazz.mp3";
  private static final String NEWS = "20260610_1500_news.mp3";

  @TempDir Path home;
  private MadeUpPlayout playout;

  @BeforeEach
  void onTheAir() throws IOException {
    playout = new MadeUpPlayout(home);
    playout.ready(JAZZ, 40);
    playout.ready(NEWS, 30);
    playout.clock.moveTo("2026-06-10T13:10:00Z");
  }

  private Cue onMain() {
    return playout.due().stream().filter(cue -> cue.mount().equals("main")).findFirst().get();
  }

  private Cue intervene(Order order) {
    Cue cue = onMain();
    playout.cues.intervene(Intervention.about(cue, order, playout.clock.instant()));
    return cue;
  }

  @Test
  void whatIsSkippedDoesNotComeBack() throws IOException {
    Cue cue = intervene(Order.SKIP);
    assertThat(playout.cues.end(cue)).as("its end").isEqualTo("2026-06-10T13:10:00Z");
    playout.onAir.over(
        new AsRun(UUID.randomUUID(), cue, Outcome.SKIPPED, Duration.ZERO, cue.start(), null, 1, 0));
    playout.clock.moveTo("2026-06-10T13:10:05Z");
    assertThat(playout.due()).as("due afterwards").isEmpty();
    playout.restart();
    assertThat(playout.due())
        .as("due after a restart")
        .extracting(Cue::mount)
        .containsExactly("opus");
  }

  @Test
  void whatComesNextBeginsAtItsInstant() throws IOException {
    Cue cue = intervene(Order.SKIP);
    assertThat(playout.cues.after(cue)).map(Cue::programme).contains(NEWS);
    playout.clock.moveTo("2026-06-10T13:59:55Z");
    assertThat(onMain().start()).isEqualTo("2026-06-10T14:00:00Z");
  }

  @Test
  void whatIsPlayedAgainBeginsAnewOnItsMountAlone() throws IOException {
    Cue cue = intervene(Order.PLAY_AGAIN);
    Cue again = onMain();
    assertThat(again.programme()).isEqualTo(JAZZ);
    assertThat(again.file()).isEqualTo(cue.file());
    assertThat(again.start()).isEqualTo("2026-06-10T13:10:00Z");
    assertThat(again.end()).as("its end").isEqualTo("2026-06-10T13:50:00Z");
    assertThat(again.reason()).contains("again");
    assertThat(playout.cues.after(cue)).as("what cuts in on the first").contains(again);
    assertThat(playout.cues.after(again)).map(Cue::programme).contains(NEWS);
    playout.restart();
    assertThat(onMain()).as("after a restart").isEqualTo(again);
  }

  @Test
  void theNextProgrammeCutsInOnOneThatIsPlayedAgain() throws IOException {
    playout.due();
    playout.clock.moveTo("2026-06-10T13:35:00Z");
    Cue cue = playout.cues.atOrBefore(MadeUpPlayout.MAIN, playout.clock.instant()).get();
    playout.cues.intervene(Intervention.about(cue, Order.PLAY_AGAIN, playout.clock.instant()));
    assertThat(onMain().end()).isEqualTo("2026-06-10T14:00:00Z");
  }

  @Test
  void whatIsPlayedAgainMayBeSkipped() throws IOException {
    intervene(Order.PLAY_AGAIN);
    playout.clock.moveTo("2026-06-10T13:20:00Z");
    Cue again = intervene(Order.SKIP);
    assertThat(playout.cues.end(again)).isEqualTo("2026-06-10T13:20:00Z");
    playout.restart();
    assertThat(playout.due()).extracting(Cue::mount).containsExactly("opus");
  }

  @Test
  void whatWasOverByThenStaysAsItWas() throws IOException {
    Cue cue = onMain();
    playout.cues.intervene(
        Intervention.about(cue, Order.PLAY_AGAIN, Instant.parse("2026-06-10T13:41:00Z")));
    assertThat(playout.cues.after(cue)).map(Cue::programme).contains(NEWS);
    assertThat(playout.cues.end(cue)).isEqualTo(cue.end());
  }

  @Test
  void ofALaterDayItIsForgotten() throws IOException {
    intervene(Order.SKIP);
    playout.clock.moveTo("2026-06-12T13:10:00Z");
    playout.ready("20260612_1400_jazz.mp3", 40);
    playout.cues.follow();
    intervene(Order.SKIP);
    assertThat(Files.readAllLines(home.resolve("interventions")))
        .containsExactly("main 2026-06-12T13:00:00Z SKIP 2026-06-12T13:10:00Z");
  }

  @Test
  void aFileOfThemThatIsSpoiltIsReadAsFarAsPossible() throws IOException {
    Files.writeString(
        home.resolve("interventions"),
        "\n\u0000\nmain 2026-06-10T13:00:00Z SKIP\nmain never SKIP now\n"
            + "main 2026-06-10T13:00:00Z BURN 2026-06-10T13:05:00Z\n"
            + "main 2026-06-10T13:00:00Z SKIP 2026-06-10T13:05:00Z\n");
    playout.restart();
    assertThat(playout.due()).extracting(Cue::mount).containsExactly("opus");
  }

  @Test
  void whereTheyCannotBeKeptTheyHoldAllTheSame() throws IOException {
    Files.createDirectories(home.resolve("interventions/in-the-way"));
    playout.begin();
    playout.cues.load();
    intervene(Order.SKIP);
    playout.clock.moveTo("2026-06-10T13:10:05Z");
    assertThat(playout.cues.atOrBefore(MadeUpPlayout.MAIN, playout.clock.instant()))
        .map(Cue::end)
        .contains(Instant.parse("2026-06-10T13:10:00Z"));
  }
}

package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;
import radio.nightshift.support.StrangeServer;
import radio.nightshift.support.StrangeServer.Manner;

/** Servers that say too much, or take too little: a mount beside theirs is always on time. */
class BadMannersTest extends MountRoute {
  private static final Manner GOOD =
      source -> {
        source.say(StrangeServer.ACCEPTED);
        source.readAll();
      };

  @ParameterizedTest
  @ValueSource(strings = {"a body for ever", "a byte a second", "a byte a millisecond"})
  void whatAServerSaysMeanwhileDisturbsNothing(String how) throws Exception {
    Manner manner =
        source -> {
          source.say(StrangeServer.ACCEPTED);
          source.readMeanwhile();
          switch (how) {
            case "a byte a second" -> source.saySlowly("x".repeat(1000), 1000);
            case "a byte a millisecond" -> source.saySlowly("x".repeat(100_000), 1);
            default -> {
              while (!source.isClosed()) {
                source.say("x".repeat(50_000));
              }
            }
          }
        };
    try (StrangeServer server = StrangeServer.start(manner)) {
      play(server.port(), "", cue("a", mp3("a", 4, 440), 4, SOON));
      AsRun asRun = ended(1).get(0);
      assertThat(asRun.outcome()).isEqualTo(Outcome.PLAYED);
      assertThat(asRun.startErrorMillis()).isBetween(-1.0, 500.0);
      assertThat(asRun.reconnects()).isZero();
      assertThat(Duration.between(asRun.cue().end(), asRun.lastByte()))
          .as("the last byte after the end")
          .isLessThan(Duration.ofMillis(500));
    }
  }

  @Test
  void aServerThatAcceptsAndReadsNothingIsFrozenAndHoldsUpNoOther() throws Exception {
    try (StrangeServer dead =
            StrangeServer.start(
                source -> {
                  source.say(StrangeServer.ACCEPTED);
                  source.idle();
                });
        StrangeServer good = StrangeServer.start(GOOD)) {
      Cue cue = cue("a", mp3("a", 20, 440), 20, SOON);
      play(dead.port(), "", cue);
      beside(good, cue);
      Awaitility.await().until(() -> trouble() != null);
      assertThat(trouble()).contains("frozen", "" + dead.port());
      besideIsPlayed();
    }
  }

  @Test
  void aServerThatClosesNowAndThenGetsTheProgrammeAtItsPositionEachTime() throws Exception {
    try (StrangeServer closing =
            StrangeServer.start(
                source -> {
                  source.say(StrangeServer.ACCEPTED);
                  source.read(64 * 1024);
                });
        StrangeServer good = StrangeServer.start(GOOD)) {
      Cue cue = cue("a", mp3("a", 10, 440), 10, SOON);
      play(closing.port(), "", cue);
      beside(good, cue);
      Awaitility.await("connections").until(() -> closing.requests().size() >= 3);
      besideIsPlayed();
      Awaitility.await("both over").until(() -> asRuns.size() == 2);
      assertThat(asRuns).allMatch(asRun -> !asRun.lastByte().isAfter(cue.end().plusSeconds(1)));
    }
  }

  private void beside(StrangeServer good, Cue cue) throws Exception {
    route(good.port(), "/beside.mp3", "?password=#password&lead=1s");
    context.createProducerTemplate().sendBody("seda:127.0.0.1/beside.mp3", cue);
  }

  private void besideIsPlayed() {
    Awaitility.await("the mount beside")
        .until(() -> asRuns.stream().anyMatch(asRun -> asRun.outcome() == Outcome.PLAYED));
    assertThat(asRuns)
        .filteredOn(asRun -> asRun.reconnects() == 0)
        .filteredOn(asRun -> asRun.outcome() == Outcome.PLAYED)
        .singleElement()
        .satisfies(asRun -> assertThat(asRun.startErrorMillis()).isBetween(-1.0, 500.0));
  }
}

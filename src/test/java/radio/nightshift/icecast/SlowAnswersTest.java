package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;
import radio.nightshift.support.StrangeServer;
import radio.nightshift.support.StrangeServer.Manner;

/** Servers that take their time to check a login. */
class SlowAnswersTest extends MountRoute {
  private static Manner after(long millis) {
    return source -> {
      source.idle(millis);
      source.say(StrangeServer.ACCEPTED);
      source.readAll();
    };
  }

  @Test
  void anAnswerWithinTheLeadHasTheProgrammeOnTime() throws Exception {
    try (StrangeServer server = StrangeServer.start(after(3000))) {
      route(server.port(), "/live.mp3", "?password=#password&lead=5s");
      send(cue("a", mp3("a", 2, 440), 2, Duration.ofSeconds(5)));
      AsRun asRun = ended(1).get(0);
      assertThat(asRun.outcome()).isEqualTo(Outcome.PLAYED);
      assertThat(asRun.joinedAt()).isZero();
      assertThat(asRun.startErrorMillis()).isBetween(-1.0, 500.0);
      assertThat(server.requests()).as("requests").hasSize(1);
    }
  }

  @Test
  void aLaterAnswerHasTheProgrammeJoinAtItsPositionByTheOneRequest() throws Exception {
    try (StrangeServer server = StrangeServer.start(after(4500))) {
      play(server.port(), "", cue("a", mp3("a", 8, 440), 8, SOON));
      Awaitility.await("what people are told meanwhile").until(() -> trouble() != null);
      assertThat(trouble()).contains("has not answered", "/live.mp3");
      AsRun asRun = ended(1).get(0);
      assertThat(server.requests()).as("requests").hasSize(1);
      assertThat(asRun.outcome()).isEqualTo(Outcome.PLAYED);
      assertThat(asRun.joinedAt()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(7));
      assertThat(Math.abs(asRun.startErrorMillis())).as("position error in ms").isLessThan(300);
      assertThat(trouble()).isNull();
    }
  }

  @Test
  void aMountThatWasSlowToOpenIsOpenedEarlierTheNextTime() throws Exception {
    try (StrangeServer server = StrangeServer.start(after(2500))) {
      play(server.port(), "&linger=0s", cue("a", mp3("a", 1, 440), 1, Duration.ofMillis(100)));
      ended(1);
      IcecastEndpoint endpoint =
          context.getEndpoints().stream()
              .filter(IcecastEndpoint.class::isInstance)
              .map(IcecastEndpoint.class::cast)
              .findFirst()
              .orElseThrow();
      assertThat(endpoint.opensBefore()).isGreaterThan(Duration.ofMillis(4500));
      send(cue("b", mp3("b", 1, 440), 1, Duration.ofSeconds(6)));
      AsRun next = ended(2).get(1);
      assertThat(next.joinedAt()).isZero();
      assertThat(next.startErrorMillis()).isBetween(-1.0, 500.0);
    }
  }

  @Test
  void anAnswerAByteASecondIsNotWaitedForLongerThanAnyOther() throws Exception {
    Manner manner =
        source -> {
          source.saySlowly(StrangeServer.ACCEPTED, 1000);
          source.readAll();
        };
    try (StrangeServer server = StrangeServer.start(manner)) {
      play(server.port(), "&answer=2s", cue("a", mp3("a", 60, 440), 60, SOON));
      Awaitility.await()
          .until(() -> trouble() != null && trouble().contains("did not answer within 2 s"));
      assertThat(trouble()).contains("playout.answer");
    }
  }

  @Test
  void anEndlessAnswerIsNone() throws Exception {
    Manner manner =
        source -> {
          source.say("HTTP/1.0 200 OK\r\n");
          while (!source.isClosed()) {
            source.say("X-Header: " + "x".repeat(50) + "\r\n");
          }
        };
    try (StrangeServer server = StrangeServer.start(manner)) {
      play(server.port(), "", cue("a", mp3("a", 60, 440), 60, SOON));
      Awaitility.await().until(() -> trouble() != null);
      assertThat(trouble()).contains("its answer has no end");
    }
  }

  @Test
  void aProgrammeWhoseTimePassesBeforeTheAnswerWasNotPlayed() throws Exception {
    try (StrangeServer server = StrangeServer.start(after(3500))) {
      play(server.port(), "", cue("a", mp3("a", 1, 440), 1, SOON));
      assertThat(ended(1)).extracting(AsRun::outcome).containsExactly(Outcome.LOST);
    }
  }

  @Test
  void aStopOfTheStationWaitsForNoAnswer() throws Exception {
    try (StrangeServer server = StrangeServer.start(after(600_000))) {
      Cue cue = cue("a", mp3("a", 60, 440), 60, SOON);
      play(server.port(), "&answer=60s", cue);
      Awaitility.await("asked").until(() -> !server.requests().isEmpty());
      Instant before = clock.instant();
      context.stop();
      assertThat(Duration.between(before, clock.instant())).isLessThan(Duration.ofSeconds(4));
      assertThat(asRuns).extracting(AsRun::outcome).containsExactly(Outcome.STOPPED);
    }
  }
}

package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.support.StrangeServer;

/** Servers that say what they have to say after they have let a source begin. */
class LateRefusalTest extends MountRoute {
  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nServer: Icecast 2.5.0\r\n\r\n"})
  void aServerThatOnlyContinuesGetsTheProgrammeWhetherItsStatusComesAtTheEndOrNot(String status)
      throws Exception {
    try (StrangeServer server = StrangeServer.start(withItsStatusAtTheEnd(status))) {
      play(server.port(), "", cue("a", mp3("a", 2, 440), 2, SOON));
      AsRun asRun = ended(1).get(0);
      assertThat(asRun.outcome()).isEqualTo(Outcome.PLAYED);
      assertThat(asRun.startErrorMillis()).isBetween(-1.0, 500.0);
      assertThat(asRun.joinedAt()).isZero();
      assertThat(server.requests()).as("connections").hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {StrangeServer.CONTINUED, StrangeServer.ACCEPTED})
  void aLoginThatIsRefusedAfterAllEndsTheAiringInThoseWords(String first) throws Exception {
    try (StrangeServer server =
        StrangeServer.start(
            source -> {
              source.say(first);
              source.read(8000);
              source.say("HTTP/1.1 401 Authentication Required\r\n\r\n");
              source.readAll();
            })) {
      play(server.port(), "", cue("a", mp3("a", 60, 440), 60, SOON));
      Awaitility.await().until(() -> trouble() != null);
      assertThat(trouble()).contains("refuses user 'source'", "(401)", "playout.password");
      assertThat(asRuns).as("airings that are over").isEmpty();
    }
  }

  @Test
  void aRefusalBetweenTheOpeningAndTheStartIsKnownBeforeTheFirstFrame() throws Exception {
    try (StrangeServer server =
        StrangeServer.start(
            source -> {
              source.say(StrangeServer.CONTINUED);
              source.idle(400);
              source.say("HTTP/1.1 401 Authentication Required\r\n\r\n");
              source.readAll();
            })) {
      play(server.port(), "", cue("a", mp3("a", 60, 440), 60, SOON));
      Awaitility.await().until(() -> trouble() != null);
      assertThat(trouble()).contains("(401)");
      assertThat(connected).as("messages of being on the air").isEmpty();
    }
  }

  @Test
  void aServerThatFailsWhileItReadsOnIsAnOutageAndIsTriedAgain() throws Exception {
    CountDownLatch again = new CountDownLatch(1);
    try (StrangeServer server =
        StrangeServer.start(
            source -> {
              source.say(StrangeServer.ACCEPTED);
              if (again.getCount() > 0) {
                again.countDown();
                source.say("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>\r\n");
              }
              source.readAll();
            })) {
      play(server.port(), "", cue("a", mp3("a", 6, 440), 6, SOON));
      AsRun asRun = ended(1).get(0);
      assertThat(server.requests()).hasSize(2);
      assertThat(asRun.outcome()).isEqualTo(Outcome.PLAYED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 403 Forbidden\r\n\r\n", "HTTP/1.1 500 Oh\r\n\r\n"})
  void whatIsRefusedAtTheEndWasNotPlayed(String status) throws Exception {
    try (StrangeServer server = StrangeServer.start(withItsStatusAtTheEnd(status))) {
      play(server.port(), "", cue("a", mp3("a", 2, 440), 2, SOON));
      assertThat(ended(1)).extracting(AsRun::outcome).containsExactly(Outcome.LOST);
      assertThat(asRuns.get(0).bytes()).isPositive();
    }
  }

  @Test
  void aServerThatEndsItsSideBeforeItHasAcceptedIsTakenToHaveClosed() throws Exception {
    try (StrangeServer server =
        StrangeServer.start(
            source -> {
              source.say(StrangeServer.CONTINUED);
              source.read(8000);
              source.endAnswers();
              source.readAll();
            })) {
      play(server.port(), "", cue("a", mp3("a", 60, 440), 60, SOON));
      Awaitility.await().until(() -> trouble() != null);
      assertThat(trouble()).contains("closed the connection");
      Awaitility.await("tried again").until(() -> server.requests().size() > 1);
    }
  }

  @Test
  void aStatusThatComesWithTheEndOfTheConnectionIsWhatIsTold() throws Exception {
    try (StrangeServer server =
        StrangeServer.start(
            source -> {
              source.say(StrangeServer.CONTINUED);
              source.read(8000);
              source.say("HTTP/1.1 401 Authentication Required\r\n\r\n");
            })) {
      play(server.port(), "", cue("a", mp3("a", 60, 440), 60, SOON));
      Awaitility.await().until(() -> trouble() != null);
      assertThat(trouble()).contains("(401)");
    }
  }

  /** As Icecast 2.5 does. */
  private static StrangeServer.Manner withItsStatusAtTheEnd(String status) {
    return source -> {
      source.say(StrangeServer.CONTINUED);
      source.readAll();
      source.say(status);
    };
  }
}

package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Mount;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Listener;
import radio.nightshift.support.StrangeServer;

/** The trial of a mount's own login, on the mount itself. */
class LoginTrialTest extends MountRoute {
  private static final String OWN =
      """
      <mount type="normal"><mount-name>/own.mp3</mount-name><password>0wn-pass</password></mount>
      <mount type="normal"><mount-name>/live.mp3</mount-name>
        <fallback-mount>/fallback.mp3</fallback-mount><fallback-override>1</fallback-override></mount>
      """;

  @Test
  void aMountWithAPasswordOfItsOwnIsTriedByThatOne() throws Exception {
    try (IcecastServer icecast = IcecastServer.startWith(OWN)) {
      assertThat(trial(icecast.port(), "/own.mp3", "0wn-pass")).contains("without opening it");
      assertThatThrownBy(() -> trial(icecast.port(), "/own.mp3", IcecastServer.PASSWORD))
          .isInstanceOf(LoginRefusedException.class)
          .hasMessageContaining("<password>");
    }
  }

  @Test
  void aSourceThatIsOnTheMountPlaysOnUndisturbed() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      play(icecast.port(), "", cue("a", mp3("a", 4, 440), 4, SOON));
      Awaitility.await().until(() -> !connected.isEmpty());
      assertThat(trial(icecast.port(), "/live.mp3", IcecastServer.PASSWORD))
          .contains("a source is on it now");
      assertThatThrownBy(() -> trial(icecast.port(), "/live.mp3", "wrong"))
          .isInstanceOf(LoginRefusedException.class);
      AsRun asRun = ended(1).get(0);
      assertThat(asRun.outcome()).isEqualTo(Outcome.PLAYED);
      assertThat(asRun.reconnects()).isZero();
    }
  }

  @Test
  void listenersOnAFallbackMountAreNotMoved() throws Exception {
    try (IcecastServer icecast = IcecastServer.startWith(OWN);
        Listener listener = Listener.on(icecast.mount("/live.mp3"))) {
      route(icecast.port(), "/fallback.mp3", "?password=#password&lead=0s");
      context
          .createProducerTemplate()
          .sendBody(
              "seda:127.0.0.1/fallback.mp3",
              cue("fallback", mp3("f", 30, 440), 30, Duration.ofSeconds(-1)));
      Awaitility.await("the fallback is heard").until(() -> listener.count() > 10_000);
      assertThat(trial(icecast.port(), "/live.mp3", IcecastServer.PASSWORD))
          .contains("without opening it");
      int before = listener.count();
      Awaitility.await("it is heard on").until(() -> listener.count() > before + 20_000);
      assertThat(icecast.errorLog()).doesNotContain("moving clients", "/live.mp3\" with fallback");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "HTTP/1.0 403 Mountpoint in use, a source is on it now",
    "HTTP/1.1 409 Conflict, a source is on it now",
    "HTTP/1.1 415 Unsupported Media Type, without opening it",
    "HTTP/1.0 403 No Content-type given, without opening it",
    "HTTP/1.1 200 OK, opened for a moment",
    "HTTP/1.1 100 Continue, opened for a moment",
  })
  void anAnswerToTheFirstQuestionMayBeEnough(String status, String how) throws Exception {
    try (StrangeServer server =
        StrangeServer.start(
            source -> {
              source.say(status + "\r\n\r\n");
              source.readAll();
            })) {
      assertThat(trial(server.port(), "/live.mp3", "p")).contains(how);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "HTTP/1.0 404 Not Found, 404",
    "HTTP/1.0 403 too many sources connected, too many",
    "HTTP/1.0 400 Bad Request||<meta http-equiv='Content-Type'> already in error|, 400",
  })
  void otherRefusalsAreFailuresInWords(String status, String words) throws Exception {
    String said = status.replace("|", "\r\n") + "\r\n\r\n";
    try (StrangeServer server = StrangeServer.start(source -> source.say(said))) {
      assertThatThrownBy(() -> trial(server.port(), "/live.mp3", "p")).hasMessageContaining(words);
    }
  }

  @Test
  void aConnectionThatBreaksOffOnceIsTriedOnceMore() throws Exception {
    AtomicInteger broken = new AtomicInteger();
    try (StrangeServer server =
        StrangeServer.start(
            source -> {
              if (broken.getAndIncrement() > 0) {
                source.say("HTTP/1.0 403 No Content-type given\r\n\r\n");
              }
            })) {
      assertThat(trial(server.port(), "/live.mp3", "p")).contains("without opening it");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aServerThatAlwaysBreaksOffIsNotTriedForEver() throws Exception {
    try (StrangeServer server = StrangeServer.start(source -> {})) {
      assertThatThrownBy(() -> trial(server.port(), "/live.mp3", "p"))
          .hasMessageContaining("broke off");
      assertThat(server.requests()).hasSize(2);
    }
  }

  /**
   * As Liquidsoap's input.harbor does: other mounts are unknown, and it wants to know the format.
   */
  @Test
  void aServerThatKnowsOnlyTheConfiguredMountIsNotAskedForAnother() throws Exception {
    try (StrangeServer harbor =
        StrangeServer.start(
            source ->
                source.say(
                    !source.request().startsWith("PUT /dj ")
                        ? "HTTP/1.0 404 Not Found\r\n\r\n"
                        : source.request().contains("Content-Type: audio/mpeg")
                            ? "HTTP/1.0 200 OK\r\n\r\n"
                            : "HTTP/1.0 501 Not implemented\r\n\r\n"))) {
      assertThat(trial(harbor.port(), "/dj", "p")).contains("opened for a moment");
    }
  }

  private static String trial(int port, String path, String password) throws Exception {
    Encoding encoding = new Encoding(Codec.MP3, 128, 44100, 2);
    Mount mount =
        new Mount(
            "main",
            "playout",
            "127.0.0.1",
            port,
            path,
            false,
            "source",
            password,
            Duration.ofSeconds(9),
            encoding);
    return new LoginTrial(mount, null).attempt();
  }
}

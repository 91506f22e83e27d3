package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;

/** A source on a real Icecast comes, goes and comes back. */
@Integration
class IcecastSourceTest {
  private IcecastServer icecast;

  @BeforeEach
  void start() throws IOException {
    icecast = IcecastServer.start();
  }

  @AfterEach
  void stop() throws Exception {
    icecast.close();
  }

  private CheckRoute route(String mount, String password) throws Exception {
    WebAddress address = WebAddress.of("http://127.0.0.1:" + icecast.port());
    IcecastCheck check = new IcecastCheck(address, mount, "127.0.0.1");
    return CheckRoute.of(
        check, new BoundedRequests(check.name(), CheckRoute.LIMIT).with("admin", password));
  }

  private Socket source(String mount) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), icecast.port());
    String login =
        Base64.getEncoder().encodeToString(("source:" + IcecastServer.PASSWORD).getBytes());
    socket
        .getOutputStream()
        .write(
            "PUT %s HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\nContent-Type: audio/mpeg\r\nice-name: B\u00f6\r\nExpect: 100-continue\r\n\r\n"
                .formatted(mount, login)
                .getBytes(StandardCharsets.ISO_8859_1));
    assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
        .isEqualTo("HTTP/1.1 100");
    return socket;
  }

  @Test
  void ourSourceIsSeenAndNoOther() throws Exception {
    try (CheckRoute route = route("/live", IcecastServer.PASSWORD);
        CheckRoute any = route("", IcecastServer.PASSWORD)) {
      assertThatThrownBy(route::check)
          .isInstanceOf(CheckFailedException.class)
          .hasMessageEndingWith("has no source on '/live'");
      assertThatThrownBy(any::check).hasMessageEndingWith("has no source");
      try (Socket other = source("/other")) {
        await("any source").until(any::words, words -> words.endsWith("has 1 sources"));
        assertThatThrownBy(route::check).hasMessageEndingWith("has no source on '/live'");
        try (Socket ours = source("/live")) {
          await("our source")
              .until(route::words, words -> words.endsWith("has a source on '/live'"));
          assertThat(ours.isConnected()).isEqualTo(other.isConnected());
        }
        await("our source gone").until(route::words, words -> words.contains("has no source on"));
      }
    }
  }

  @Test
  void aFallbackFileIsNoSource() throws Exception {
    icecast.close();
    icecast =
        IcecastServer.startWith(
            "<mount type=\"normal\"><mount-name>/live</mount-name><fallback-mount>/x.mp3</fallback-mount></mount>");
    try (CheckRoute any = route("", IcecastServer.PASSWORD)) {
      assertThatThrownBy(any::check).hasMessageEndingWith("has no source");
    }
  }

  @Test
  void aWrongPasswordAnOutageAndAFrozenServerFailInWords() throws Exception {
    try (CheckRoute wrong = route("/live", "%wr:ong@");
        CheckRoute route = route("/live", IcecastServer.PASSWORD)) {
      assertThatThrownBy(wrong::check).hasMessageContaining("answers 401 to the login; set");
      icecast.freeze();
      assertThatThrownBy(route::check).hasMessageContaining("Icecast at");
      icecast.thaw();
      await("the thaw").until(route::words, words -> words.contains("has no source on"));
      icecast.kill();
      assertThatThrownBy(route::check).hasMessageContaining("cannot be connected to");
      icecast.restart();
      assertNoSource(route);
    }
  }

  private static void assertNoSource(CheckRoute route) {
    assertThatThrownBy(route::check).hasMessageContaining("has no source on '/live'");
  }

  @Test
  void aCheckCostsLittle(TestReporter figures) throws Exception {
    try (CheckRoute route = route("/live", IcecastServer.PASSWORD);
        Socket ours = source("/live")) {
      assertThat(ours.isConnected()).isTrue();
      await("our source").until(route::words, words -> words.endsWith("has a source on '/live'"));
      long start = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        route.check();
      }
      figures.publishEntry("microseconds", "" + (System.nanoTime() - start) / 200_000);
    }
  }
}

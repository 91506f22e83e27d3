package radio.nightshift.watchdog;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;

/** Icecast's answers of all kinds, those of strangers among them. */
@Integration
class IcecastCheckTest {
  private static final String STATS =
      "<icestats><source mount=\"/live\"><source_ip>10.0.0.1</source_ip></source></icestats>";
  private static final String USER = "ad%min@x";
  private static final String PASSWORD = "%41:s3cr@t:/?#ü";

  private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private String check(String url, String mount, String sourceIp) throws Exception {
    IcecastCheck check = new IcecastCheck(WebAddress.of(url), mount, sourceIp);
    BoundedRequests requests =
        new BoundedRequests(check.name(), CheckRoute.LIMIT).with(USER, PASSWORD);
    try (CheckRoute route = CheckRoute.of(check, requests)) {
      return route.check();
    }
  }

  private String check() throws Exception {
    return check(server.baseUrl(), "/live", "");
  }

  private void answer(ResponseDefinitionBuilder answer) {
    server.stubFor(any(anyUrl()).willReturn(answer));
  }

  private void assertFails(String words) {
    assertThatThrownBy(this::check)
        .hasMessageStartingWith("Icecast")
        .hasMessageContaining(words)
        .message()
        .doesNotContain("s3cr");
  }

  @ParameterizedTest
  @CsvSource({
    "'',        /admin/stats",
    "/,         /admin/stats",
    "/admin/stats, /admin/stats",
    "/admin/stats/, /admin/stats",
    "/admin/stats.xml, /admin/stats.xml",
    "/radio,    /radio/admin/stats"
  })
  void theLoginIsSentInAHeaderAndIsInNoAddress(String path, String asked) throws Exception {
    server.stubFor(get(asked).withBasicAuth(USER, PASSWORD).willReturn(ok(STATS)));
    assertThat(check(server.baseUrl() + path, "live", ""))
        .isEqualTo("Icecast at %s has a source on '/live'", server.baseUrl());
    assertThat(server.getAllServeEvents()).hasSize(1);
    assertThat(server.getAllServeEvents().get(0).getRequest().getAbsoluteUrl())
        .as("the address")
        .isEqualTo(server.baseUrl() + asked);
  }

  @ParameterizedTest
  @CsvSource({
    "/live,  '',               true",
    "/other, '',               false",
    "'',     '',               true",
    "/live,  10.0.0.1,         true",
    "/live,  ::FFFF:10.0.0.1,  true",
    "'',     10.0.0.2,         false",
    "/LIVE,  '',               false"
  })
  void theSourceIsOursOrNone(String mount, String sourceIp, boolean passes) throws Exception {
    answer(ok(STATS));
    if (passes) {
      check(server.baseUrl(), mount, sourceIp);
    } else {
      assertThatThrownBy(() -> check(server.baseUrl(), mount, sourceIp))
          .isInstanceOf(CheckFailedException.class)
          .hasMessageContaining("has no source");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, answers 401 to the login; set watchdog.icecast.user and watchdog.icecast.password",
    "403, answers 403 to the login",
    "404, answers 404; set watchdog.icecast.url",
    "500, answers 500",
    "204, answers 204",
  })
  void whatIsNoSuccessFails(int status, String words) {
    answer(aResponse().withStatus(status).withBody(STATS));
    assertFails(words);
  }

  @Test
  void aRedirectionIsNotFollowedWithTheLogin() {
    server.stubFor(
        get("/admin/stats")
            .willReturn(
                aResponse().withStatus(302).withHeader("Location", server.baseUrl() + "/trap")));
    assertFails("answers 302");
    assertThat(server.getAllServeEvents()).as("requests").hasSize(1);
  }

  @Test
  void aPageInstead() {
    answer(ok("<!DOCTYPE html><html><head><title>x</title></head><body></body></html>"));
    assertFails("; set watchdog.icecast.url to the address of Icecast itself");
  }

  @Test
  void anAnswerOfMoreThanAMegabyteFails() {
    answer(ok("<icestats>" + " ".repeat(1 << 20) + STATS + "</icestats>"));
    assertFails("answers more than 1 MB");
  }

  @Test
  void anAnswerThatUnfoldsToMoreFails() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(("<icestats>" + " ".repeat(1 << 26)).getBytes());
    }
    answer(aResponse().withHeader("Content-Encoding", "gzip").withBody(packed.toByteArray()));
    assertFails("answers more than 1 MB");
  }

  @Test
  void anAnswerThatDribblesOrNeverComesFails() {
    answer(ok(STATS).withChunkedDribbleDelay(40, 60_000));
    assertFails("has not answered whole within 2 s");
    answer(ok(STATS).withFixedDelay(60_000));
    assertFails("has not answered whole within 2 s");
  }

  @Test
  void aServerThatTakesNoConnectionIsNotWaitedFor() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      long start = System.nanoTime();
      assertThatThrownBy(() -> check("http://127.0.0.1:" + full.getLocalPort(), "", ""))
          .hasMessageContaining("has not answered whole within 2 s");
      // Linux itself would try for two minutes.
      assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
    }
  }

  @Test
  void aServerThatIsGoneFails() {
    server.stop();
    assertThatThrownBy(() -> check("http://127.0.0.1:" + IcecastServer.freePort(), "", ""))
        .hasMessageContaining("cannot be connected to");
    assertThatThrownBy(() -> check("http://no-such-host.invalid:8000", "", ""))
        .hasMessageContaining("has a host that is not known in the DNS");
  }
}

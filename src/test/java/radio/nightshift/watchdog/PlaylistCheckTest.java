package radio.nightshift.watchdog;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.Integration;

/** The checks of an HLS stream at a web address. */
@Integration
class PlaylistCheckTest {
  private static final String MASTER =
      """
      #EXTM3U
      #EXT-X-VERSION:3

      #EXT-X-STREAM-INF:BANDWIDTH=128000,CODECS="mp4a.40.2"
      %s
      #EXT-X-STREAM-INF:BANDWIDTH=64000
      low.m3u8
      """;

  private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());
  private long nanos = -1;
  private CheckRoute route;

  @BeforeEach
  void start() throws Exception {
    server.start();
    judge(new ListedFreshness(Duration.ofSeconds(900), () -> nanos));
  }

  @AfterEach
  void stop() {
    route.close();
    server.stop();
  }

  private void judge(PlaylistJudge judge) throws Exception {
    if (route != null) {
      route.close();
    }
    WebAddress address = WebAddress.of(server.baseUrl() + "/hls/live.m3u8?key=s3cret");
    PlaylistCheck check = new PlaylistCheck(address, judge);
    route = CheckRoute.of(check, new BoundedRequests(check.name(), CheckRoute.LIMIT));
  }

  private static String media(int sequence, int count) {
    StringBuilder text = new StringBuilder("#EXTM3U\r\n#EXT-X-TARGETDURATION:10\r\n");
    text.append("#EXT-X-MEDIA-SEQUENCE:%d\r\n".formatted(sequence));
    for (int i = sequence; i < sequence + count; i++) {
      text.append("#EXTINF:10.0,\r\nseg%d.ts\r\n".formatted(i));
    }
    return text.toString();
  }

  private void serve(String path, String text) {
    server.stubFor(get(path).willReturn(ok(text)));
  }

  private void serve(String text) {
    serve("/hls/live.m3u8?key=s3cret", text);
  }

  private void assertFails(String words) {
    assertThatThrownBy(route::check)
        .as(words)
        .hasMessageStartingWith("the playlist " + server.baseUrl() + "/hls/live.m3u8 ")
        .hasMessageContaining(words)
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void aStreamThatMovesPassesAndOneThatStopsFails() throws Exception {
    for (int sequence = 7; sequence < 10; sequence++) {
      serve(media(sequence, 3));
      assertThat(route.check()).endsWith("live.m3u8 had its newest segment 0 s ago at most");
      nanos += Duration.ofSeconds(899).toNanos();
    }
    assertThat(route.check()).endsWith("899 s ago at most");
    nanos += Duration.ofSeconds(2).toNanos();
    assertFails("has had no new segment for more than 900 s");
    serve(media(0, 1));
    assertThat(route.check()).as("a new encoder").endsWith(" 0 s ago at most");
  }

  @Test
  void theServersOwnTimesTellAtTheFirstCheck() {
    server.stubFor(
        get("/hls/live.m3u8?key=s3cret")
            .willReturn(
                ok(media(7, 3))
                    .withHeader("Date", "Mon, 02 Mar 2026 12:30:00 GMT")
                    .withHeader("Last-Modified", "Mon, 02 Mar 2026 12:14:59 GMT")));
    assertFails("has had no new segment for more than 900 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mon, 02 Mar 2026 13:30:00 GMT", "yesterday", ""})
  void timesThatMakeNoSenseDoNoHarm(String modified) throws Exception {
    server.stubFor(
        get("/hls/live.m3u8?key=s3cret")
            .willReturn(
                ok(media(7, 3))
                    .withHeader("Date", "Mon, 02 Mar 2026 12:30:00 GMT")
                    .withHeader("Last-Modified", modified)));
    assertThat(route.check()).endsWith(" 0 s ago at most");
  }

  @Test
  void aStreamThatWasEndedFails() {
    serve(media(7, 3) + "#EXT-X-ENDLIST\r\n");
    assertFails("has been ended by the encoder");
  }

  @Test
  void segmentsAreCounted() throws Exception {
    judge(new ListedSegments(3));
    serve(media(7, 3));
    assertThat(route.check()).endsWith("/hls/live.m3u8 lists 3 segments");
    serve(media(7, 4));
    assertFails("lists more than 3 segments");
    serve(media(7, 0));
    assertFails("lists no segment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"high.m3u8?q=1", "/hls/high.m3u8?q=1", "./x/../high.m3u8?q=1"})
  void theFirstVariantIsJudged(String variant) throws Exception {
    serve(MASTER.formatted(variant));
    serve("/hls/high.m3u8?q=1", media(7, 3));
    assertThat(route.check()).endsWith(" 0 s ago at most");
    assertThat(server.getAllServeEvents()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.2:1/x.m3u8",
        "https://127.0.0.1/x.m3u8",
        "//other/x.m3u8",
        "file:///etc/passwd",
        "data:x",
        "http://a:b@127.0.0.1/x",
      })
  void noOtherServerIsAsked(String variant) {
    serve(MASTER.formatted(variant));
    assertFails("leads to another server; give the address of one variant");
    assertThat(server.getAllServeEvents()).hasSize(1);
  }

  @Test
  void variantsThatAreNoneFail() {
    serve(MASTER.formatted("bad address \u0001|"));
    assertFails("which is no address");
    serve(MASTER.formatted("again.m3u8"));
    serve("/hls/again.m3u8", MASTER.formatted("again.m3u8"));
    assertFails("leads to another list of variants");
    serve(MASTER.formatted("live.m3u8?key=s3cret"));
    assertFails("leads to itself");
    serve("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n");
    assertFails("lists no segment");
  }

  @Test
  void whatIsNoPlaylistFails() {
    serve("<html></html>");
    assertFails("is no playlist; correct watchdog.hls.folder");
    serve("");
    assertFails("is no playlist");
    serve("#EXTM3U\n" + "#".repeat(1 << 20));
    assertFails("answers more than 1 MB");
    server.stubFor(
        get("/hls/live.m3u8?key=s3cret")
            .willReturn(aResponse().withStatus(301).withHeader("Location", "http://other/")));
    assertFails("is not handed out (the server answers 301)");
    server.stubFor(
        get("/hls/live.m3u8?key=s3cret")
            .willReturn(ok(media(1, 3)).withChunkedDribbleDelay(40, 60_000)));
    assertFails("has not answered whole within 2 s");
  }
}

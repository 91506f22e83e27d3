package radio.nightshift.playout;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Documents;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Listener;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;
import radio.nightshift.support.UserRoutes;

/** The examples of docs/routes.md on what is on the air. */
@Integration
class PlayoutExamplesTest {
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T14:00:00Z");
  private final Instant minute = clock.minute();

  @RegisterExtension final Station station = new Station().with(clock);

  @TempDir Path routes;
  @TempDir Path files;

  @Test
  void aSecondMountCarriesTheSameProgramme() throws Exception {
    try (IcecastServer icecast = IcecastServer.start();
        Listener first = Listener.on(icecast.mount("/live.mp3"));
        Listener second = Listener.on(icecast.mount("/live.opus"))) {
      station
          .with(Documents.block("A second mount", "nightshift.properties").settings())
          .start("playout.port", "" + icecast.port());
      assertThat(station.context().getRoute("playout-on-air-opus")).isNotNull();
      play();
      Awaitility.await("audio on both")
          .until(() -> first.count() > 20_000 && second.count() > 20_000);
      assertThat(new String(second.heard(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("OggS");
    }
  }

  @Test
  void aWebAddressIsToldOfAProgrammeThatStarts() throws Exception {
    WireMockServer hooks = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    station.beside(hooks::stop);
    hooks.start();
    hooks.stubFor(post(urlEqualTo("/on-air")).willReturn(ok()));
    try (SourceProbe probe = SourceProbe.start()) {
      station
          .withRoutes(
              UserRoutes.in(routes)
                  .with(
                      Documents.block(
                          "A web request when a programme starts", "playout.camel.yaml"),
                      Map.of("hooks.example.org", "127.0.0.1:" + hooks.port())))
          .start("playout.port", "" + probe.port());
      play();
      Awaitility.await("the request")
          .until(
              () ->
                  !hooks
                      .findAll(
                          postRequestedFor(urlEqualTo("/on-air"))
                              .withRequestBody(
                                  containing("_jazz.mp3' on mount main is on the air")))
                      .isEmpty());
    }
  }

  private void play() throws Exception {
    station.send(Tone.mp3(files.resolve("a.mp3"), 4, 440), Station.stamp(minute) + "_jazz.mp3");
    station.awaitReady(1);
    clock.stepTo(minute.minusSeconds(6));
    clock.run();
  }
}

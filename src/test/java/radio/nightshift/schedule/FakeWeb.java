package radio.nightshift.schedule;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;

/** A web server with a calendar at a secret address, which it redirects to. */
final class FakeWeb implements AutoCloseable {
  private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());

  FakeWeb() {
    server.start();
    server.stubFor(get("/private-1234/basic.ics?x=1").willReturn(temporaryRedirect("/there.ics")));
  }

  String address() {
    return "http://127.0.0.1:" + server.port() + "/private-1234/basic.ics?x=1";
  }

  void answer(ResponseDefinitionBuilder answer) {
    server.stubFor(get("/there.ics").willReturn(answer));
  }

  @Override
  public void close() {
    server.stop();
  }
}

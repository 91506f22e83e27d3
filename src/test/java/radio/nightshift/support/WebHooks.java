package radio.nightshift.support;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A web server on which Discord, Slack and others have their addresses. */
public final class WebHooks implements AutoCloseable {
  private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());

  public WebHooks() {
    server.start();
    server.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(204)));
  }

  public String address(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  public void answer(String path, ResponseDefinitionBuilder answer) {
    server.stubFor(any(urlPathEqualTo(path)).willReturn(answer));
  }

  public List<LoggedRequest> requests(String path) {
    List<LoggedRequest> requests =
        new ArrayList<>(
            server.getAllServeEvents().stream()
                .map(ServeEvent::getRequest)
                .filter(request -> request.getUrl().equals(path))
                .toList());
    // The server has the newest first.
    Collections.reverse(requests);
    return requests;
  }

  public List<String> bodies(String path) {
    return requests(path).stream().map(LoggedRequest::getBodyAsString).toList();
  }

  @Override
  public void close() {
    server.stop();
  }
}

package radio.nightshift.support;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * Google's token address and its Calendar, as its documents describe them: pages, sync tokens, and
 * access tokens that are refused once they are withdrawn. Answers may be replaced by others.
 */
public final class FakeGoogle implements AutoCloseable {
  private static final String EVENTS = "/calendar/v3/calendars/station%40example.org/events";

  private final Map<String, String> events = new LinkedHashMap<>();
  private final List<String> changes = new ArrayList<>();
  private final Queue<ResponseDefinitionBuilder> next = new ConcurrentLinkedQueue<>();
  private final Queue<ResponseDefinitionBuilder> nextTokens = new ConcurrentLinkedQueue<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> tokenRequests = new CopyOnWriteArrayList<>();
  private final WireMockServer server;
  private volatile ResponseDefinitionBuilder always;
  private volatile String accepted = "";
  private volatile boolean syncForgotten;
  private volatile int pageSize = 250;

  public FakeGoogle() {
    server = new WireMockServer(wireMockConfig().dynamicPort().extensions(new Answers()));
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers("google")));
  }

  public String rootUrl() {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  /** Has a station read this calendar by a service account, and closes after the station. */
  public Station used(Station station) {
    return known(station).with("schedule.google.service-account", serviceAccount().toString());
  }

  /** Has a station know this calendar but no login for it, and closes after the station. */
  public Station known(Station station) {
    return station
        .with("schedule.google.calendar", "station@example.org")
        .with("schedule.google.root-url", rootUrl())
        .with("schedule.poll", "200ms")
        .beside(this);
  }

  private Path serviceAccount() {
    try {
      Path key = Files.createTempFile("google-", ".json");
      key.toFile().deleteOnExit();
      return serviceAccount(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts an event into the calendar, or changes it. */
  public synchronized FakeGoogle put(String id, String json) {
    events.put(id, "{\"id\":\"%s\",\"status\":\"confirmed\",%s}".formatted(id, json));
    changes.add(id);
    return this;
  }

  /** Puts a programme's recording into the calendar. */
  public FakeGoogle put(String id, String pid, String start, String end) {
    return put(
        id,
        """
        "summary":"Show %s","description":"PID:%s<br>TYPE:RECORDED",
        "start":{"dateTime":"%s"},"end":{"dateTime":"%s"}"""
            .formatted(pid, pid, start, end));
  }

  public synchronized void cancel(String id) {
    events.put(id, "{\"id\":\"%s\",\"status\":\"cancelled\"}".formatted(id));
    changes.add(id);
  }

  public FakeGoogle pageSize(int size) {
    pageSize = size;
    return this;
  }

  /** Answers the next request for events otherwise. */
  public void answerNext(ResponseDefinitionBuilder answer) {
    next.add(answer);
  }

  /** Answers the next request for a token otherwise. */
  public void answerNextToken(ResponseDefinitionBuilder answer) {
    nextTokens.add(answer);
  }

  /** Answers all requests for events otherwise; null: as Google does. */
  public void answerAlways(ResponseDefinitionBuilder answer) {
    always = answer;
  }

  /** An answer that is of no use, by a status or a word. */
  public static ResponseDefinitionBuilder trouble(String how) {
    return switch (how) {
      case "403" ->
          aResponse()
              .withStatus(403)
              .withBody(
                  "{\"error\":{\"errors\":[{\"reason\":\"rateLimitExceeded\"}],\"code\":403}}");
      case "truncated" -> aResponse().withBody("{\"items\":[{\"id\":\"x\",\"summ");
      case "reset" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      case "garbage" -> aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE);
      case "empty" -> aResponse().withBody("{}");
      case "html" ->
          aResponse().withHeader("Content-Type", "text/html").withBody("<html>Sign in</html>");
      default -> aResponse().withStatus(Integer.parseInt(how)).withBody("no");
    };
  }

  public void forgetSyncTokens() {
    syncForgotten = true;
  }

  /** Accepts this access token and no other. */
  public FakeGoogle accept(String token) {
    accepted = token;
    return this;
  }

  /** The addresses of all requests for events. */
  public List<String> asked() {
    return asked;
  }

  /** Waits for so many requests for events more. */
  public void awaitAsked(int more) {
    int before = asked.size();
    Awaitility.await(more + " readings more").until(() -> asked.size() >= before + more);
  }

  /** The bodies of all requests for tokens. */
  public List<String> tokenRequests() {
    return tokenRequests;
  }

  /** A service account's key file whose tokens come from here. */
  public Path serviceAccount(Path file) throws IOException {
    try {
      byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
      String pem =
          "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"
              .formatted(Base64.getEncoder().encodeToString(key));
      return Files.writeString(
          file,
          """
          {"type":"service_account","project_id":"p","private_key_id":"k1","private_key":"%s",
           "client_email":"station@p.iam.gserviceaccount.com","client_id":"1","token_uri":"%stoken"}"""
              .formatted(pem, rootUrl()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }

  private ResponseDefinition token(Request request) {
    tokenRequests.add(request.getBodyAsString());
    ResponseDefinitionBuilder other = nextTokens.poll();
    if (other != null) {
      return other.build();
    }
    accepted = "access-secret-" + tokenRequests.size();
    return json(
        "{\"access_token\":\"%s\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
            .formatted(accepted));
  }

  private synchronized ResponseDefinition events(Request request) {
    asked.add(request.getUrl());
    ResponseDefinitionBuilder other = always != null ? always : next.poll();
    if (other != null) {
      return other.build();
    }
    if (!("Bearer " + accepted).equals(request.getHeader("Authorization"))) {
      return aResponse().withStatus(401).withBody("{\"error\":{\"code\":401}}").build();
    }
    String sync = query(request, "syncToken");
    if (sync != null && syncForgotten) {
      syncForgotten = false;
      return aResponse().withStatus(410).withBody("{\"error\":{\"code\":410}}").build();
    }
    List<String> all =
        sync == null
            ? events.values().stream().filter(event -> !event.contains("cancelled")).toList()
            : changes.subList(Integer.parseInt(sync), changes.size()).stream()
                .distinct()
                .map(events::get)
                .toList();
    String page = query(request, "pageToken");
    int from = page == null ? 0 : Integer.parseInt(page);
    int to = Math.min(all.size(), from + pageSize);
    String mark =
        to < all.size()
            ? "\"nextPageToken\":\"%d\"".formatted(to)
            : "\"nextSyncToken\":\"%d\"".formatted(changes.size());
    return json(
        all.subList(from, to).stream()
            .collect(Collectors.joining(",", "{\"items\":[", "]," + mark + "}")));
  }

  private static String query(Request request, String name) {
    var parameter = request.queryParameter(name);
    return parameter.isPresent() ? parameter.firstValue() : null;
  }

  private static ResponseDefinition json(String text) {
    return aResponse()
        .withHeader("Content-Type", "application/json; charset=UTF-8")
        .withBody(text)
        .build();
  }

  private final class Answers implements ResponseDefinitionTransformerV2 {
    @Override
    public ResponseDefinition transform(ServeEvent event) {
      Request request = event.getRequest();
      String path = request.getUrl().replaceFirst("\\?.*", "");
      if (path.equals("/token")) {
        return token(request);
      }
      return path.equals(EVENTS) || path.equals(EVENTS.replace("%40", "@"))
          ? events(request)
          : aResponse().withStatus(404).build();
    }

    @Override
    public String getName() {
      return "google";
    }

    @Override
    public boolean applyGlobally() {
      return false;
    }
  }
}

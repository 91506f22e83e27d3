package radio.nightshift.schedule.google;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.JsonFactory;
import com.google.auth.oauth2.OAuth2Credentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.util.ObjectHelper;
import radio.nightshift.condition.Printable;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.schedule.CalendarTrouble;

/**
 * Authorises requests to Google: by a service account or a user's token, once more where a token is
 * refused, and puts refusals into words that hold no secret.
 */
final class GoogleAccess implements HttpRequestInitializer {
  private static final List<String> SCOPES =
      List.of("https://www.googleapis.com/auth/calendar.readonly");
  private static final int TIMEOUT_MILLIS = 20_000;

  private final CalendarLogin login;
  private final String calendar;
  private final HttpTransport transport;
  private final JsonFactory json;
  private final TokenConditions conditions;
  private OAuth2Credentials credentials;

  GoogleAccess(
      CalendarLogin login,
      String calendar,
      HttpTransport transport,
      JsonFactory json,
      TokenConditions conditions) {
    this.login = login;
    this.calendar = calendar;
    this.transport = transport;
    this.json = json;
    this.conditions = conditions;
  }

  @Override
  public void initialize(HttpRequest request) {
    keepQuiet(request);
    request.setInterceptor(each -> each.getHeaders().setAuthorization(authorization()));
    AtomicBoolean again = new AtomicBoolean();
    request.setUnsuccessfulResponseHandler(
        (each, response, mayRetry) ->
            response.getStatusCode() == 401 && !again.getAndSet(true) && refreshed());
    request.setResponseInterceptor(this::checkAnswer);
  }

  /** The library's own log would print headers and bodies. */
  static void keepQuiet(HttpRequest request) {
    request.setLoggingEnabled(false);
    request.setCurlLoggingEnabled(false);
    request.setConnectTimeout(TIMEOUT_MILLIS);
    request.setReadTimeout(TIMEOUT_MILLIS);
    request.setNumberOfRetries(1);
  }

  private synchronized String authorization() throws IOException {
    try {
      if (credentials == null) {
        credentials = credentials();
      }
      return credentials.getRequestMetadata(null).get("Authorization").get(0);
    } catch (IOException | RuntimeException e) {
      credentials = null;
      throw inWords(e);
    }
  }

  private synchronized boolean refreshed() throws IOException {
    try {
      if (credentials != null) {
        credentials.refresh();
      }
      return credentials != null;
    } catch (IOException | RuntimeException e) {
      credentials = null;
      throw inWords(e);
    }
  }

  /** Whatever the library says may hold what it was given. */
  private static IOException inWords(Exception trouble) {
    CalendarException said = ObjectHelper.getException(CalendarException.class, trouble);
    if (said != null) {
      return said;
    }
    HttpResponseException refused = ObjectHelper.getException(HttpResponseException.class, trouble);
    if (refused != null) {
      return refusedToken(refused.getStatusCode(), "" + refused.getContent());
    }
    return CalendarException.passing(
        "Google's token address cannot be used (%s)".formatted(CalendarTrouble.kind(trouble)));
  }

  /** Why no access token is given, by the answer's {@code error} alone. */
  static CalendarException refusedToken(int status, String answer) {
    if (answer.contains("invalid_grant")) {
      return CalendarException.lasting(
          "Google no longer takes the calendar's login (invalid_grant): it was withdrawn, has"
              + " expired, or this machine's clock is wrong; give consent again and replace the"
              + " token, or make a new key for the service account");
    }
    if (status == 400 || status == 401 || status == 403) {
      return CalendarException.lasting(
          "Google refuses the calendar's login (%d); check the credentials' client id and secret"
              .formatted(status));
    }
    return CalendarException.passing("Google's token address answers %d".formatted(status));
  }

  private OAuth2Credentials credentials() throws IOException {
    GenericJson client = parsed(login.credentials().orElse("{}"), "credentials are");
    if ("service_account".equals(client.get("type"))) {
      return serviceAccount(client);
    }
    GenericJson token = parsed(login.token().orElse("{}"), "token is");
    Map<?, ?> registered =
        Stream.of("installed", "web")
            .map(client::get)
            .filter(Map.class::isInstance)
            .map(Map.class::cast)
            .findFirst()
            .orElse(client);
    Map<String, String> all = new HashMap<>();
    for (String name : List.of("client_id", "client_secret", "refresh_token", "token_uri")) {
      Object value = token.getOrDefault(name, registered.get(name));
      if (value instanceof String text && !text.isBlank()) {
        all.put(name, text);
      } else if (name.equals("token_uri")) {
        all.put(name, UserLogin.TOKEN_ADDRESS);
      } else {
        throw CalendarException.lasting(
            "The login to Google Calendar has no %s; give a service account's key".formatted(name)
                + " (schedule.google.service-account), or an OAuth client with a user's token"
                + " (schedule.google.credentials, schedule.google.token)");
      }
    }
    return new UserLogin(token, all, login, transport, json, conditions);
  }

  private OAuth2Credentials serviceAccount(GenericJson key) throws IOException {
    try (var in = new ByteArrayInputStream(json.toByteArray(key))) {
      return (OAuth2Credentials)
          ServiceAccountCredentials.fromStream(in, () -> transport).createScoped(SCOPES);
    } catch (IOException | RuntimeException e) {
      throw CalendarException.lasting(
          "The service account's key for Google Calendar is not as Google gives it (%s); fetch it"
                  .formatted(CalendarTrouble.kind(e))
              + " anew from the Google Cloud console");
    }
  }

  private GenericJson parsed(String text, String what) throws CalendarException {
    try {
      GenericJson parsed = json.fromString(text, GenericJson.class);
      return parsed == null ? new GenericJson() : parsed;
    } catch (IOException | RuntimeException e) {
      throw CalendarException.lasting(
          "The login to Google Calendar: its %s no JSON; put there what Google gave"
              .formatted(what));
    }
  }

  private void checkAnswer(HttpResponse response) throws IOException {
    int status = response.getStatusCode();
    if (response.isSuccessStatusCode()) {
      // Only here: the library sets its own when it makes the request.
      response.getRequest().setParser(new EventsParser(json));
      return;
    }
    String answer = "";
    if (response.getContent() != null) {
      answer = new String(response.getContent().readNBytes(64 * 1024), StandardCharsets.UTF_8);
    }
    response.disconnect();
    throw refusal(status, answer);
  }

  private IOException refusal(int status, String answer) {
    return switch (status) {
      case 410 -> new SyncExpiredException();
      case 401 ->
          CalendarException.lasting(
              "Google Calendar refuses the login (401), and a refreshed one too; check its"
                  + " credentials");
      case 403 ->
          answer.matches("(?is).*(rateLimit|quota)Exceeded.*")
              ? CalendarException.passing("Google Calendar says 'too many requests' (403)")
              : CalendarException.lasting(
                  "Google Calendar does not let this login read the calendar (403); share it with"
                      + " the login's address, with all event details, and enable the Calendar API"
                      + " in its project");
      case 404 ->
          CalendarException.lasting(
              "This login sees no calendar '%s' (404); check schedule.google.calendar, and share"
                      .formatted(Printable.printable(calendar))
                  + " the calendar with the login's address");
      case 429 -> CalendarException.passing("Google Calendar says 'too many requests' (429)");
      default -> CalendarException.passing("Google Calendar answers %d".formatted(status));
    };
  }
}

package radio.nightshift.schedule.google;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.UrlEncodedContent;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.JsonFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import radio.nightshift.schedule.CalendarException;

/**
 * A user's consent: an access token for about an hour, and the refresh token that gives the next
 * one. Each new one goes back where the token came from.
 */
final class UserLogin extends OAuth2Credentials {
  static final String TOKEN_ADDRESS = "https://oauth2.googleapis.com/token";

  private static final Duration HOUR = Duration.ofHours(1);

  private final transient GenericJson token;
  private final transient Map<String, String> client;
  private final transient CalendarLogin store;
  private final transient HttpTransport transport;
  private final transient JsonFactory json;
  private final transient TokenConditions conditions;

  /**
   * Begins with the token as it was kept.
   *
   * @param client {@code client_id}, {@code client_secret}, {@code refresh_token} and {@code
   *     token_uri}
   */
  UserLogin(
      GenericJson token,
      Map<String, String> client,
      CalendarLogin store,
      HttpTransport transport,
      JsonFactory json,
      TokenConditions conditions) {
    super(kept(token));
    this.token = token;
    this.client = client;
    this.store = store;
    this.transport = transport;
    this.json = json;
    this.conditions = conditions;
    conditions.opened();
  }

  private static AccessToken kept(GenericJson token) {
    if (token.get("token") instanceof String value && !value.isBlank()) {
      return new AccessToken(value, Date.from(expiry(token.get("expiry"))));
    }
    return null;
  }

  /** Python writes it with or without a zone, which is UTC. */
  private static Instant expiry(Object text) {
    try {
      return LocalDateTime.parse(("" + text).replaceFirst("(Z|\\+00:00)$", ""))
          .toInstant(ZoneOffset.UTC);
    } catch (RuntimeException unknown) {
      return Instant.EPOCH;
    }
  }

  @Override
  public AccessToken refreshAccessToken() throws IOException {
    GenericJson answer = ask();
    Object access = answer.get("access_token");
    if (!(access instanceof String value) || value.isBlank()) {
      throw CalendarException.passing("Google's token address gives no access token");
    }
    Instant expiry = conditions.now().plus(seconds(answer.get("expires_in"), HOUR));
    token.set("token", value);
    token.set("expiry", "" + expiry.truncatedTo(ChronoUnit.SECONDS));
    if (answer.get("refresh_token") instanceof String next && !next.isBlank()) {
      client.put("refresh_token", next);
      token.set("refresh_token", next);
    }
    keep();
    conditions.refreshed(seconds(answer.get("refresh_token_expires_in"), null));
    return new AccessToken(value, Date.from(expiry));
  }

  private GenericJson ask() throws IOException {
    Map<String, String> form =
        Map.of(
            "grant_type", "refresh_token",
            "client_id", client.get("client_id"),
            "client_secret", client.get("client_secret"),
            "refresh_token", client.get("refresh_token"));
    HttpRequest request =
        transport
            .createRequestFactory(GoogleAccess::keepQuiet)
            .buildPostRequest(new GenericUrl(client.get("token_uri")), new UrlEncodedContent(form));
    request.setThrowExceptionOnExecuteError(false);
    HttpResponse response = request.execute();
    try {
      String text =
          new String(response.getContent().readNBytes(64 * 1024), response.getContentCharset());
      if (!response.isSuccessStatusCode()) {
        throw GoogleAccess.refusedToken(response.getStatusCode(), text);
      }
      return json.fromString(text, GenericJson.class);
    } catch (IllegalArgumentException garbage) {
      throw CalendarException.passing("Google's token address gives no JSON");
    } finally {
      response.disconnect();
    }
  }

  private void keep() {
    try {
      token.setFactory(json);
      store.tokenChanged(token.toPrettyString());
      conditions.kept();
    } catch (IOException e) {
      conditions.notKept(e);
    }
  }

  private static Duration seconds(Object number, Duration otherwise) {
    return number instanceof BigDecimal seconds
        ? Duration.ofSeconds(seconds.longValue())
        : otherwise;
  }
}

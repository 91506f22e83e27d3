package radio.nightshift.schedule.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import java.time.Clock;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.component.google.calendar.GoogleCalendarClientFactory;
import radio.nightshift.condition.Conditions;

/**
 * Gives Camel's google-calendar component its client: with the station's own login, bounds and root
 * address. What the component's options say of logins does not count, so that no secret has to
 * stand in an endpoint's address.
 */
public final class GoogleClients implements GoogleCalendarClientFactory {
  private final String rootUrl;
  private final HttpTransport transport = new GoogleTransport();
  private final JsonFactory json = new GsonFactory();
  private final GoogleAccess access;

  /**
   * Makes clients of one login.
   *
   * @param rootUrl Google's, or that of what speaks as it does; ends in a slash
   * @param calendar the calendar that is read, for messages
   */
  public GoogleClients(
      String rootUrl, String calendar, CalendarLogin login, Conditions conditions, Clock clock) {
    this.rootUrl = rootUrl;
    this.access =
        new GoogleAccess(login, calendar, transport, json, new TokenConditions(conditions, clock));
  }

  @Override
  public Calendar makeClient(
      String clientId,
      String clientSecret,
      Collection<String> scopes,
      String applicationName,
      String refreshToken,
      String accessToken,
      String emailAddress,
      String p12FileName,
      String user) {
    return client();
  }

  @Override
  public Calendar makeClient(
      CamelContext context,
      String serviceAccountKey,
      Collection<String> scopes,
      String applicationName,
      String delegate) {
    return client();
  }

  private Calendar client() {
    Calendar.Builder builder = new Calendar.Builder(transport, json, access);
    builder.setRootUrl(rootUrl).setApplicationName("Nightshift");
    return builder.build();
  }
}

package radio.nightshift.schedule.google;

import java.io.IOException;
import java.util.Optional;

/** Where the station's login to Google comes from, and where a refreshed token goes. */
public interface CalendarLogin {
  /**
   * The credentials that Google issues for the station: the JSON of an OAuth client ({@code
   * "installed"} or {@code "web"}) or of a service account's key.
   *
   * @throws IOException if it cannot be read; the message says where and why, and holds no secret
   */
  Optional<String> credentials() throws IOException;

  /**
   * The user's token as Google's Python library writes it, in JSON: {@code token}, {@code
   * refresh_token}, {@code token_uri}, {@code client_id}, {@code client_secret}, {@code scopes},
   * {@code expiry}.
   *
   * @throws IOException as for {@link #credentials}
   */
  Optional<String> token() throws IOException;

  /**
   * Keeps a refreshed token; called only when it has changed.
   *
   * @throws IOException if it cannot be kept; the message says where and why, and holds no secret
   */
  void tokenChanged(String json) throws IOException;
}

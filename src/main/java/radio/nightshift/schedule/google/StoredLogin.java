package radio.nightshift.schedule.google;

import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.secrets.ParameterStore;
import radio.nightshift.settings.ParameterException;

/** The login to Google's calendar as it lies in Parameter Store. */
public final class StoredLogin implements CalendarLogin {
  private static final Logger LOG = LoggerFactory.getLogger(StoredLogin.class);
  private static final String CREDENTIALS = "gcal-credentials";
  private static final String TOKEN = "gcal-token";

  private final ParameterStore store;
  private final String path;
  private final String key;
  private final String credentials;
  private String token;

  public StoredLogin(ParameterStore store, String path, Map<String, String> found, String key) {
    this.store = store;
    this.path = path;
    this.key = key;
    credentials = found.get(CREDENTIALS);
    token = found.get(TOKEN);
  }

  @Override
  public Optional<String> credentials() {
    return Optional.ofNullable(credentials);
  }

  @Override
  public Optional<String> token() {
    return Optional.ofNullable(token);
  }

  /** A store that does not take the token is a warning: the old one is tried at the next start. */
  @Override
  public synchronized void tokenChanged(String json) {
    if (path.isEmpty() || json.equals(token)) {
      return;
    }
    try {
      store.put(path + "/" + TOKEN, json, key);
      token = json;
      LOG.info("The changed token is in Parameter Store: {}/{}.", path, TOKEN);
    } catch (ParameterException e) {
      LOG.warn("The changed token is lost at the next start: {}", e.getMessage());
    }
  }
}

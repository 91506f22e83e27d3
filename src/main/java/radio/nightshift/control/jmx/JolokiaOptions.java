package radio.nightshift.control.jmx;

import java.util.Map;
import java.util.Set;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.Configuration;

/**
 * Jolokia's options, and no others: by itself it would take them from the environment, too, and ask
 * the DNS for this machine's names.
 */
record JolokiaOptions(Map<ConfigKey, String> set) implements Configuration {
  @Override
  public String getConfig(ConfigKey key) {
    return set.getOrDefault(key, key.getDefaultValue());
  }

  @Override
  public Set<ConfigKey> getConfigKeys() {
    return set.keySet();
  }

  @Override
  public boolean containsKey(ConfigKey key) {
    return set.containsKey(key);
  }
}

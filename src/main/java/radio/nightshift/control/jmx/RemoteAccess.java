package radio.nightshift.control.jmx;

import java.util.Optional;
import radio.nightshift.room.Requests;
import radio.nightshift.settings.Settings;

/** JMX for other machines; closed unless the settings {@code jmx.*} say otherwise. */
public final class RemoteAccess {
  private final Optional<RemoteSettings> settings;
  private RmiServer rmi;
  private JolokiaServer jolokia;

  private RemoteAccess(Optional<RemoteSettings> settings) {
    this.settings = settings;
  }

  /**
   * Reads the settings.
   *
   * @throws radio.nightshift.settings.SettingException if one is wrong, or it would not be safe
   */
  public static RemoteAccess of(Settings settings) {
    return new RemoteAccess(RemoteSettings.of(settings));
  }

  /**
   * Listens.
   *
   * @throws radio.nightshift.settings.OutsideException if a port is in use
   */
  public synchronized void open(Requests requests) {
    settings.ifPresent(
        set -> {
          try {
            if (set.port() != 0) {
              rmi = new RmiServer(set, requests);
              rmi.open();
            }
            if (set.jolokia() != 0) {
              jolokia = new JolokiaServer(set, requests);
              jolokia.open();
            }
          } catch (RuntimeException e) {
            close();
            throw e;
          }
        });
  }

  /** Closes it; whoever is connected is cut off. */
  public synchronized void close() {
    if (rmi != null) {
      rmi.close();
      rmi = null;
    }
    if (jolokia != null) {
      jolokia.close();
      jolokia = null;
    }
  }
}

package radio.nightshift.control.jmx;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import radio.nightshift.settings.Settings;

/** The certificate by which the station shows who it is, and its key. */
final class TlsIdentity {
  private static final String KEYSTORE = "jmx.tls.keystore";

  private TlsIdentity() {}

  /**
   * Reads the keystore, if one is set.
   *
   * @throws radio.nightshift.settings.SettingException if it cannot be used
   */
  static Optional<SSLContext> of(Settings settings) {
    String file = settings.text(KEYSTORE);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    char[] password = settings.text("jmx.tls.password").toCharArray();
    try {
      KeyStore store = KeyStore.getInstance(new File(file), password);
      if (!hasKey(store)) {
        throw Settings.wrong(KEYSTORE, file, "give a keystore with a key and its certificate");
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return Optional.of(context);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw Settings.wrong(
          KEYSTORE,
          file,
          "give a PKCS12 or JKS keystore that this user may read, and its password as jmx.tls.password (%s)"
              .formatted(e.getMessage()));
    }
  }

  private static boolean hasKey(KeyStore store) throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return true;
      }
    }
    return false;
  }
}

package radio.nightshift.support;

import java.io.IOException;
import java.nio.file.Path;

/** A certificate that nobody has signed, made by keytool. */
public final class Certificate {
  public static final String PASSWORD = "changeit";

  private Certificate() {}

  /** A key store with it and its key. */
  public static Path in(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("certificate.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                "" + store,
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool makes no certificate");
    }
    return store;
  }
}

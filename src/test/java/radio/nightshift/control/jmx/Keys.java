package radio.nightshift.control.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A key with a certificate of its own, made by the JDK's tool. */
final class Keys {
  private Keys() {}

  static Path keystore(Path folder, String password) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/keytool",
                "-genkeypair",
                "-alias",
                "station",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                "" + file,
                "-storepass",
                password)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).as("keytool has ended").isTrue();
    assertThat(keytool.exitValue()).as("exit code of keytool").isZero();
    return file;
  }
}

package radio.nightshift.control.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;
import radio.nightshift.support.Integration;

/** Which settings let JMX be served to others, and which are refused in one line. */
@Integration
class RemoteSettingsTest {
  private static final String PASSWORD = "s3cret-of-the-reader";

  @TempDir Path files;
  private final Map<String, String> set = new HashMap<>();

  private RemoteSettings read() {
    Properties defaults = Settings.defaults();
    return RemoteSettings.of(
            new Settings(name -> set.getOrDefault(name, defaults.getProperty(name))))
        .orElse(null);
  }

  private void assertRefused(String setting, String words) {
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(setting)
        .hasMessageContaining(words)
        .hasMessageNotContaining(PASSWORD)
        .satisfies(refused -> assertThat(refused.getMessage().lines()).hasSize(1));
  }

  @Test
  void byDefaultNothingIsServedAndNothingElseJudged() {
    set.put("jmx.host", "as wrong as can be");
    assertThat(read()).isNull();
  }

  @Test
  void eachLoopbackAddressIsThere() {
    set.put("jmx.port", "7099");
    set.put("jmx.password", PASSWORD);
    // As Debian has it for a machine's own name.
    set.put("jmx.host", "127.0.1.1");
    assertThat(read().address().getHostAddress()).isEqualTo("127.0.1.1");
  }

  @ParameterizedTest
  @CsvSource({"jmx.port", "jmx.jolokia"})
  void withoutAPasswordItIsRefusedOnLoopbackToo(String port) {
    set.put(port, "7099");
    assertRefused("jmx.password", "set one or both");
  }

  @ParameterizedTest
  @CsvSource({"jmx.password, READER", "jmx.operator-password, OPERATOR"})
  void oneLoginIsEnough(String password, String role) {
    set.put("jmx.port", "7099");
    set.put(password, PASSWORD);
    RemoteSettings settings = read();
    String user = role.toLowerCase(java.util.Locale.ROOT);
    assertThat(settings.address().isLoopbackAddress()).isTrue();
    assertThat(settings.logins().of(user, PASSWORD)).map(login -> "" + login.role()).contains(role);
    assertThat(settings.logins().of(user, "")).isEmpty();
    assertThat(settings.logins().of(user, PASSWORD + "x")).isEmpty();
    assertThat(settings.logins().of("nobody", PASSWORD)).isEmpty();
    assertThat(settings.logins().of(role.equals("READER") ? "operator" : "reader", ""))
        .as("the login without a password")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "jmx.host, 0.0.0.0, one address",
    "jmx.host, '::', one address",
    "jmx.host, 192.0.2.7, jmx.tls.keystore",
    "jmx.host, no such host, address of this machine",
    "jmx.host, '', is not set",
    "jmx.operator, reader, another name",
    "jmx.user, 'a:b', without a colon",
    "jmx.jolokia, 7099, another port",
    "jmx.jolokia-origins, example.org, https://",
    "jmx.tls.keystore, /nowhere/keys.p12, jmx.tls.password"
  })
  void whatCannotBeIsRefused(String setting, String value, String words) {
    set.put("jmx.port", "7099");
    set.put("jmx.password", PASSWORD);
    set.put("jmx.operator-password", PASSWORD);
    set.put(setting, value);
    assertRefused(setting, words);
  }

  /** As before a network is up, or its DNS: that is no setting's fault. */
  @ParameterizedTest
  @CsvSource({"192.0.2.7, no interface", "station.invalid, not known"})
  void anAddressThatIsNotThereYetIsNotRefused(String host, String words) throws Exception {
    set.put("jmx.tls.keystore", "" + Keys.keystore(files, PASSWORD));
    set.put("jmx.tls.password", PASSWORD);
    set.put("jmx.port", "7099");
    set.put("jmx.password", PASSWORD);
    set.put("jmx.host", host);
    RemoteSettings settings = read();
    assertThatThrownBy(settings::address)
        .isInstanceOf(OutsideException.class)
        .hasMessageContaining("jmx.host '" + host + "'")
        .hasMessageContaining(words);
  }

  @Test
  void anAddressThatOthersReachNeedsTls() throws Exception {
    InetAddress address = outside();
    assumeThat(address).as("NOT TESTED: this machine has no address beyond loopback").isNotNull();
    set.put("jmx.port", "7099");
    set.put("jmx.password", PASSWORD);
    set.put("jmx.host", address.getHostAddress());
    assertRefused("jmx.host", "jmx.tls.keystore");
    set.put("jmx.tls.keystore", "" + Keys.keystore(files, PASSWORD));
    set.put("jmx.tls.password", PASSWORD);
    assertThat(read().tls()).isPresent();
    set.put("jmx.tls.password", "wrong");
    assertRefused("jmx.tls.keystore", "password");
    Path spoilt = Files.writeString(files.resolve("spoilt.p12"), "no keystore");
    set.put("jmx.tls.keystore", "" + spoilt);
    assertRefused("jmx.tls.keystore", "spoilt.p12");
  }

  private static InetAddress outside() throws Exception {
    for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(one.getInetAddresses())) {
        if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
          return address;
        }
      }
    }
    return null;
  }
}

package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-i",
        "host:8000",
        "/etc/passwd",
        "file:///etc/passwd",
        "concat:http://a/|http://b/",
        "http:/no-host",
        "http://user:s3cret@host/",
        "http://us%er:s3cret@host/",
        "http://us er:s3cret@host/",
        "http://host:s3cret",
        "http://host:99999/",
        "http://a_b:s3cret@host/",
        "http://host/a b\n-y",
        "ftp://host/",
      })
  void whatIsNoAddressWithoutALoginIsRefusedWithoutBeingShown(String text) {
    assertThatThrownBy(() -> WebAddress.of(text))
        .as("'%s'", text)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void aQueryIsNotShown() {
    assertThat(WebAddress.of("https://Host:8443/live.mp3?key=s3cret"))
        .hasToString("https://Host:8443/live.mp3")
        .extracting(WebAddress::server)
        .isEqualTo("https://Host:8443");
  }

  @Test
  void serversAreCompared() {
    WebAddress address = WebAddress.of("http://host/a");
    assertThat(address.isOfServer(URI.create("http://HOST:80/b"))).as("same").isTrue();
    assertThat(address.isOfServer(URI.create("https://host/b"))).as("other scheme").isFalse();
    assertThat(address.isOfServer(URI.create("http://host:81/b"))).as("other port").isFalse();
  }
}

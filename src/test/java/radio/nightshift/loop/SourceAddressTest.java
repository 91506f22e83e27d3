package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.settings.SettingException;

class SourceAddressTest {
  private static final String SETTING = "loop.demo.source";

  @ParameterizedTest
  @CsvSource({
    "s3://clips/a.mp4, clips, a.mp4, , false",
    "S3://clips/a b/%41?x#y.mp4, clips, a b/%41?x#y.mp4, , false",
    "s3://clips//../ä@b.mp4, clips, /../ä@b.mp4, , false",
    "s3ssl://clips/folder/a.mp4, clips, folder/a.mp4, , true",
    "s3ssl://store.example.org:9000/clips/f/a.mp4, clips, f/a.mp4, store.example.org:9000, true",
    "s3ssl://[::1]:443/clips/a.mp4, clips, a.mp4, [::1]:443, true",
  })
  void anObjectOfS3(String text, String bucket, String key, String host, boolean isTls) {
    SourceAddress.Bucket address = (SourceAddress.Bucket) of(text);
    assertThat(address.bucket()).isEqualTo(bucket);
    assertThat(address.key()).isEqualTo(key);
    assertThat(address.isTls()).isEqualTo(isTls);
    assertThat(address.endpoint().map(at -> at.getScheme() + " " + at.getAuthority()).orElse(null))
        .isEqualTo(host == null ? null : "https " + host);
    assertThat(address.toString()).as("shown").isEqualToIgnoringCase(text);
  }

  @ParameterizedTest
  @CsvSource({
    "https://host/a.mp4, https://host/a.mp4, https://host/a.mp4",
    "http://host:8080/a b/ä[1].mp4, http://host:8080/a%20b/%C3%A4%5B1%5D.mp4, http://host:8080/a%20b/%C3%A4%5B1%5D.mp4",
    "https://host/100%.mp4, https://host/100%25.mp4, https://host/100%25.mp4",
    "https://host/a%20b.mp4, https://host/a%20b.mp4, https://host/a%20b.mp4",
    "https://host/a@b.mp4, https://host/a@b.mp4, https://host/a@b.mp4",
    "https://host/a.mp4?sig=s3cret#top, https://host/a.mp4?sig=s3cret, https://host/a.mp4?***",
    "http://[::1]:80/a.mp4, http://[::1]:80/a.mp4, http://[::1]:80/a.mp4",
  })
  void aFileOfAWebServer(String text, String uri, String shown) {
    SourceAddress.Web address = (SourceAddress.Web) of(text);
    assertThat(address.uri()).hasToString(uri);
    assertThat(address).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b/%41#?.mp4", "file:/a b/%41#?.mp4", "file:///a b/%41#?.mp4"})
  void aFileInThisMachine(String text) {
    SourceAddress.Local address = (SourceAddress.Local) of(text);
    assertThat(address.path()).isEqualTo(Path.of("/a b/%41#?.mp4"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clip.mp4",
        "ftp://host/a.mp4",
        "concat:a|b",
        "s3://",
        "s3://bucket",
        "s3://bucket/",
        "s3://bucket/folder/",
        "s3://b u/key",
        "s3:/bucket/key",
        "s3ssl://host:443/bucket",
        "s3://host:443/bucket/key",
        "https:///a.mp4",
        "https://host:99999/a.mp4",
        "http://ho st/a.mp4",
        "file:clip.mp4",
        "file://host/clip.mp4",
        "/a\u0000b",
        "s3://bucket/a\nb",
        "https://host/a\r\nX: y",
      })
  void whatIsNoneIsRefusedWithTheSettingAndARemedy(String text) {
    assertThatThrownBy(() -> of(text))
        .isInstanceOf(SettingException.class)
        .hasMessageMatching("loop\\.demo\\.source is '.*'; [a-z].*\\.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://anna:s3cret@host/a.mp4",
        "https://anna:s3/cret@host/a.mp4",
        "http://s3cret@host",
        "s3ssl://AKIA:s3cret@bucket/key",
        "s3://s3cret@bucket",
        "ftp://anna:s3cret@host/a.mp4",
        "rtsp://anna:s3cret@host/a?token=s3cret",
        "wrong?token=s3cret",
      })
  void aSecretIsNotShown(String text) {
    assertThatThrownBy(() -> of(text))
        .isInstanceOf(SettingException.class)
        .message()
        .startsWith(SETTING)
        .doesNotContain("s3cret", "cret@");
  }

  @Test
  void aLoginInAnAddressIsPointedToItsSettings() {
    assertThatThrownBy(() -> of("https://anna:s3cret@host/a.mp4"))
        .hasMessageContaining("loop.demo.source.user and loop.demo.source.password");
  }

  @Test
  void aKeyHasAtMost1024Bytes() {
    assertThat(of("s3://bucket/" + "k".repeat(1024))).isNotNull();
    assertThatThrownBy(() -> of("s3://bucket/" + "ä".repeat(513)))
        .hasMessageContaining("1024 bytes");
  }

  @Test
  void aLoginIsWholeAndForTheWebOnly() {
    SourceAddress web = of("https://host/a.mp4");
    assertThat(SourceLogin.of(SETTING, web, "", "")).isEmpty();
    SourceLogin login = SourceLogin.of(SETTING, web, "anna", "s3cret").orElseThrow();
    assertThat(login.header()).isEqualTo("Basic YW5uYTpzM2NyZXQ=");
    assertThat(login.toString()).doesNotContain("s3cret");
    refused(web, "anna", "", "loop.demo.source.password is not set");
    refused(web, "", "s3cret", "loop.demo.source.user is not set");
    refused(web, "an:na", "s3cret", "colon");
    refused(of("s3://bucket/key"), "anna", "s3cret", "are for http and https only");
    refused(of("/clip.mp4"), "anna", "s3cret", "remove them");
  }

  private static void refused(SourceAddress address, String user, String password, String why) {
    assertThatThrownBy(() -> SourceLogin.of(SETTING, address, user, password))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(why)
        .message()
        .doesNotContain("s3cret");
  }

  private static SourceAddress of(String text) {
    return SourceAddress.of(SETTING, text);
  }
}

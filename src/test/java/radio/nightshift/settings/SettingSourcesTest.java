package radio.nightshift.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with secrets: who may read them, and what counts over what. */
class SettingSourcesTest {
  @TempDir Path folder;

  @Test
  void theFileOfSecretsCountsOverTheDefaultsAndUnderTheUsersFile() throws Exception {
    Path secrets = file("secrets", "rw-------", "playout.password=s3cret\nplayout.port=9000\n");
    Path own = file("own", "rw-r--r--", "playout.port=9001\nsecrets.file=" + secrets + "\n");
    SettingSources sources = SettingSources.read(own);
    assertThat(sources.texts())
        .containsEntry("playout.password", "s3cret")
        .containsEntry("playout.port", "9001")
        .containsEntry("playout.host", "localhost");
    assertThat(sources.warnings()).isEmpty();
    assertThat(sources.isChosen("playout.password")).isTrue();
    assertThat(sources.isChosen("playout.host")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void aFileOfSecretsThatOthersMayReadOrWriteIsRefused(String mode) throws Exception {
    Path secrets = file("secrets", mode, "playout.password=s3cret");
    assertThatThrownBy(() -> sources(secrets.toString()))
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("secrets.file", "" + secrets, "chmod 600")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void anotherUsersFileOfSecretsIsRefused() throws Exception {
    Path secrets = file("secrets", "rw-------", "playout.password=s3cret");
    assumeThisIsRoot();
    Files.setAttribute(secrets, "unix:uid", 65534);
    assertThatThrownBy(() -> sources(secrets.toString()))
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("secrets.file", "chown");
  }

  /**
   * Root reads for the station's group, whichever that is; a station that is root's has none to
   * share with.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 12345, rw-r-----, true",
    "0, 12345, r--r-----, true",
    "0, 12345, rw-------, true",
    "0, 0, rw-------, true",
    "0, 0, rw-r-----, false",
    "0, 12345, rw-rw----, false",
    "0, 12345, rw-r--r--, false",
    "0, 12345, rw----r--, false",
    "12345, 12345, rw-------, false",
    "12345, 12345, rw-r-----, false",
    "12345, 0, rw-r-----, false"
  })
  void aFileOfSecretsIsTakenByItsOwnerGroupAndMode(
      int owner, int group, String mode, boolean isTaken) throws Exception {
    assumeThisIsRoot();
    Path secrets = file("secrets", mode, "playout.password=s3cret");
    Files.setAttribute(secrets, "unix:gid", group);
    Files.setAttribute(secrets, "unix:uid", owner);
    if (isTaken) {
      assertThat(sources("" + secrets).texts()).containsEntry("playout.password", "s3cret");
    } else {
      assertThatThrownBy(() -> sources("" + secrets))
          .isInstanceOf(SettingException.class)
          .hasMessageContainingAll("secrets.file", "ch");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/not/there", "{{station.home}}/secrets"})
  void aFileOfSecretsThatIsNotThereIsRefused(String file) {
    assertThatThrownBy(() -> sources(file))
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("secrets.file", file);
  }

  @Test
  void aPasswordInAFileThatOthersMayReadIsWarnedOf() throws Exception {
    String text = "playout.password=s3cret\nas-run.password={{env:DATABASE_PASSWORD}}\n";
    assertThat(SettingSources.read(file("own", "rw-r--r--", text)).warnings())
        .singleElement()
        .asString()
        .contains("playout.password", "chmod 600")
        .doesNotContain("s3cret", "as-run.password");
    assertThat(SettingSources.read(file("mine", "rw-------", text)).warnings()).isEmpty();
  }

  private static SettingSources sources(String secrets) {
    Properties own = new Properties();
    own.setProperty("secrets.file", secrets);
    return SettingSources.of(own);
  }

  private Path file(String name, String mode, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static void assumeThisIsRoot() {
    assumeThat(System.getProperty("user.name"))
        .as("NOT TESTED: only root can give a file away, or read one that is another's")
        .isEqualTo("root");
  }
}

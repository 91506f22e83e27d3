package radio.nightshift.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.support.FakeAws;
import radio.nightshift.support.InnerNames;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Patience;
import radio.nightshift.support.Station;

/**
 * Settings that lie in Parameter Store: what they become, and what is said when they are not to be
 * had.
 */
@Integration
class ParameterStoreTest {
  private static final String PASSWORD = "fr0m-the-st{{re}}";

  private final MovableClock clock = MovableClock.standingAt("2026-06-10T13:00:00Z");
  private final FakeAws aws =
      FakeAws.start()
          .with("/nightshift/host", "127.0.0.1")
          .with("/nightshift/port", "1")
          .with("/nightshift/mount", "/of-the-store.mp3")
          .with("/nightshift/password", PASSWORD);

  @RegisterExtension
  final Station station =
      new Station()
          .beside(aws)
          .with((Clock) clock)
          .without("playout.host")
          .without("playout.port")
          .without("playout.password")
          .with("aws.endpoint", aws.endpoint())
          .with("secrets.parameters", "/nightshift")
          .with("camel.main.auto-startup", "false");

  @Test
  void whatLiesBelowThePathIsTheMountsLoginAndIsReadByOneQuestion() throws Exception {
    station.start();
    assertThat(password()).isEqualTo(PASSWORD);
    assertThat(station.log().with("127.0.0.1:1/of-the-store.mp3")).isNotEmpty();
    assertThat(aws.asked("GetParametersByPath")).hasSize(1);
    assertThat(aws.asked("GetParameter")).isEmpty();
  }

  @Test
  void whatTheUserHasSetCountsAndALineSaysSo() throws Exception {
    station.with("playout.mount", "/of-the-user.mp3").start();
    assertThat(station.log().with("Mount main"))
        .singleElement()
        .asString()
        .contains("/of-the-user.mp3");
    assertThat(station.log().with("/nightshift/mount"))
        .singleElement()
        .asString()
        .contains("playout.mount");
  }

  @Test
  void aReferenceIsReadInAnySettingAndOnce() throws Exception {
    aws.with("/radio/name", "Radio {{x}}").with("/radio/low", "l0w-pass");
    station
        .with("playout.name", "{{aws-parameterstore:/radio/name}}")
        .with("playout.genre", "{{aws-parameterstore:/radio/none:talk}}")
        .with("playout.mounts", "low")
        .with("playout.low.mount", "/low.mp3")
        .with("playout.low.password", "{{aws-parameterstore:/radio/low}}")
        .start();
    assertThat(station.named(InnerNames.NAME)).isEqualTo("Radio {{x}}");
    assertThat(station.named(InnerNames.GENRE)).isEqualTo("talk");
    assertThat(station.password("low")).isEqualTo("l0w-pass");
    assertThat(aws.asked("GetParameter")).hasSize(3);
  }

  @Test
  void aSettingOfCamelsMayBeAReferenceToo() throws Exception {
    aws.with("/radio/description", "a station");
    station.with("camel.main.description", "{{aws-parameterstore:/radio/description}}").start();
    assertThat(station.context().getDescription()).isEqualTo("a station");
  }

  @ParameterizedTest
  @CsvSource({"host", "port", "mount", "password"})
  void aMissingParameterIsNamedWithItsSetting(String name) {
    aws.without("/nightshift/" + name);
    assertThat(refusal()).isInstanceOf(SettingException.class);
    assertThat(refusal().getMessage()).contains("/nightshift/" + name, "playout." + name);
  }

  @Test
  void aMissingReferenceIsNamedWithItsSetting() {
    station.with("as-run.password", "{{aws-parameterstore:/radio/nothing}}");
    assertThat(refusal())
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("as-run.password", "/radio/nothing", "aws.region");
  }

  @Test
  void aPasswordTakenForANumberIsNotShown() {
    station.with("playout.bitrate", "{{aws-parameterstore:/nightshift/password}}");
    assertThat(refusal())
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("playout.bitrate", "/nightshift/password", "whole number")
        .hasMessageNotContaining("fr0m");
    aws.with("/nightshift/port", "s3cret");
    station.without("playout.bitrate");
    assertThat(refusal())
        .hasMessageContainingAll("playout.port", "/nightshift/port")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aFunctionThatIsNoneIsNamedAndNotTakenForItsText() {
    station.with("playout.password", "{{aws-parameterstor:/nightshift/password}}");
    assertThat(refusal())
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("playout.password", "aws-parameterstor'", "env");
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, ssm:GetParametersByPath",
    "UnrecognizedClientException, AWS_ACCESS_KEY_ID",
  })
  void aRefusalStopsTheStartEvenIfSecretsWereKept(String code, String remedy) throws Exception {
    station.start().close();
    assertThat(kept()).exists();
    aws.storeRefuses(400, code);
    assertThat(refusal())
        .isInstanceOf(SettingException.class)
        .hasMessageContainingAll("/nightshift", code, remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "503", "throttled", "garbage", "hangs", "closed"})
  void aStoreThatIsAwayStopsAFirstStartWithin10Seconds(String how) {
    goAway(how);
    long asked = System.nanoTime();
    assertThat(refusal())
        .isInstanceOf(OutsideException.class)
        .hasMessageContainingAll("secrets.parameters", "/nightshift");
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Patience.HANGS);
    assertThat(kept()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"503", "throttled", "hangs", "closed"})
  void aStoreThatIsAwayLaterLeavesTheStationWithWhatWasKept(String how) throws Exception {
    aws.with("/radio/name", "Radio X");
    station.with("playout.name", "{{aws-parameterstore:/radio/name}}").start().close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept())))
        .isEqualTo("rw-------");
    goAway(how);
    clock.step(Duration.ofHours(50));
    long asked = System.nanoTime();
    station.start();
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Patience.HANGS);
    assertThat(password()).isEqualTo(PASSWORD);
    assertThat(station.named(InnerNames.NAME)).isEqualTo("Radio X");
    assertThat(station.log().with("2 days old")).singleElement().asString().startsWith("WARN");
  }

  @Test
  void keptSecretsThatOthersCouldReadAreNotUsed() throws Exception {
    station.start().close();
    Files.setPosixFilePermissions(kept(), PosixFilePermissions.fromString("rw-r--r--"));
    aws.storeRefuses(503, "ServiceUnavailable");
    assertThat(refusal()).isInstanceOf(OutsideException.class);
    assertThat(station.log().with("delete it")).isNotEmpty();
  }

  @Test
  void nothingIsKeptWhereTheUserDoesNotWantIt() throws Exception {
    station.start().close();
    assertThat(kept()).exists();
    station.start("secrets.cache", "false");
    assertThat(kept()).doesNotExist();
    assertThat(station.log().with("secrets.cache is false")).hasSize(1);
  }

  private void goAway(String how) {
    switch (how) {
      case "throttled" -> aws.storeRefuses(400, "ThrottlingException");
      case "garbage" -> aws.storeAnswers("<html>Log in to the hotel's network</html>");
      case "hangs" -> aws.storeHangs();
      case "closed" -> aws.close();
      default -> aws.storeRefuses(Integer.parseInt(how), "InternalServerError");
    }
  }

  private Throwable refusal() {
    Throwable refusal = catchThrowable(station::start);
    assertThat(refusal).as("the start's refusal").isNotNull();
    while (refusal.getCause() != null) {
      refusal = refusal.getCause();
    }
    List<String> lines = refusal.getMessage().lines().toList();
    assertThat(lines).as("lines of the refusal").hasSize(1);
    return refusal;
  }

  private Path kept() {
    return station.path("secrets");
  }

  private String password() {
    return station.password("main");
  }
}

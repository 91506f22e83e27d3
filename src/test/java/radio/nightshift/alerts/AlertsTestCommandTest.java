package radio.nightshift.alerts;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.Integration;
import radio.nightshift.support.WebHooks;

/** {@code nightshift alerts test}. */
@Integration
class AlertsTestCommandTest {
  @TempDir Path home;

  private CommandRun run(Properties settings) throws Exception {
    settings.setProperty("station.home", home.resolve("station").toString());
    settings.setProperty("playout.password", "hackme");
    Path file = home.resolve("settings");
    Files.writeString(file, "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return CommandRun.with(settings, file, "alerts", "test");
  }

  @Test
  void eachReceiverIsSentOneAndItIsSaidWhatCameOfIt() throws Exception {
    try (WebHooks hooks = new WebHooks()) {
      hooks.answer("/gone/s3cr3t", aResponse().withStatus(404));
      Properties settings = new Properties();
      settings.setProperty("alerts.discord", hooks.address("/good/s3cr3t"));
      settings.setProperty("alerts.slack", hooks.address("/gone/s3cr3t"));
      CommandRun run = run(settings);
      assertThat(run.err()).isEmpty();
      assertThat(run.out().lines())
          .containsExactly(
              "ok    discord: it has taken a test notice",
              "FAIL  slack: alerts.slack answers 404; it was deleted there, so make a new one and set it.");
      assertThat(run.code()).isEqualTo(1);
      assertThat(hooks.bodies("/good/s3cr3t"))
          .singleElement()
          .asString()
          .contains("This is a test: notices arrive here");
      assertThat(home.resolve("station").resolve("alerts")).as("what it leaves").doesNotExist();
    }
  }

  @Test
  void withoutAReceiverItSaysWhatToSet() throws Exception {
    CommandRun run = run(new Properties());
    assertThat(run.err()).contains("No receiver of notices is set; set alerts.discord");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void anAddressThatIsNoneIsRefusedAndNotShown() throws Exception {
    Properties settings = new Properties();
    settings.setProperty("alerts.discord", "discord.com/api/webhooks/1/s3cr3t");
    CommandRun run = run(settings);
    assertThat(run.err())
        .contains("alerts.discord is no web address; give the whole of it, from https:// on.")
        .doesNotContain("s3cr3t");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aPasswordThatWouldGoThroughTheNetworkAsItIsIsRefused() throws Exception {
    Properties settings = new Properties();
    settings.setProperty("alerts.mail.to", "a@example.org");
    settings.setProperty("alerts.mail.from", "b@example.org");
    settings.setProperty("alerts.mail.host", "mail.example.org");
    settings.setProperty("alerts.mail.user", "b");
    settings.setProperty("alerts.mail.password", "s3cr3t");
    settings.setProperty("alerts.mail.tls", "none");
    CommandRun run = run(settings);
    assertThat(run.err()).contains("alerts.mail.tls is 'none'").doesNotContain("s3cr3t");
    assertThat(run.code()).isEqualTo(2);
  }
}

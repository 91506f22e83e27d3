package radio.nightshift.schedule.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.secrets.Secrets;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.support.FakeAws;
import radio.nightshift.support.Integration;
import radio.nightshift.support.LogLines;

/** A user's login to Google in Parameter Store, and what becomes of a token that has changed. */
@Integration
class StoredLoginTest {
  private static final String CREDENTIALS = "{\"a\":{\"b\":1}}";

  @TempDir Path home;
  private final LogLines log = LogLines.open();
  private final FakeAws aws =
      FakeAws.start()
          .with("/nightshift/gcal-credentials", CREDENTIALS)
          .with("/nightshift/gcal-token", "{\"old\":1}");
  private Main main;
  private StoredLogin login;

  @BeforeEach
  void read() {
    Properties settings = new Properties();
    settings.setProperty("station.home", home.toString());
    settings.setProperty("aws.endpoint", aws.endpoint());
    settings.setProperty("secrets.parameters", "/nightshift");
    settings.setProperty("secrets.kms-key", "alias/radio");
    SettingSources sources = SettingSources.of(settings);
    AtomicReference<Secrets> made = new AtomicReference<>();
    main =
        sources.main(context -> made.set(new Secrets(context, sources, Clock.systemUTC(), true)));
    main.init();
    Secrets secrets = made.get();
    secrets.read(Map.of(), false);
    secrets.seal();
    login = new StoredLogin(secrets.store(), secrets.path(), secrets.others(), secrets.key());
  }

  @AfterEach
  void stop() {
    main.stop();
    aws.close();
    log.close();
  }

  @Test
  void aChangedTokenIsWrittenBackEncryptedAndOnlyIfItChanged() throws Exception {
    assertThat(login.credentials()).contains(CREDENTIALS);
    login.tokenChanged("{\"old\":1}");
    assertThat(aws.asked("PutParameter")).isEmpty();
    login.tokenChanged("{\"new\":1}");
    login.tokenChanged("{\"new\":1}");
    assertThat(aws.asked("PutParameter")).hasSize(1);
    assertThat(aws.asked("PutParameter").get(0).getBodyAsString())
        .contains("SecureString", "\"Overwrite\":true", "alias/radio", "/nightshift/gcal-token");
    assertThat(home.resolve("secrets")).content().contains("new");
  }

  @Test
  void aTokenThatMayNotBeWrittenIsWarnedOfAndTheOldOneStays() throws Exception {
    aws.storeWritesAreRefused();
    login.tokenChanged("{\"newer\":1}");
    assertThat(log.with("ssm:PutParameter")).singleElement().asString().startsWith("WARN");
    assertThat(login.token()).contains("{\"old\":1}");
  }
}

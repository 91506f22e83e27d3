package radio.nightshift.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.api.management.ManagedCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Documents;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;
import radio.nightshift.support.UserRoutes;

/** The example of docs/routes.md that sends an e-mail when a file is missing. */
@Integration
class MailRouteTest {
  private static final String HEADING = "An e-mail when a file is missing";

  /** Nothing in it may be taken for a part of an address. */
  private static final String PASSWORD = "p+a&s=s%20w#rd";

  @TempDir Path files;

  @RegisterExtension
  final Station station = new Station().with(MovableClock.standingAt("2026-06-10T13:30:00Z"));

  @Test
  void whatIsMissingWithinTheHourComesByMailAlsoFromAServerThatIsAwayAtFirst() throws Exception {
    int port = IcecastServer.freePort();
    Files.writeString(
        station.path("schedule.csv"),
        "\"2026-06-10T14:00:00Z\",\"2026-06-10T15:00:00Z\",\"jazz\",\"20260610_1400_jazz\",\"Jazz\"\n");
    station
        .with(Documents.block(HEADING, "nightshift.properties").settings())
        .with("routes.mail.password", PASSWORD)
        .withRoutes(
            UserRoutes.in(files).with(Documents.block(HEADING, "mail.camel.yaml"), at(port)))
        .start();
    Awaitility.await("it is tried, and nobody is there")
        .until(() -> station.context().getInflightRepository().size("mail-send") == 1);
    GreenMail server =
        new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    station.beside(server::stop);
    server.setUser("station@example.org", PASSWORD);
    server.start();
    Awaitility.await("the e-mail").until(() -> server.getReceivedMessages().length > 0);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("A programme is missing");
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("producer@example.org");
    assertThat("" + mail.getContent())
        .contains("there is no '20260610_1400_jazz.mp3' and no earlier edition");
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void thePasswordIsNotInWhatJmxShows() throws Exception {
    station
        .with(Documents.block(HEADING, "nightshift.properties").settings())
        .with("routes.mail.password", PASSWORD)
        .withRoutes(UserRoutes.in(files).with(Documents.block(HEADING, "mail.camel.yaml"), at(1)))
        .start();
    assertThat(
            station
                .context()
                .getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute("mail-send")
                .dumpRouteAsXml(true, true))
        .contains("producer@example.org")
        .doesNotContain(PASSWORD)
        .doesNotContain("p%2Ba");
  }

  /** The server's certificate is one that nobody has signed. */
  private static Map<String, String> at(int port) {
    return Map.of(
        "smtps:mail.example.org:465",
        "smtps:127.0.0.1:" + port,
        "              subject:",
        "              mail.smtps.ssl.trust: \"*\"\n"
            + "              mail.smtps.ssl.checkserveridentity: \"false\"\n"
            + "              subject:",
        "\"60000\"",
        "\"100\"");
  }
}

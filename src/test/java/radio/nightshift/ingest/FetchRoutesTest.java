package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.Documents;
import radio.nightshift.support.FtpsServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.SftpServer;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;
import radio.nightshift.support.UserRoutes;

/** The examples of docs/routes.md that fetch programmes from another server, on real servers. */
@Integration
class FetchRoutesTest {
  private static final String NAME = "20260610_1400_jazz.mp3";
  private static final String SOON = "delay: 500";

  @RegisterExtension final Station station = new Station();

  @TempDir Path routes;
  @TempDir Path keys;
  @TempDir Path server;
  private Path programmes;

  @BeforeEach
  void folder() throws Exception {
    programmes = Files.createDirectory(server.resolve("programmes"));
    Tone.mp3(programmes.resolve(NAME), 2, 440);
    Files.writeString(programmes.resolve("notes.txt"), "what producers write to one another");
  }

  @Test
  void bySftpEachVersionComesOnceAndAServerThatIsAwayIsAConditionUntilItIsBack() throws Exception {
    SftpServer sftp = SftpServer.start(server, keys);
    station.beside(sftp);
    station.withRoutes(
        UserRoutes.in(routes)
            .with(
                Documents.block("Another folder by SFTP", "fetch.camel.yaml"),
                Map.of(
                    "producers.example.org:22",
                    "127.0.0.1:" + sftp.port(),
                    "/etc/nightshift/sftp-key",
                    "" + sftp.userKey(),
                    "/etc/nightshift/sftp-hosts",
                    "" + sftp.knownHosts(),
                    "delay: 60000",
                    SOON)));
    station.start();
    station.awaitReady(1);
    assertThat(programmes.resolve(NAME)).as("what is on the server").exists();
    assertThat(station.path("inbox", NAME)).hasSameBinaryContentAs(programmes.resolve(NAME));

    sftp.shut();
    Awaitility.await("the condition").until(() -> !troubles().isEmpty());
    assertThat(troubles()).contains("Programmes cannot be fetched (");
    sftp.open();
    Awaitility.await("it is over").until(() -> troubles().isEmpty());

    Path other = Tone.mp3(keys.resolve("other.mp3"), 3, 880);
    Files.copy(other, programmes.resolve(".other"));
    Files.move(
        programmes.resolve(".other"),
        programmes.resolve(NAME),
        StandardCopyOption.REPLACE_EXISTING);
    station.log().await("'" + NAME + "' came again");

    int arrivals = station.log().with("has arrived").size();
    station.start();
    Tone.mp3(programmes.resolve("20260610_1500_next.mp3"), 1, 440);
    station.log().await("'20260610_1500_next.mp3' has arrived");
    assertThat(station.log().with("has arrived"))
        .as("what was fetched after a restart")
        .hasSize(arrivals + 1);
    assertThat(station.names("rejected")).as("what is no programme").isEmpty();
    assertThat(station.deadLetters()).isEmpty();
  }

  private String troubles() {
    return station.bean(Conditions.class).find("ingest", "fetch").map(one -> one.text()).orElse("");
  }

  @Test
  void byFtpABinaryComesAsItIs() throws Exception {
    FtpsServer ftps = FtpsServer.start(server, keys);
    station.beside(ftps);
    station
        .with("routes.ftp.password", FtpsServer.PASSWORD)
        .withRoutes(
            UserRoutes.in(routes)
                .with(
                    Documents.block("Another folder by FTP", "fetch-ftp.camel.yaml"),
                    Map.of(
                        "producers.example.org:21",
                        "127.0.0.1:" + ftps.port(),
                        "delay: 60000",
                        SOON)))
        .start();
    station.awaitReady(1);
    assertThat(station.path("inbox", NAME)).hasSameBinaryContentAs(programmes.resolve(NAME));
    assertThat(station.deadLetters()).isEmpty();
  }
}

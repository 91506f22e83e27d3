package radio.nightshift.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.check.ServiceUnit.Place;
import radio.nightshift.settings.SettingSources;

/** What a unit keeps from the station, by what {@code systemctl show} prints of it. */
class ServiceUnitTest {
  private static final String OURS =
      "LoadState=loaded\nProtectHome=yes\nPrivateTmp=yes\nProtectSystem=strict\nStateDirectory=nightshift\n";

  @ParameterizedTest
  @CsvSource({
    "/etc/nightshift/nightshift.properties, nightshift.service",
    "/etc/nightshift/../nightshift/nightshift.properties, nightshift.service",
    "/etc/nightshift/jazz/nightshift.properties, nightshift@jazz.service",
    "/etc/nightshift/jazz/late/nightshift.properties,",
    "/etc/nightshift/other.properties,",
    "/srv/nightshift.properties,",
    "/nightshift.properties,"
  })
  void aSettingsFileOfThePackageHasAUnit(Path file, String unit) {
    assertThat(ServiceUnit.name(file).orElse(null)).isEqualTo(unit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // What the unit says beside ours | the place | written to | lines that open it
        "| /home/dj/upload | true | ProtectHome=tmpfs, BindPaths=/home/dj/upload",
        "| /root/x | false | ProtectHome=tmpfs, BindReadOnlyPaths=/root/x",
        "| /tmp/x | true | BindPaths=/tmp/x",
        "| /var/tmp/x | false | BindReadOnlyPaths=/var/tmp/x",
        "| /srv/upload | true | ReadWritePaths=/srv/upload",
        "| /srv/filler | false | ''",
        "| /homely | false | ''",
        "| /var/lib/nightshift/incoming | true | ''",
        "| /var/lib/nightshift2 | true | ReadWritePaths=/var/lib/nightshift2",
        "BindPaths=/home/dj | /home/dj/upload | true | ProtectHome=tmpfs, BindPaths=/home/dj/upload",
        "BindPaths=/tmp/x:/tmp/x:rbind | /tmp/x | true | ''",
        "BindPaths=/tmp/x | /tmp/x/upload | true | ''",
        "BindPaths=/mnt/x:/tmp/x:rbind /a:/b | /tmp/x | true | ''",
        "BindReadOnlyPaths=-/tmp/x:/tmp/x | /tmp/x | false | ''",
        "BindReadOnlyPaths=/tmp/x | /tmp/x | true | BindPaths=/tmp/x",
        "ReadWritePaths=-/srv /mnt | /srv/upload | true | ''",
        "ReadWritePaths=/tmp/x | /tmp/x | true | BindPaths=/tmp/x"
      })
  void aPlaceIsOpenOrHasTheLinesThatOpenIt(
      String more, Path place, boolean isWritten, String lines) {
    Sandbox sandbox = new Sandbox(OURS + (more == null ? "" : more));
    assertThat(String.join(", ", sandbox.opening(place, isWritten))).isEqualTo(lines);
  }

  @ParameterizedTest
  @CsvSource({
    "ProtectHome=no PrivateTmp=no ProtectSystem=no, /home/x, ''",
    "ProtectHome=no PrivateTmp=no ProtectSystem=no, /tmp/x, ''",
    "ProtectHome=no PrivateTmp=no ProtectSystem=no, /srv/x, ''",
    "ProtectHome=tmpfs, /home/x, BindPaths=/home/x",
    "ProtectHome=tmpfs BindPaths=/home/x, /home/x, ''",
    "ProtectHome=read-only, /home/x, ReadWritePaths=/home/x",
    "ProtectHome=read-only, /tmp/x, ''"
  })
  void aUnitThatHidesLessNeedsLess(String unit, Path place, String lines) {
    Sandbox sandbox = new Sandbox(unit.replace(' ', '\n'));
    assertThat(String.join("|", sandbox.opening(place, true))).isEqualTo(lines);
  }

  @Test
  void everyPlaceThatIsKeptFromTheStationIsNamedWithOneDropInForAll() {
    ServiceUnit unit =
        new ServiceUnit(
            "nightshift.service",
            List.of(
                new Place("ingest.folder", Path.of("/home/dj/upload")),
                new Place("station.filler", Path.of("/home/dj/filler")),
                new Place("station.home", Path.of("/var/lib/nightshift"))));
    assertThatThrownBy(() -> unit.judge(new Sandbox(OURS)))
        .isInstanceOf(Trouble.class)
        .hasMessageContainingAll(
            "ingest.folder '/home/dj/upload'",
            "station.filler '/home/dj/filler'",
            "systemctl edit nightshift.service",
            "BindPaths=/home/dj/upload",
            "BindReadOnlyPaths=/home/dj/filler")
        .hasMessageNotContaining("station.home")
        .message()
        .containsOnlyOnce("ProtectHome=tmpfs");
  }

  @Test
  void ofAFileThatTheStationWritesTheFolderIsOpenedSinceItIsWrittenAside() {
    ServiceUnit unit =
        new ServiceUnit(
            "nightshift.service",
            List.of(
                new Place("schedule.google.token", Path.of("/srv/google/token.json")),
                new Place("schedule.csv", Path.of("/srv/plan/schedule.csv")),
                new Place("schedule.google.credentials", Path.of("/srv/google/client.json"))));
    assertThatThrownBy(() -> unit.judge(new Sandbox(OURS)))
        .hasMessageContainingAll(
            "schedule.google.token '/srv/google/token.json'",
            "schedule.csv '/srv/plan/schedule.csv'",
            "ReadWritePaths=/srv/google",
            "ReadWritePaths=/srv/plan")
        .message()
        .doesNotContain("ReadWritePaths=/srv/google/", "schedule.google.credentials");
  }

  @Test
  void aUnitThatIsNotThereHidesNothing() throws Exception {
    ServiceUnit unit =
        new ServiceUnit(
            "nightshift.service", List.of(new Place("station.home", Path.of("/home/x"))));
    assertThat(unit.judge(new Sandbox("LoadState=not-found\nProtectHome=no\n")))
        .contains("no such unit");
    assertThat(unit.judge(new Sandbox("LoadState=loaded\nProtectHome=no\n"))).contains("gets at");
  }

  @Test
  void ofAChannelTheSourceIsReadAndTheFoldersOfHlsAreWritten() {
    Properties settings = new Properties();
    settings.setProperty("loop.demo.source", "/srv/clips/demo.mp4");
    settings.setProperty("loop.demo.destination", "rtp://127.0.0.1:5004, hls:/srv/b,hls:///srv/a");
    settings.setProperty("loop.demo.mount", "/demo.mp3");
    settings.setProperty("loop.demo.passphrase", "/s3cret-passphrase");
    settings.setProperty("loop.web.source", "https://example.org/clip.mp4");
    List<Place> places = ServiceUnit.places(SettingSources.of(settings));
    assertThat(places)
        .filteredOn(place -> place.setting().startsWith("loop."))
        .containsExactly(
            new Place("loop.demo.destination", Path.of("/srv/a")),
            new Place("loop.demo.destination", Path.of("/srv/b")),
            new Place("loop.demo.source", Path.of("/srv/clips/demo.mp4")));
    assertThatThrownBy(() -> new ServiceUnit("nightshift.service", places).judge(new Sandbox(OURS)))
        .hasMessageContainingAll("ReadWritePaths=/srv/a", "ReadWritePaths=/srv/b")
        .hasMessageNotContaining("clips");
  }
}

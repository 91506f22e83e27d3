package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Old copies are cleared away; originals, and what the schedule still needs, are not. */
@Integration
class ExpiredCopiesRouteTest {
  private static final String PAST = "20260610_1400_jazz.mp3";
  private static final String NEEDED = "20260610_1500_rock.mp3";
  private static final String ORIGINAL = "20260610_1600_by-folder.mp3";

  private final S3Server s3 = S3Server.start();
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");

  @RegisterExtension
  final Station station =
      s3.used(new Station().with(clock).with("schedule.ahead", "60d").with("prepare.latest", "1d"));

  @TempDir Path files;

  @Test
  void aCopyFromTheBucketGoesAfterItsTimeAndWhatIsNeededOrOriginalStays() throws Exception {
    Path tone = Tone.mp3(files.resolve("a.mp3"), 1, 440);
    Files.writeString(
        station.path("schedule.csv"),
        "2026-07-20T15:00:00Z,2026-07-20T16:00:00Z,rock,20260720_1500_rock,Rock\n");
    s3.put(PAST, Files.readAllBytes(tone)).put(NEEDED, Files.readAllBytes(tone));
    station.start();
    station.send(tone, ORIGINAL);
    station.awaitReady(3);
    clock.moveTo("2026-07-20T12:00:00Z");
    Awaitility.await("the old copy is cleared away")
        .untilAsserted(() -> assertThat(station.names("inbox")).containsExactly(NEEDED, ORIGINAL));
    Awaitility.await("and what was made of it")
        .untilAsserted(() -> assertThat(station.names("ready")).hasSize(2));
    assertThat(s3.gets()).as("fetched").hasSize(2);
  }
}

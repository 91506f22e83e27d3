package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Programme files from a real S3 server, through the whole station. */
class IngestBucketTest {
  private static final String NOON = "2026-06-10T12:00:00Z";
  private static final String JAZZ = "20260610_1400_jazz.mp3";

  @TempDir static Path files;
  private static byte[] audio;

  @TempDir Path home;
  private S3Server s3;
  private Station station;
  private final MovableClock clock = MovableClock.standingAt(NOON);

  @BeforeEach
  void startServer() throws Exception {
    if (audio == null) {
      audio = Files.readAllBytes(Tone.mp3(files.resolve("a.mp3"), 1, 440));
    }
    s3 = S3Server.start();
  }

  @AfterEach
  void stop() {
    if (station != null) {
      station.close();
    }
    s3.close();
  }

  private void start(String... settings) throws Exception {
    station = s3.used(new Station(home).with(clock));
    for (int i = 0; i < settings.length; i += 2) {
      station.with(settings[i], settings[i + 1]);
    }
    station.start();
  }

  @Test
  void whatTheComingHoursNeedIsFetchedOnceAndTheRestIsLeft() throws Exception {
    s3.put(JAZZ, audio);
    s3.put("20260609_1400_past.mp3", audio);
    s3.put("20260612_1400_far.mp3", audio);
    s3.put("folder/20260610_1500_below.mp3", audio);
    start();
    station.awaitReady(1);
    awaitPolls(3);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
    assertThat(home.resolve("inbox").resolve(JAZZ)).hasBinaryContent(audio);
    assertThat(s3.gets()).hasSize(1);
    assertThat(station.names("arriving")).isEmpty();
    station.close();
    start();
    awaitPolls(3);
    assertThat(s3.gets()).as("after a restart").hasSize(1);
  }

  private void awaitPolls(int count) {
    int before = s3.lists().size();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> s3.lists().size() >= before + count);
  }
}

package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.playout.CueBook;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Edition;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** What is fetched from a real S3 server, through the whole station. */
@Integration
class IngestBucketTest {
  private static final String JAZZ = "20260610_1400_jazz.mp3";
  private static final byte[] AUDIO = Tone.mp3(1, 440);

  private final S3Server s3 = S3Server.start();
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");

  @RegisterExtension
  final Station station = s3.used(new Station().with(clock).with("prepare.latest", "1d"));

  @Test
  void whatTheComingHoursNeedIsFetchedOnceAndTheRestIsLeft() throws Exception {
    s3.put(JAZZ, AUDIO);
    s3.put("20260609_1400_past.mp3", AUDIO);
    s3.put("20260612_1400_far.mp3", AUDIO);
    s3.put("folder/20260610_1500_below.mp3", AUDIO);
    station.start();
    station.awaitReady(1);
    s3.awaitLists(3);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
    assertThat(station.path("inbox", JAZZ)).hasBinaryContent(AUDIO);
    assertThat(s3.gets()).hasSize(1);
    assertThat(station.names("arriving")).isEmpty();
    station.start();
    s3.awaitLists(3);
    assertThat(s3.gets()).as("after a restart").hasSize(1);
  }

  @Test
  void aNewerUploadTakesThePlaceOfTheOlderOne() throws Exception {
    s3.put(JAZZ, AUDIO);
    station.start();
    station.awaitReady(1);
    byte[] newer = Tone.mp3(2, 880);
    s3.put(JAZZ, newer);
    Awaitility.await("the newer one is here").until(() -> station.names("replaced").size() == 1);
    s3.awaitLists(3);
    assertThat(station.path("inbox", JAZZ)).hasBinaryContent(newer);
    assertThat(s3.gets()).hasSize(2);
  }

  @Test
  void aNewerUploadOfWhatIsOnTheAirWaits() throws Exception {
    s3.put(JAZZ, AUDIO);
    station.start();
    station.awaitReady(1);
    clock.moveTo("2026-06-10T14:00:30Z");
    byte[] newer = Tone.mp3(2, 880);
    s3.put(JAZZ, newer);
    s3.awaitLists(5);
    assertThat(s3.gets()).as("fetched while it is on the air").hasSize(1);
    assertThat(station.path("inbox", JAZZ)).hasBinaryContent(AUDIO);
    clock.moveTo("2026-06-10T18:00:01Z");
    Awaitility.await("it comes when the other is over")
        .until(() -> station.names("replaced").size() == 1);
  }

  @Test
  void aLateFileIsFetchedWhileItsTimeRuns() throws Exception {
    clock.moveTo("2026-06-10T14:20:00Z");
    s3.put("20260610_1300_before.mp3", AUDIO);
    s3.put(JAZZ, AUDIO);
    station.start();
    station.awaitReady(1);
    s3.awaitLists(2);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
  }

  @Test
  void whatIsDeletedBeforeItsTimeDoesNotPlayAndWhatIsDeletedLaterStays() throws Exception {
    String next = "20260610_1500_news.mp3";
    s3.put(JAZZ, AUDIO).put(next, AUDIO);
    station.start();
    station.awaitReady(2);
    clock.moveTo("2026-06-10T14:30:00Z");
    s3.delete(JAZZ);
    s3.awaitLists(3);
    assertThat(station.names("inbox")).contains(JAZZ);
    s3.delete(next);
    Awaitility.await("it is taken out").until(() -> station.names("inbox").equals(List.of(JAZZ)));
    assertThat(station.names("replaced")).hasSize(1).allMatch(name -> name.endsWith(next));
    Awaitility.await("nothing is left of it").until(() -> station.names("ready").size() == 1);
    assertThat(station.deadLetters()).isEmpty();
    s3.put(next, AUDIO);
    station.awaitReady(2);
  }

  @Test
  void anUndecodableOneCountsAsAbsentAndTheNextInOrderIsFetched() throws Exception {
    s3.put("20260610_1400_a.mp3", "no audio at all\n".repeat(200).getBytes());
    s3.put("20260610_1400_b.mp3", AUDIO);
    s3.put("20260610_1500_a.mp3", new byte[0]);
    s3.put("20260610_1500_b.mp3", AUDIO);
    station.start();
    station.awaitReady(2);
    assertThat(station.names("inbox"))
        .containsExactly("20260610_1400_b.mp3", "20260610_1500_b.mp3");
    assertThat(station.names("rejected")).contains("20260610_1400_a.mp3");
    station.start();
    s3.awaitLists(3);
    assertThat(s3.gets()).as("each version once").hasSize(3);
  }

  @Test
  void aSlotWithoutItsFileGetsTheLatestEarlierEditionFetchedAndReady() throws Exception {
    Files.writeString(
        station.path("schedule.csv"),
        "2026-06-10T14:00:00Z,2026-06-10T15:00:00Z,jazz,20260610_1400_jazz,Jazz\n"
            + "2026-06-10T15:00:00Z,2026-06-10T16:00:00Z,rock,20260610_1500_rock,Rock\n");
    s3.put("20260527_1400_jazz.mp3", AUDIO);
    s3.put("20260603_1400_jazz.mp3", AUDIO);
    s3.put("20260617_1400_jazz.mp3", AUDIO);
    s3.put("20260603_1500_rock.mp3", AUDIO);
    s3.put("20260610_1500_rock.mp3", "no audio".getBytes(StandardCharsets.US_ASCII));
    station.start();
    Awaitility.await("both are fetched")
        .untilAsserted(
            () ->
                assertThat(station.names("inbox"))
                    .containsExactly("20260603_1400_jazz.mp3", "20260603_1500_rock.mp3"));
    CueBook programmes = station.bean(CueBook.class);
    Awaitility.await("both are chosen")
        .untilAsserted(
            () ->
                assertThat(
                        programmes.choices(
                            clock.instant(), clock.instant().plus(Duration.ofDays(1))))
                    .flatExtracting(Choice::editions)
                    .extracting(Edition::key)
                    .containsExactly("20260603_1400_jazz.mp3", "20260603_1500_rock.mp3"));
  }
}

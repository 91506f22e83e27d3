package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static radio.nightshift.prepare.OneUpload.SLOT;
import static radio.nightshift.prepare.OneUpload.prepared;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** What becomes of uploads: of sound ones, cut ones and silent ones, and of what is no audio. */
@Integration
class PrepareRouteTest {
  @TempDir Path files;
  @RegisterExtension final Station station = new Station();

  @Test
  void whatIsInTheInboxIsPreparedAtStartAndOnlyOnce() throws Exception {
    Path inbox = Files.createDirectories(station.path("inbox"));
    Tone.mp3(inbox.resolve(SLOT + "jazz.mp3"), 3, 440);
    station.start();
    station.awaitReady(1);
    station.inspect(SLOT + "jazz.mp3");
    assertThat(station.names("ready")).hasSize(1);
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void aTruncatedFilePlaysAsFarAsItGoesAndTheReportSaysSo() throws Exception {
    byte[] whole = Files.readAllBytes(Tone.mp3(files.resolve("a.mp3"), 10, 440));
    Path cut = Files.write(files.resolve("cut.mp3"), Arrays.copyOf(whole, whole.length / 2));
    PreparedProgramme ready = prepared(station, cut, SLOT + "cut.mp3");
    assertThat(ready.length()).isBetween(Duration.ofMillis(4900), Duration.ofMillis(5100));
    assertThat(ready.note()).contains("It has 0:04 of the 0:10 minutes", "upload it again");
  }

  @Test
  void unusableFilesAreSetAsideWithTheReasonAndTheOthersGoOn() throws Exception {
    Path good = Tone.mp3(files.resolve("a.mp3"), 3, 440);
    station.start();
    station.send(Files.createFile(files.resolve("empty")), SLOT + "empty.mp3");
    station.send(
        Files.writeString(files.resolve("text"), "hello\n".repeat(999)), SLOT + "text.mp3");
    station.send(
        Files.writeString(files.resolve("list"), "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n"),
        SLOT + "list.mp3");
    station.send(good, "20260230_2500_x.mp3");
    station.send(good, "-20260610_1400_x.mp3");
    station.send(good, SLOT + "two\nlines.mp3");
    station.send(good, "x".repeat(251) + ".mp3");
    station.send(good, SLOT + "it's \"good\" ü.mp3");
    station.awaitReady(1);
    Awaitility.await().until(() -> station.names("rejected").size() == 14);
    assertThat(station.names("rejected"))
        .contains(
            SLOT + "empty.mp3",
            SLOT + "empty.mp3.txt",
            SLOT + "text.mp3",
            SLOT + "list.mp3",
            "20260230_2500_x.mp3",
            "-20260610_1400_x.mp3",
            SLOT + "two\nlines.mp3",
            SLOT + "two\nlines.mp3.txt");
    assertThat(station.path("rejected", SLOT + "empty.mp3.txt"))
        .content()
        .contains(SLOT + "empty.mp3", "is empty", "upload it again");
    assertThat(station.names("inbox")).containsExactly(SLOT + "it's \"good\" ü.mp3");
    assertThat(station.names("work")).as("left on the bench").isEmpty();
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void anUndecodableNewUploadDoesNotDisplaceTheGoodOne() throws Exception {
    Path good = Tone.mp3(files.resolve("a.mp3"), 3, 440);
    prepared(station, good, SLOT + "a.mp3");
    station.send(Files.writeString(files.resolve("text"), "hello"), SLOT + "a.mp3");
    Awaitility.await().until(() -> station.names("rejected").size() == 2);
    assertThat(station.names("ready")).hasSize(1);
    Awaitility.await("the good original is back")
        .until(() -> station.names("inbox").equals(List.of(SLOT + "a.mp3")));
  }

  @Test
  void aFileOfFourHoursIsPreparedWhole() throws Exception {
    Path minute =
        Tone.file(
            files.resolve("minute.mp3"),
            60,
            440,
            "-ar",
            "8000",
            "-ac",
            "1",
            "-b:a",
            "8k",
            "-write_xing",
            "0",
            "-id3v2_version",
            "0");
    Path day = files.resolve("day.mp3");
    try (OutputStream out = Files.newOutputStream(day)) {
      for (int i = 0; i < 4 * 60; i++) {
        Files.copy(minute, out);
      }
    }
    station
        .with("playout.sample-rate", "8000")
        .with("playout.bitrate", "8")
        .with("playout.channels", "1")
        .start();
    station.send(day, SLOT + "day.mp3");
    Awaitility.await("four hours are decoded as a test")
        .until(() -> !station.names("ready").isEmpty());
    assertThat(station.awaitFirstReady().length())
        .as("it leaves before the hour, as the table has it")
        .isBetween(Duration.ofHours(4).minusSeconds(80), Duration.ofHours(4));
  }

  @Test
  void silenceIsReportedThoughNothingIsLevelled() throws Exception {
    Path source = Tone.file(files.resolve("a.mp3"), 9, 440, "-af", "volume=0:enable='lt(t,3)'");
    assertThat(prepared(station, source, SLOT + "a.mp3").note())
        .containsPattern("It is silent for (2[.][89]|3[.][012]) s from 0:00[.]");
  }

  @Test
  void aNewUploadTakesThePlaceOfTheOlderOne() throws Exception {
    prepared(station, Tone.mp3(files.resolve("a.mp3"), 3, 440), SLOT + "a.mp3");
    List<String> before = station.names("ready");
    station.send(Tone.mp3(files.resolve("b.mp3"), 4, 880), SLOT + "a.mp3");
    Awaitility.await()
        .until(() -> station.names("ready").size() == 1 && !station.names("ready").equals(before));
    assertThat(station.names("replaced")).hasSize(1);
  }
}

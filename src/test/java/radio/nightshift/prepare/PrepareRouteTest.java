package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

@Integration
class PrepareRouteTest {
  private static final String SLOT = "20260610_1400_";

  @TempDir Path home;
  @TempDir Path files;
  private Station station;

  @AfterEach
  void stop() {
    if (station != null) {
      station.close();
    }
  }

  @Test
  void whatIsInTheInboxIsPreparedAtStartAndOnlyOnce() throws Exception {
    Path inbox = Files.createDirectories(home.resolve("inbox"));
    Tone.mp3(inbox.resolve(SLOT + "jazz.mp3"), 3, 440);
    station = new Station(home).start();
    station.awaitReady(1);
    station.inspect(SLOT + "jazz.mp3");
    assertThat(station.names("ready")).hasSize(1);
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void audioThatTheMountCarriesPassesUnchangedAtAnyBitrate() throws Exception {
    Path source = Tone.file(files.resolve("a.mp3"), 3, 440, "-b:a", "192k", "-ar", "44100");
    PreparedProgramme ready = prepared(source, SLOT + "a.mp3");
    Path bare = files.resolve("bare.mp3");
    Tone.ffmpeg(
        List.of(
            "-i", "" + source, "-c", "copy", "-write_xing", "0", "-id3v2_version", "0", "" + bare));
    assertThat(audio(ready)).hasSameBinaryContentAs(bare);
  }

  @Test
  void otherAudioIsEncodedToTheMountsFormat() throws Exception {
    Path source = Tone.file(files.resolve("a.wav"), 3, 440, "-ar", "48000");
    PreparedProgramme ready = prepared(source, SLOT + "a.mp3");
    assertThat(Tone.complaints(audio(ready))).isEmpty();
    assertThat(FramedAudio.length(audio(ready)))
        .isBetween(Duration.ofMillis(3000), Duration.ofMillis(3080));
  }

  @Test
  void garbageInTheMiddleIsPassedOver() throws Exception {
    byte[] good = Files.readAllBytes(Tone.mp3(files.resolve("a.mp3"), 4, 440));
    byte[] bad = good.clone();
    for (int i = 20_000; i < 22_000; i++) {
      bad[i] = (byte) (i * 31);
    }
    PreparedProgramme ready = prepared(Files.write(files.resolve("b.mp3"), bad), SLOT + "b.mp3");
    assertThat(Tone.complaints(audio(ready))).isEmpty();
    assertThat(ready.length()).isBetween(Duration.ofMillis(3700), Duration.ofMillis(4100));
  }

  @Test
  void aTruncatedFilePlaysAsFarAsItGoesAndTheReportSaysSo() throws Exception {
    byte[] whole = Files.readAllBytes(Tone.mp3(files.resolve("a.mp3"), 10, 440));
    Path cut = Files.write(files.resolve("cut.mp3"), Arrays.copyOf(whole, whole.length / 2));
    PreparedProgramme ready = prepared(cut, SLOT + "cut.mp3");
    assertThat(ready.length()).isBetween(Duration.ofMillis(4900), Duration.ofMillis(5100));
    assertThat(ready.note()).contains("It has 0:04 of the 0:10 minutes", "upload it again");
  }

  @Test
  void coverArtOfFiveMegabytesIsLeftOut() throws Exception {
    Path audio = Tone.mp3(files.resolve("a.mp3"), 3, 440);
    Path cover = files.resolve("cover.png");
    Tone.ffmpeg(
        List.of(
            "-f",
            "lavfi",
            "-i",
            "nullsrc=s=1400x1200,geq=random(1)*255:128:128",
            "-frames:v",
            "1",
            "" + cover));
    assertThat(cover)
        .as("the cover itself")
        .satisfies(file -> assertThat(Files.size(file)).isGreaterThan(1_500_000));
    byte[] padded = new byte[5_000_000];
    Path tagged = files.resolve("tagged.mp3");
    Files.write(files.resolve("lyrics"), padded);
    Tone.ffmpeg(
        List.of(
            "-i",
            "" + audio,
            "-i",
            "" + cover,
            "-map",
            "0",
            "-map",
            "1",
            "-c",
            "copy",
            "-metadata",
            "title=Nice",
            "-metadata",
            "artist=Duo",
            "" + tagged));
    PreparedProgramme ready = prepared(tagged, SLOT + "tagged.mp3");
    assertThat(ready.title()).isEqualTo("Duo - Nice");
    assertThat(Files.size(audio(ready))).isLessThan(60_000);
  }

  @Test
  void unusableFilesAreSetAsideWithTheReasonAndTheOthersGoOn() throws Exception {
    Path good = Tone.mp3(files.resolve("a.mp3"), 3, 440);
    station = new Station(home).start();
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
    assertThat(home.resolve("rejected").resolve(SLOT + "empty.mp3.txt"))
        .content()
        .contains(SLOT + "empty.mp3", "is empty", "upload it again");
    assertThat(station.names("inbox")).containsExactly(SLOT + "it's \"good\" ü.mp3");
    assertThat(station.names("work")).as("left on the bench").isEmpty();
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void anUndecodableNewUploadDoesNotDisplaceTheGoodOne() throws Exception {
    Path good = Tone.mp3(files.resolve("a.mp3"), 3, 440);
    prepared(good, SLOT + "a.mp3");
    station.send(Files.writeString(files.resolve("text"), "hello"), SLOT + "a.mp3");
    Awaitility.await().until(() -> station.names("rejected").size() == 2);
    assertThat(station.names("ready")).hasSize(1);
    Awaitility.await("the good original is back")
        .until(() -> station.names("inbox").equals(List.of(SLOT + "a.mp3")));
  }

  @Test
  void aFileOfTwelveHoursIsPreparedWhole() throws Exception {
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
      for (int i = 0; i < 12 * 60; i++) {
        Files.copy(minute, out);
      }
    }
    station =
        new Station(home)
            .with("playout.sample-rate", "8000")
            .with("playout.bitrate", "8")
            .with("playout.channels", "1")
            .start();
    station.send(day, SLOT + "day.mp3");
    Awaitility.await("twelve hours are decoded as a test")
        .atMost(Duration.ofMinutes(3))
        .until(() -> !station.names("ready").isEmpty());
    assertThat(station.awaitFirstReady().length())
        .as("it leaves before the hour, as the table has it")
        .isBetween(Duration.ofHours(12).minusSeconds(80), Duration.ofHours(12));
  }

  @Test
  void silenceIsReportedThoughNothingIsLevelled() throws Exception {
    Path source = Tone.file(files.resolve("a.mp3"), 9, 440, "-af", "volume=0:enable='lt(t,3)'");
    assertThat(prepared(source, SLOT + "a.mp3").note())
        .contains("It is silent for 3.0 s from 0:00.");
  }

  @Test
  void aWavFileNamedMp3IsPlayedForWhatItIs() throws Exception {
    Path source = Tone.file(files.resolve("a.wav"), 3, 440);
    assertThat(prepared(source, SLOT + "a.mp3").length()).isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void aNewUploadTakesThePlaceOfTheOlderOne() throws Exception {
    prepared(Tone.mp3(files.resolve("a.mp3"), 3, 440), SLOT + "a.mp3");
    List<String> before = station.names("ready");
    station.send(Tone.mp3(files.resolve("b.mp3"), 4, 880), SLOT + "a.mp3");
    Awaitility.await()
        .until(() -> station.names("ready").size() == 1 && !station.names("ready").equals(before));
    assertThat(station.names("replaced")).hasSize(1);
  }

  @Test
  void framesInAContainerOfAnotherKindAreEncodedInstead() throws Exception {
    station = new Station(home).with("playout.format", "aac").start();
    Path m4a = Tone.file(files.resolve("a.m4a"), 3, 440, "-c:a", "aac", "-ar", "44100");
    station.send(m4a, SLOT + "a.m4a");
    station.awaitReady(1);
  }

  @Test
  void severalEncodingsAreMadeInOneRun() throws Exception {
    station =
        new Station(home)
            .with("playout.mounts", "opus,aac,vorbis")
            .with("playout.opus.mount", "/live.opus")
            .with("playout.opus.format", "opus")
            .with("playout.aac.mount", "/live.aac")
            .with("playout.aac.format", "aac")
            .with("playout.vorbis.mount", "/live.ogg")
            .with("playout.vorbis.format", "vorbis")
            .start();
    station.send(Tone.mp3(files.resolve("a.mp3"), 3, 440), SLOT + "a.mp3");
    Path folder = station.awaitFirstReady().folder();
    assertThat(
            List.of(
                "mp3-128k-44100-2.mp3",
                "opus-128k-48000-2.opus",
                "aac-128k-44100-2.aac",
                "vorbis-128k-44100-2.ogg"))
        .allSatisfy(
            name ->
                assertThat(FramedAudio.length(folder.resolve(name)))
                    .as(name)
                    .isBetween(Duration.ofMillis(2950), Duration.ofMillis(3110)));
  }

  /** A first page that has more sound than its granule position says is refused by libopusfile. */
  @Test
  void opusThatIsMadeBeginsAtZeroThoughTheResamplerBeginsBefore() throws Exception {
    station =
        new Station(home)
            .with("playout.mount", "/live.opus")
            .with("playout.format", "opus")
            .start();
    Path source = Tone.file(files.resolve("a.mp3"), 3, 440, "-ar", "32000", "-b:a", "96k");
    station.send(source, SLOT + "a.mp3");
    Path folder = station.awaitFirstReady().folder();
    byte[] ogg = Files.readAllBytes(folder.resolve("opus-128k-48000-2.opus"));
    int page = 0;
    for (int header = 0; header < 2; header++) {
      page = new String(ogg, StandardCharsets.ISO_8859_1).indexOf("OggS", page + 1);
    }
    long granule = ByteBuffer.wrap(ogg).order(ByteOrder.LITTLE_ENDIAN).getLong(page + 6);
    assertThat(granule).as("where the first second ends").isEqualTo(48_000);
  }

  private PreparedProgramme prepared(Path source, String name) throws Exception {
    station = new Station(home).start();
    station.send(source, name);
    return station.awaitFirstReady();
  }

  private static Path audio(PreparedProgramme programme) {
    return programme.folder().resolve("mp3-128k-44100-2.mp3");
  }
}

package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.ffmpeg.Loudness;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Whatever is sent in is played right, or refused in words and kept; and all else goes on. */
@Integration
class HostileAudioRouteTest {
  private static final String SLOT = "20260610_1410_";
  private static final String AUDIO = "mp3-128k-44100-2.mp3";

  @TempDir Path home;
  @TempDir Path files;
  private Station station;

  @AfterEach
  void stop() {
    if (station != null) {
      station.close();
    }
  }

  /** What comes in, and how long it plays in seconds, or the words with which it is refused. */
  private record Row(String name, Path file, int seconds, String reason) {}

  @Test
  void eachFileIsPlayedRightOrRefusedInWordsAndTheOthersGoOn() throws Exception {
    List<Row> good = playable();
    List<Row> bad = unplayable();
    startLevelling(Clock.systemUTC(), 1);
    for (int i = 0; i < Math.max(good.size(), bad.size()); i++) {
      for (List<Row> rows : List.of(bad, good)) {
        if (i < rows.size()) {
          station.send(rows.get(i).file, SLOT + rows.get(i).name);
        }
      }
    }
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(station.names("ready").size() * 2 + station.names("rejected").size())
                    .as("ready %s, rejected %s", station.names("ready"), station.names("rejected"))
                    .isEqualTo(2 * good.size() + 2 * bad.size()));
    assertThat(good).allSatisfy(this::isReady);
    assertThat(bad).allSatisfy(this::isRejected);
    assertThat(station.deadLetters()).isEmpty();
    assertThat(station.names("work")).as("left on the bench").isEmpty();
  }

  @Test
  void theEarlierEditionPlaysInTheSlotOfARefusedFile() throws Exception {
    MovableClock clock = MovableClock.runningFromAMinute();
    Instant minute = clock.minute();
    Files.writeString(
        home.resolve("schedule.csv"),
        "%s,%s,jazz\n".formatted(minute, minute.plus(Duration.ofMinutes(1))));
    try (SourceProbe probe = SourceProbe.start()) {
      startLevelling(clock, probe.port());
      station.send(encrypted(), Station.stamp(minute) + "_jazz.mp4");
      station.send(Tone.mp3(files.resolve("old.mp3"), 2, 440), SLOT + "jazz.mp3");
      station.awaitReady(1);
      Awaitility.await("refused").until(() -> station.names("rejected").size() == 2);
      clock.stepTo(minute.minusSeconds(6));
      assertThat("" + station.awaitAsRun(1).get(0))
          .contains(SLOT + "jazz.mp3", "PLAYED", "there is no '");
    }
  }

  @Test
  void aHalfThatIsRefusedLeavesTheOtherPreparedAlone() throws Exception {
    startLevelling(Clock.systemUTC(), 1);
    station.send(Tone.mp3(files.resolve("b.mp3"), 2, 440), "20260610_1430_second.mp3");
    station.awaitReady(1);
    station.send(withoutDecoder(), "20260610_1400_first.mka");
    Awaitility.await("the first is refused").until(() -> station.names("rejected").size() == 2);
    station.awaitReady(1);
    assertThat(programme("second").sources()).containsExactly("20260610_1430_second.mp3");
    assertThat(station.names("inbox")).containsExactly("20260610_1430_second.mp3");
  }

  private List<Row> playable() throws IOException {
    Path mp3 = Tone.mp3(files.resolve("a.mp3"), 3, 440);
    Path video = files.resolve("video.mp4");
    Tone.ffmpeg(
        List.of(
            "-f",
            "lavfi",
            "-i",
            "testsrc=d=3:s=160x120",
            "-i",
            "" + mp3,
            "-c:a",
            "aac",
            "" + video));
    Path flac = Tone.file(files.resolve("a.flac"), 3, 440);
    Path piped = Files.write(files.resolve("piped.flac"), withoutLength(flac));
    Path browser = Tone.file(files.resolve("b.webm"), 3, 440, "-f", "webm", "-live", "1");
    return List.of(
        plays("piped.flac", piped, 3),
        plays("browser.webm", browser, 3),
        plays("channels-20.wav", wav(20, 44_100, 3, 0), 3),
        plays("channels-6.wav", wav(6, 44_100, 3, 0), 3),
        plays("rate-8000.wav", wav(1, 8_000, 3, 0), 3),
        plays("rate-192000.wav", wav(2, 192_000, 3, 0), 3),
        plays("one-second.mp3", Tone.mp3(files.resolve("one.mp3"), 1, 440), 1),
        plays("video.mp4", video, 3),
        plays("video-called.mp3", video, 3),
        plays("words.mp3", withTags(mp3, 20_000_000), 3),
        plays("after.mp3", mp3, 3));
  }

  private List<Row> unplayable() throws IOException {
    byte[] mp4 = Files.readAllBytes(aac());
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    Path mute = files.resolve("mute.mp4");
    Tone.ffmpeg(List.of("-f", "lavfi", "-i", "testsrc=d=1:s=160x120", "" + mute));
    return List.of(
        refused("no-samples.wav", wav(2, 44_100, 0, 0), "no audio"),
        refused("no-bytes.mp3", Files.createFile(files.resolve("empty")), "is empty"),
        refused("noise.mp3", Files.write(files.resolve("noise"), noise), "cannot be played"),
        refused(
            "cut.mp4",
            Files.write(files.resolve("cut"), Arrays.copyOf(mp4, mp4.length / 2)),
            "cannot be played"),
        refused("encrypted.mp4", encrypted(), "cannot be decoded"),
        refused("no-decoder.mka", withoutDecoder(), "has no decoder"),
        refused("mute.mp4", mute, "no audio"),
        refused("no-numbers.wav", wav(2, 44_100, 3, Float.NaN), "no numbers"),
        refused("infinite.wav", wav(2, 44_100, 3, Float.POSITIVE_INFINITY), "no numbers"));
  }

  private static Row plays(String name, Path file, int seconds) {
    return new Row(name, file, seconds, null);
  }

  private static Row refused(String name, Path file, String reason) {
    return new Row(name, file, 0, reason);
  }

  private void isReady(Row row) throws IOException {
    PreparedProgramme programme = programme(row.name);
    Path audio = programme.folder().resolve(AUDIO);
    assertThat(Tone.complaints(audio)).as("complaints of %s", row.name).isEmpty();
    assertThat(programme.length())
        .as("length of %s", row.name)
        .isBetween(
            Duration.ofMillis(1000L * row.seconds - 60),
            Duration.ofMillis(1000L * row.seconds + 110));
    assertThat(Loudness.parse(measured(audio), "ebur128@r").orElseThrow().integrated())
        .as("loudness of %s", row.name)
        .isBetween(-16.6, -15.4);
    assertThat(Files.size(audio)).as("bytes of %s", row.name).isLessThan(70_000);
  }

  private void isRejected(Row row) throws IOException {
    Path kept = home.resolve("rejected").resolve(SLOT + row.name);
    assertThat(kept).as(row.name + ", the original").hasSameBinaryContentAs(row.file);
    assertThat(Files.readString(Path.of(kept + ".txt")))
        .as("why %s is refused", row.name)
        .contains(SLOT + row.name, row.reason, "upload it again");
  }

  private PreparedProgramme programme(String name) {
    return station.ready().stream()
        .filter(programme -> programme.name().contains(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " among " + station.names("ready")));
  }

  private void startLevelling(Clock clock, int port) throws Exception {
    station =
        new Station(home)
            .with(clock)
            .with("playout.port", "" + port)
            .with("prepare.parallel", "2")
            .without("prepare.loudness")
            .start();
  }

  private static String measured(Path audio) {
    return Tone.ffmpeg(
        List.of(
            "-v",
            "info",
            "-i",
            "" + audio,
            "-af",
            "ebur128@r=peak=true:framelog=verbose",
            "-f",
            "null",
            "-"));
  }

  /** Floating-point samples of a tone on every channel, half of them replaced by an odd value. */
  private Path wav(int channels, int rate, int seconds, float odd) throws IOException {
    int samples = rate * seconds;
    ByteBuffer wav =
        ByteBuffer.allocate(44 + samples * channels * 4).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(wav.capacity() - 8);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 3);
    wav.putShort((short) channels).putInt(rate).putInt(rate * channels * 4);
    wav.putShort((short) (channels * 4)).putShort((short) 32);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(wav.remaining() - 4);
    for (int i = 0; i < samples; i++) {
      float tone = (float) (0.1 * Math.sin(2 * Math.PI * 440 * i / rate));
      for (int channel = 0; channel < channels; channel++) {
        wav.putFloat(odd != 0 && i > samples / 2 ? odd : tone);
      }
    }
    return Files.write(Files.createTempFile(files, "", ".wav"), wav.array());
  }

  private Path aac() {
    return Tone.file(files.resolve("aac.mp4"), 3, 440, "-c:a", "aac");
  }

  /** As shops sell it: a sound container, whose frames only their own player can decipher. */
  private Path encrypted() {
    return Tone.file(
        files.resolve("encrypted.mp4"),
        3,
        440,
        "-c:a",
        "aac",
        "-encryption_scheme",
        "cenc-aes-ctr",
        "-encryption_key",
        "76a6c65c5ea762046bd749a2e632ccbb",
        "-encryption_kid",
        "a7e61c373e219033c21091fa607bf3b8");
  }

  /** AC-4, which ffmpeg can name and not decode. */
  private Path withoutDecoder() throws IOException {
    Path whole = Tone.file(files.resolve("ac3.mka"), 2, 440, "-c:a", "ac3");
    String text = new String(Files.readAllBytes(whole), StandardCharsets.ISO_8859_1);
    return Files.write(
        files.resolve("ac4.mka"),
        text.replaceFirst("A_AC3", "A_AC4").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A FLAC file as it comes out of a pipe: its header gives no number of samples. */
  private static byte[] withoutLength(Path flac) throws IOException {
    byte[] bytes = Files.readAllBytes(flac);
    bytes[21] &= (byte) 0xf0;
    Arrays.fill(bytes, 22, 26, (byte) 0);
    return bytes;
  }

  private Path withTags(Path mp3, int bytes) throws IOException {
    byte[] text = "[error] evil\n".repeat(bytes / 13).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer tags = ByteBuffer.allocate(25 + text.length);
    tags.put(new byte[] {'I', 'D', '3', 4, 0, 0}).put(syncSafe(15 + text.length));
    tags.put("COMM".getBytes(StandardCharsets.US_ASCII)).put(syncSafe(5 + text.length));
    tags.put(new byte[] {0, 0, 3, 'e', 'n', 'g', 0}).put(text);
    Path tagged = Files.write(files.resolve("tagged.mp3"), tags.array());
    return Files.write(tagged, Files.readAllBytes(mp3), StandardOpenOption.APPEND);
  }

  private static byte[] syncSafe(int number) {
    return new byte[] {
      (byte) (number >> 21 & 127),
      (byte) (number >> 14 & 127),
      (byte) (number >> 7 & 127),
      (byte) (number & 127)
    };
  }
}

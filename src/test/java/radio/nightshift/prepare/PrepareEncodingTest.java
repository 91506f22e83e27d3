package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static radio.nightshift.prepare.OneUpload.SLOT;
import static radio.nightshift.prepare.OneUpload.prepared;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** When audio passes as it is and when it is encoded, and what for each mount comes of it. */
@Integration
class PrepareEncodingTest {
  @TempDir Path files;
  @RegisterExtension final Station station = new Station();

  @Test
  void audioThatTheMountCarriesPassesUnchangedAtAnyBitrate() throws Exception {
    Path source = Tone.file(files.resolve("a.mp3"), 3, 440, "-b:a", "192k", "-ar", "44100");
    PreparedProgramme ready = prepared(station, source, SLOT + "a.mp3");
    Path bare = files.resolve("bare.mp3");
    Tone.ffmpeg(
        List.of(
            "-i", "" + source, "-c", "copy", "-write_xing", "0", "-id3v2_version", "0", "" + bare));
    assertThat(audio(ready)).hasSameBinaryContentAs(bare);
  }

  @Test
  void otherAudioIsEncodedToTheMountsFormat() throws Exception {
    Path source = Tone.file(files.resolve("a.wav"), 3, 440, "-ar", "48000");
    PreparedProgramme ready = prepared(station, source, SLOT + "a.mp3");
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
    PreparedProgramme ready =
        prepared(station, Files.write(files.resolve("b.mp3"), bad), SLOT + "b.mp3");
    assertThat(Tone.complaints(audio(ready))).isEmpty();
    assertThat(ready.length()).isBetween(Duration.ofMillis(3700), Duration.ofMillis(4100));
  }

  @Test
  void framesThatWouldBeCopiedButDoNotDecodeAreEncodedInstead() throws Exception {
    byte[] frames = Files.readAllBytes(bare());
    int at = 0;
    for (int i = 0; i < 60; i++) {
      // Each is 417 bytes long, and one more if it is padded.
      int length = 417 + (frames[at + 2] >> 1 & 1);
      if (i >= 30) {
        Arrays.fill(frames, at + 4, at + 36, (byte) 0xF5);
      }
      at += length;
    }
    Path source = Files.write(files.resolve("b.mp3"), frames);
    assertThat(Tone.complaints(source)).contains("Error while decoding");
    PreparedProgramme ready = prepared(station, source, SLOT + "b.mp3");
    assertThat(ready.note()).contains("encoded again");
    assertThat(Tone.complaints(audio(ready))).isEmpty();
    assertThat(ready.length()).isBetween(Duration.ofMillis(2900), Duration.ofMillis(4100));
  }

  private Path bare() {
    return Tone.file(
        files.resolve("a.mp3"),
        4,
        440,
        "-b:a",
        "128k",
        "-reservoir",
        "0",
        "-write_xing",
        "0",
        "-id3v2_version",
        "0");
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
    PreparedProgramme ready = prepared(station, tagged, SLOT + "tagged.mp3");
    assertThat(ready.title()).isEqualTo("Duo - Nice");
    assertThat(Files.size(audio(ready))).isLessThan(60_000);
  }

  @Test
  void aWavFileNamedMp3IsPlayedForWhatItIs() throws Exception {
    Path source = Tone.file(files.resolve("a.wav"), 3, 440);
    assertThat(prepared(station, source, SLOT + "a.mp3").length())
        .isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void framesInAContainerOfAnotherKindAreEncodedInstead() throws Exception {
    station.with("playout.format", "aac").start();
    Path m4a = Tone.file(files.resolve("a.m4a"), 3, 440, "-c:a", "aac", "-ar", "44100");
    station.send(m4a, SLOT + "a.m4a");
    station.awaitReady(1);
  }

  @Test
  void severalEncodingsAreMadeInOneRun() throws Exception {
    station
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
    station.with("playout.mount", "/live.opus").with("playout.format", "opus").start();
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

  private static Path audio(PreparedProgramme programme) {
    return programme.folder().resolve("mp3-128k-44100-2.mp3");
  }
}

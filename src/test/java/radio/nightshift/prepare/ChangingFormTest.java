package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static radio.nightshift.prepare.OneUpload.joined;
import static radio.nightshift.prepare.OneUpload.made;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.ffmpeg.Loudness;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.InnerNames;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Recordings that change within themselves: channels, sample rate, links, gaps of time. */
@Integration
class ChangingFormTest {
  private static final String BARE = " -write_xing 0 -id3v2_version 0";

  @TempDir Path files;

  @RegisterExtension
  final Station station =
      new Station()
          .with("playout.mounts", "opus")
          .with("playout.opus.mount", "/live.opus")
          .with("playout.opus.format", "opus")
          .with("playout.opus.sample-rate", "48000");

  @Test
  void allOfItIsHeardOnEveryMountAndLevelled() throws Exception {
    Map<String, Path> uploads = new LinkedHashMap<>();
    uploads.put("channels.mp3", joined(files.resolve("c.mp3"), stereo(8, 300), mono(6, 1500)));
    uploads.put(
        "there-and-back.mp3",
        joined(files.resolve("t.mp3"), stereo(5, 300), mono(3, 900), stereo(6, 1500)));
    uploads.put(
        "rate.mp3", joined(files.resolve("r.mp3"), rate(7, 300, 44_100), rate(7, 1500, 48_000)));
    uploads.put("surround.ac3", joined(files.resolve("s.ac3"), surround(7, 300), ac3(7, 1500)));
    uploads.put(
        "links.opus", joined(files.resolve("l.opus"), opus(5, 300), opus(4, 900), opus(5, 1500)));
    station.without("prepare.loudness");
    Map<String, PreparedProgramme> ready = OneUpload.prepared(station, uploads);
    for (Map.Entry<String, PreparedProgramme> one : ready.entrySet()) {
      for (String name : List.of(InnerNames.MP3, InnerNames.OPUS)) {
        Path audio = one.getValue().folder().resolve(name);
        String what = one.getKey() + " as " + name + ": " + one.getValue().note();
        Waveform heard = Waveform.of(audio);
        assertThat(heard.seconds()).as(what).isCloseTo(14, within(0.3));
        assertThat(heard.hertz(1, 4)).as("beginning of " + what).isCloseTo(300, within(10.0));
        assertThat(heard.hertz(10, 13)).as("end of " + what).isCloseTo(1500, within(20.0));
        assertThat(integrated(audio)).as("loudness of " + what).isCloseTo(-16, within(1.0));
      }
      assertThat(one.getValue().note())
          .as("findings in " + one.getKey())
          .doesNotContain("damaged", "announces", "upload it again");
    }
  }

  @Test
  void aGapInItsTimeStampsIsSilentAndMovesNothing() throws Exception {
    Path whole =
        made(
            files.resolve("w.webm"),
            "-f lavfi -i aevalsrc=0.3*sin(2*PI*(300+100*floor(t/5))*t):s=48000:d=15 -c:a libopus -b:a 64k");
    Path gap = files.resolve("gap.webm");
    Tone.ffmpeg(
        List.of(
            "-i",
            "" + whole,
            "-c",
            "copy",
            "-bsf:a",
            "noise=drop='between(pts*tb,5,10)':amount=0",
            "" + gap));
    PreparedProgramme ready = OneUpload.prepared(station, Map.of("gap.webm", gap)).get("gap.webm");
    Waveform heard = Waveform.of(ready.folder().resolve(InnerNames.MP3));
    assertThat(heard.seconds()).isCloseTo(15, within(0.1));
    assertThat(heard.level(5.1, 9.9)).as("in the gap").isLessThan(0.001);
    assertThat(heard.hertz(11, 14)).as("behind it").isCloseTo(500, within(5.0));
    assertThat(ready.note()).doesNotContain("announces", "can be decoded");
  }

  @Test
  void linksAreNotCopiedThoughTheMountIsOfTheirKind() throws Exception {
    Path links = joined(files.resolve("l.opus"), opus(2, 300), opus(3, 900), opus(4, 1500));
    PreparedProgramme ready =
        OneUpload.prepared(station, Map.of("links.opus", links)).get("links.opus");
    Waveform heard = Waveform.of(ready.folder().resolve(InnerNames.OPUS));
    assertThat(heard.seconds()).isCloseTo(9, within(0.1));
    assertThat(heard.hertz(6, 8)).isCloseTo(1500, within(10.0));
  }

  /**
   * Each frame is of another form than the one before it, and ffmpeg's resampler loses a third of a
   * millisecond at each change.
   */
  @Test
  void ofTenThousandChangesNearlyAllIsHeardAndTheLossIsReported() throws Exception {
    byte[] stereo = frame(2, 128_000);
    byte[] mono = frame(1, 64_000);
    try (OutputStream out = Files.newOutputStream(files.resolve("changes.mp3"))) {
      for (int i = 0; i < 10_000; i++) {
        out.write(i % 2 == 0 ? stereo : mono);
      }
    }
    PreparedProgramme ready =
        OneUpload.prepared(station, Map.of("changes.mp3", files.resolve("changes.mp3")))
            .get("changes.mp3");
    Waveform heard = Waveform.of(ready.folder().resolve(InnerNames.MP3));
    assertThat(heard.seconds()).isCloseTo(10_000 * 1152 / 44_100.0, within(5.0));
    assertThat(heard.level(250, 255)).as("its end").isGreaterThan(0.01);
    assertThat(ready.note()).contains("Only 4:17 of its 4:21 minutes");
  }

  /** One MP3 frame of a tone, which does not need those around it. */
  private byte[] frame(int channels, int bitrate) throws IOException {
    byte[] bytes =
        Files.readAllBytes(
            made(
                files.resolve(channels + ".mp3"),
                "-f lavfi -i sine=f=300:r=44100:d=2 -ac %d -b:a %d -reservoir 0 %s"
                    .formatted(channels, bitrate, BARE)));
    int length = 144 * bitrate / 44_100;
    int from = 0;
    for (int i = 0; i < 20; i++) {
      from += length + (bytes[from + 2] >> 1 & 1);
    }
    return Arrays.copyOfRange(bytes, from, from + length + (bytes[from + 2] >> 1 & 1));
  }

  private static double integrated(Path audio) {
    String printed =
        Tone.ffmpeg(
            List.of(
                "-v",
                "info",
                "-i",
                "" + audio,
                "-af",
                "ebur128@r=framelog=verbose",
                "-f",
                "null",
                "-"));
    return Loudness.parse(printed, "ebur128@r").orElseThrow().integrated();
  }

  private Path stereo(int seconds, int hertz) {
    return source(
        "stereo",
        "0.5*sin(2*PI*H*t)|0.5*sin(2*PI*H*t):s=44100",
        seconds,
        hertz,
        "mp3",
        "-b:a 128k");
  }

  private Path mono(int seconds, int hertz) {
    return source("mono", "0.02*sin(2*PI*H*t):s=44100", seconds, hertz, "mp3", "-b:a 64k");
  }

  private Path rate(int seconds, int hertz, int rate) {
    return source(
        "rate" + rate,
        "0.3*sin(2*PI*H*t)|0.3*sin(2*PI*H*t):s=" + rate,
        seconds,
        hertz,
        "mp3",
        "-b:a 128k" + BARE);
  }

  private Path surround(int seconds, int hertz) {
    return source(
        "surround",
        "0.3*sin(2*PI*H*t)|0.3*sin(2*PI*H*t)|0|0|0|0:c=5.1:s=48000",
        seconds,
        hertz,
        "ac3",
        "-c:a ac3");
  }

  private Path ac3(int seconds, int hertz) {
    return source(
        "two", "0.05*sin(2*PI*H*t)|0.05*sin(2*PI*H*t):s=48000", seconds, hertz, "ac3", "-c:a ac3");
  }

  private Path opus(int seconds, int hertz) {
    return source(
        "link",
        "0.3*sin(2*PI*H*t)|0.3*sin(2*PI*H*t):s=48000",
        seconds,
        hertz,
        "opus",
        "-c:a libopus -b:a 96k");
  }

  private Path source(
      String name, String wave, int seconds, int hertz, String extension, String encoding) {
    return made(
        files.resolve("%s-%d-%d.%s".formatted(name, seconds, hertz, extension)),
        "-f lavfi -i aevalsrc=%s:d=%d %s"
            .formatted(wave.replace("H", "" + hertz), seconds, encoding));
  }
}

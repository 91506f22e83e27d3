package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static radio.nightshift.prepare.OneUpload.made;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.InnerNames;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;

/** Which of several tracks plays, and what becomes of channels that are not ordinary stereo. */
@Integration
class TracksAndChannelsTest {
  private static final String TWO =
      "-f lavfi -i sine=f=300:d=4 -f lavfi -i sine=f=1500:d=4 -map 0 -map 1 ";
  private static final String MONO = "mp3-64k-44100-1.mp3";

  @TempDir Path files;

  @RegisterExtension
  final Station station =
      new Station()
          .without("prepare.loudness")
          .with("playout.mounts", "low")
          .with("playout.low.mount", "/low.mp3")
          .with("playout.low.bitrate", "64")
          .with("playout.low.channels", "1");

  @Test
  void theTrackThatIsMeantPlaysAndAChoiceIsReported() throws Exception {
    Map<String, Path> uploads = new LinkedHashMap<>();
    uploads.put(
        "described.mp4",
        made(
            files.resolve("d.mp4"),
            TWO + "-c:a aac -ac 2 -disposition:a:0 visual_impaired -disposition:a:1 default"));
    uploads.put(
        "default.mkv",
        made(
            files.resolve("m.mkv"),
            TWO + "-c:a aac -ac 2 -disposition:a:0 0 -disposition:a:1 default"));
    uploads.put("microphones.m4a", made(files.resolve("two.m4a"), TWO + "-c:a aac"));
    Path known = made(files.resolve("k.mka"), TWO + "-c:a:0 ac3 -c:a:1 aac");
    byte[] bytes = Files.readAllBytes(known);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    uploads.put(
        "no-decoder.mka",
        Files.write(
            files.resolve("n.mka"),
            text.replace("A_AC3", "A_AC4").getBytes(StandardCharsets.ISO_8859_1)));
    Map<String, PreparedProgramme> ready = OneUpload.prepared(station, uploads);
    for (String second : new String[] {"described.mp4", "default.mkv", "no-decoder.mka"}) {
      assertThat(heard(ready.get(second), InnerNames.MP3).hertz(1, 3))
          .as(second)
          .isCloseTo(1500, within(10.0));
      assertThat(ready.get(second).note()).as(second).contains("Of its 2 tracks number 2 plays");
    }
    assertThat(ready.get("microphones.m4a").note()).contains("2 tracks of one channel each");
    assertThat(heard(ready.get("microphones.m4a"), InnerNames.MP3).hertz(1, 3))
        .as("both")
        .isGreaterThan(350);
  }

  @Test
  void ofTwoHundredTracksTheFirstPlays() throws Exception {
    StringBuilder maps = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      maps.append(i == 0 ? " -map 0" : " -map 1");
    }
    Path many =
        made(
            files.resolve("many.mka"),
            "-f lavfi -i sine=f=300:d=4 -f lavfi -i sine=f=1500:d=4 %s -c:a pcm_s16le -ac 2"
                .formatted(maps));
    PreparedProgramme ready = OneUpload.prepared(station, Map.of("many.mka", many)).get("many.mka");
    assertThat(heard(ready, InnerNames.MP3).hertz(1, 3)).isCloseTo(300, within(5.0));
    assertThat(ready.note()).contains("Of its 200 tracks number 1 plays");
  }

  @Test
  void whatCancelsOutIsReportedAndAMonoMountGetsOneChannel() throws Exception {
    Map<String, Path> uploads = new LinkedHashMap<>();
    uploads.put("inverted.wav", wave("i.wav", "0.3*sin(600*PI*t)|-0.3*sin(600*PI*t)"));
    uploads.put(
        "nearly.wav",
        wave("n.wav", "0.3*sin(600*PI*t)+0.001*random(0)|-0.3*sin(600*PI*t)+0.001*random(1)"));
    uploads.put("one-side.wav", wave("o.wav", "0.3*sin(600*PI*t)|0"));
    uploads.put(
        "sound.wav",
        wave("s.wav", "0.3*sin(600*PI*t)+0.1*random(0)|0.3*sin(600*PI*t)+0.1*random(1)"));
    Map<String, PreparedProgramme> ready = OneUpload.prepared(station, uploads);
    for (String inverted : new String[] {"inverted.wav", "nearly.wav"}) {
      assertThat(ready.get(inverted).note())
          .as(inverted)
          .contains("cancel each other out", "Mono mounts get the left channel")
          .doesNotContain("silent");
      assertThat(heard(ready.get(inverted), MONO).hertz(1, 3))
          .as(inverted)
          .isCloseTo(300, within(5.0));
    }
    assertThat(ready.get("one-side.wav").note())
        .isEqualTo("It is to be heard on the left only; the other channel is silent.");
    assertThat(ready.get("sound.wav").note()).isEmpty();
  }

  @Test
  void channelsOfWhichNothingIsKnownAreAllHeard() throws Exception {
    Path six =
        made(
            files.resolve("six.wav"),
            "-f lavfi -i aevalsrc=0|0|0|0.3*sin(1800*PI*t)|0|0:s=48000:d=4:c=hexagonal -bitexact");
    byte[] bytes = Files.readAllBytes(six);
    // The mask of an extensible header: none is set.
    bytes[40] = 0;
    bytes[41] = 0;
    PreparedProgramme ready =
        OneUpload.prepared(station, Map.of("six.wav", Files.write(six, bytes))).get("six.wav");
    assertThat(heard(ready, InnerNames.MP3).hertz(1, 3))
        .as("the fourth")
        .isCloseTo(900, within(10.0));
    assertThat(ready.note()).contains("Nothing says what its 6 channels are");
  }

  private Path wave(String name, String expression) {
    return made(files.resolve(name), "-f lavfi -i aevalsrc=%s:s=44100:d=4".formatted(expression));
  }

  private static Waveform heard(PreparedProgramme programme, String name) throws Exception {
    return Waveform.of(programme.folder().resolve(name));
  }
}

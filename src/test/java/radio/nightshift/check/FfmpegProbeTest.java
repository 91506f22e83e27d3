package radio.nightshift.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.check.FfmpegProbe.Kind;
import radio.nightshift.check.FfmpegProbe.Need;
import radio.nightshift.support.Integration;

/** The ffmpeg of this machine. */
@Integration
class FfmpegProbeTest {
  @Test
  void whatItHasIsNamedOnce() throws Exception {
    FfmpegProbe probe =
        new FfmpegProbe(
            List.of(
                new Need(Kind.ENCODER, "libmp3lame", "playout.format"),
                new Need(Kind.ENCODER, "libmp3lame", "playout.second.format"),
                new Need(Kind.MUXER, "hls", "loop.demo.destination"),
                new Need(Kind.PROTOCOL, "udp", "loop.demo.destination")));
    assertThat(probe.ffmpeg())
        .startsWith("ffmpeg version ")
        .endsWith(", with hls, libmp3lame, udp");
  }

  @Test
  void ofOneThatNeedsNothingTheVersionIsEnough() throws Exception {
    assertThat(new FfmpegProbe(List.of()).ffmpeg())
        .startsWith("ffmpeg version ")
        .doesNotContain(", with");
    assertThat(new FfmpegProbe(List.of()).ffprobe()).startsWith("ffprobe version ");
  }

  @ParameterizedTest
  @CsvSource({
    "ENCODER, libx26, 'encoder libx26'",
    "ENCODER, video, 'encoder video'",
    "MUXER, mpegtss, 'muxer mpegtss'",
    "MUXER, MPEG-TS, 'muxer MPEG-TS'",
    "PROTOCOL, sr, 'protocol sr'"
  })
  void whatItLacksIsTroubleWithTheSetting(Kind kind, String name, String words) {
    FfmpegProbe probe =
        new FfmpegProbe(
            List.of(
                new Need(Kind.ENCODER, "aac", "loop.demo.codec"),
                new Need(kind, name, "loop.demo.destination")));
    assertThatThrownBy(probe::ffmpeg)
        .isInstanceOf(Trouble.class)
        .hasMessageEndingWith(
            " has no %s, which loop.demo.destination needs; install a full ffmpeg.", words);
  }
}

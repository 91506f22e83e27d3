package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;

/** What the settings of channels cannot be. */
@Integration
class LoopSettingsTest {
  @TempDir Path folder;

  @Test
  void whatASettingCannotBeStopsTheStart() {
    assertThat(refusal("loop.demo.destination", "tcp://127.0.0.1:1"))
        .contains("loop.demo.destination is 'tcp://127.0.0.1:1'; give rtp://HOST:PORT");
    assertThat(refusal("loop.demo.destination", "rtp://127.0.0.1:99999"))
        .contains("a port from 1 to 65535");
    assertThat(refusal("loop.demo.destination", "srt://h:1?passphrase=geheim12345"))
        .contains("loop.demo.passphrase")
        .doesNotContain("geheim");
    assertThat(refusal("loop.demo.destination", "srt://h:1?mode=rendezvous")).contains("caller");
    assertThat(refusal("loop.demo.passphrase", "short", "loop.demo.destination", "srt://h:1"))
        .contains("10 to 79")
        .doesNotContain("short");
    assertThat(refusal("loop.demo.source", "ftp://h/clip.mp4")).contains("loop.demo.source");
    assertThat(refusal("loop.demo.source", "https://me:secret@h/clip.mp4"))
        .doesNotContain("secret");
    assertThat(refusal("loop.demo.size", "1921x1080")).contains("even numbers");
    assertThat(refusal("loop.demo.video-bitrate", "10 Mbit")).contains("such as 96k or 10M");
    assertThat(refusal("loop.demo.codec", "av1")).contains("auto, copy, encode");
    assertThat(refusal("loop.channels", "disk")).contains("name channels by");
    assertThat(
            refusal(
                "loop.channels", "demo,two",
                "loop.two.source", "/a.mp4",
                "loop.two.destination", "rtp://127.0.0.1:5004"))
        .contains("loop.demo.destination and loop.two.destination are both");
  }

  private String refusal(String... settings) {
    Station other = new Station(folder.resolve("other"));
    try {
      other
          .with("playout.enabled", "false")
          .with("loop.channels", "demo")
          .with("loop.demo.source", "/a.mp4")
          .with("loop.demo.destination", "rtp://127.0.0.1:5004")
          .start(settings);
      return "nothing was refused";
    } catch (Exception refused) {
      return messages(refused);
    } finally {
      other.close();
    }
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      all.append(one.getMessage()).append('\n');
    }
    return all.toString();
  }
}

package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;

/** What a browser and a web server have of a channel's HLS folder. */
@Integration
class HlsInBrowserIT {
  private static final double TURN = 8;

  @RegisterExtension final PackagedStation station = new PackagedStation();
  @TempDir Path folder;

  private Path list() {
    return folder.resolve("hls/index.m3u8");
  }

  private Run start() throws Exception {
    return station
        .with("playout.enabled", "false")
        .with("loop.channels", "demo")
        .with("loop.demo.source", "" + CountedClip.make(folder.resolve("clip.mp4")))
        .with("loop.demo.destination", "hls:" + list().getParent())
        .start();
  }

  @Test
  void aBrowserPlaysThreeTurnsWithoutAStall() throws Exception {
    Path chromium = HlsPlayer.chromium();
    if (System.getenv("CI") == null) {
      assumeThat(chromium)
          .as("NOT TESTED: there is no Chromium; apt-get install chromium-headless-shell")
          .isNotNull();
    }
    assertThat(chromium).as("Chromium, which .ci/run installs").isNotNull();
    Run run = start();
    // It begins three segments before the end; the channel's first one begins with sound alone.
    await("five segments").until(() -> Files.exists(list()) && sequence().size() >= 5);
    assertThat(Files.readString(list())).doesNotContain("EXT-X-DISCONTINUITY");
    try (HlsPlayer player = new HlsPlayer(chromium, list().getParent())) {
      await("three turns in a browser").until(() -> player.played() > 3 * TURN + 1);
      System.out.printf("%s; longest pause %.2f s%n", player.report(), player.longestPause());
      assertThat(list("errors", player)).as("errors of hls.js").isEmpty();
      assertThat(list("stalls", player)).as("where it has stalled\n" + run.said()).isEmpty();
      assertThat(list("continuities", player)).as("discontinuity sequences").hasSize(1);
      assertThat(player.report().getInteger("frames"))
          .as("pictures shown, of 25 a second: " + player.said())
          .isGreaterThan((int) (3 * TURN * 25));
    }
    assertThat(Files.readString(list())).doesNotContain("EXT-X-DISCONTINUITY");
  }

  private static List<?> list(String name, HlsPlayer player) {
    return (List<?>) player.report().get(name);
  }

  @Test
  void segmentsComeAndGoWithoutADiscontinuity() throws Exception {
    start();
    await("a playlist").until(() -> Files.exists(list()) && first() >= 0);
    await("the first segment is deleted").until(() -> !files().contains("demo-0.ts"));
    assertThat(first()).as("media sequence").isGreaterThan(3);
    assertThat(sequence()).as("segments listed").hasSizeBetween(6, 7);
    String text = Files.readString(list());
    assertThat(text)
        .as("a list that plays on")
        .doesNotContain("EXT-X-DISCONTINUITY", "EXT-X-ENDLIST")
        .contains("#EXT-X-TARGETDURATION:4");
    assertThat(sequence()).as("listed in turn").isSorted().doesNotHaveDuplicates();
    // Six are listed, and some more kept for those who still load them.
    assertThat(files()).as("files").hasSizeBetween(8, 13);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(list().getParent())) {
      return files.map(one -> "" + one.getFileName()).sorted().toList();
    }
  }

  /** The media sequence of the list; -1 without one. */
  private long first() throws IOException {
    return Files.readAllLines(list()).stream()
        .filter(line -> line.startsWith("#EXT-X-MEDIA-SEQUENCE:"))
        .mapToLong(line -> Long.parseLong(line.replaceFirst(".*:", "")))
        .findFirst()
        .orElse(-1);
  }

  /** The numbers of the segments that are listed. */
  private List<Long> sequence() throws IOException {
    return Files.readAllLines(list()).stream()
        .filter(line -> line.startsWith("demo-"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .toList();
  }
}

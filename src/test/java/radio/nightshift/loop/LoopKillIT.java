package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.loop.CountedClip.Counted;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;
import radio.nightshift.support.Patience;

/** What a stop and a kill do to the live channels of the packaged station. */
@Integration
class LoopKillIT {
  private static final double NEAR = 0.5;

  /** It takes half a second; programs that have not ended are given up after ten. */
  private static final Duration HANGS_AT_A_STOP = Duration.ofSeconds(10);

  private static final Pattern SEGMENT = Pattern.compile("demo-(\\d+)\\.ts");

  @RegisterExtension final PackagedStation station = new PackagedStation();
  @TempDir Path folder;
  private StreamListener listener;
  private ChannelProcesses programs;
  private Path timeline;
  private Path hls;

  @BeforeEach
  void settings() throws Exception {
    listener = new StreamListener();
    hls = folder.resolve("hls");
    programs = new ChannelProcesses(station.home().folder());
    timeline = station.home().path("loop", "demo", Wants.TRANSPORT + ".timeline");
    station
        .with("playout.enabled", "false")
        .with("loop.channels", "demo")
        .with("loop.demo.source", "" + CountedClip.make(folder.resolve("clip.mp4")))
        .with("loop.demo.destination", listener.destination() + ", hls:" + hls);
  }

  @AfterEach
  void close() {
    listener.close();
  }

  private void awaitPackets(long count) {
    await("packets of the channel").until(() -> listener.packets() > count);
  }

  /** The number of the latest segment that is listed; -1 if there is none. */
  private long latest() throws IOException {
    Path list = hls.resolve("index.m3u8");
    return !Files.exists(list)
        ? -1
        : SEGMENT
            .matcher(Files.readString(list))
            .results()
            .mapToLong(one -> Long.parseLong(one.group(1)))
            .max()
            .orElse(-1);
  }

  /** How far a segment's end is ahead of the clock at the time when it was written. */
  private double ahead(long number) throws Exception {
    Path segment = hls.resolve("demo-%d.ts".formatted(number));
    List<Counted> pictures = CountedClip.pictures(segment);
    double last = pictures.get(pictures.size() - 1).position();
    return CountedClip.ahead(
        last, CountedClip.due(timeline, Files.getLastModifiedTime(segment).toInstant()));
  }

  @Test
  void segmentsGoOnWhereTheyShouldBeAfterTheirFfmpegWasKilled() throws Exception {
    station.start();
    await("segments").until(() -> latest() >= 1);
    System.out.printf("HLS position before a kill, ahead of the clock: %.2f s%n", ahead(latest()));
    for (int kill = 0; kill < 3; kill++) {
      ProcessHandle ffmpeg = programs.only("index.m3u8");
      long before = latest();
      long packets = listener.packets();
      Instant killed = Instant.now();
      ffmpeg.destroyForcibly();
      long asked = System.nanoTime();
      await("segments being written again")
          .atMost(Duration.ofSeconds(25))
          .until(() -> isWriting(killed));
      report("HLS is written again after kill -9 of ffmpeg", asked);
      await("the segment after").until(() -> latest() >= before + 2);
      double ahead = ahead(before + 2);
      System.out.printf("HLS position after a kill, ahead of the clock: %.2f s%n", ahead);
      assertThat(ahead).as("seconds ahead of the clock").isBetween(-NEAR, NEAR);
      awaitPackets(packets + 100);
    }
    assertThat(listener.received().continuityErrors).as("errors elsewhere").isZero();
  }

  private boolean isWriting(Instant killed) throws IOException {
    try (Stream<Path> files = Files.list(hls)) {
      return files.anyMatch(
          one -> one.toString().contains("demo-") && changed(one).isAfter(killed));
    }
  }

  /** Long ago if it is renamed at this moment. */
  private static Instant changed(Path file) {
    return Instant.ofEpochMilli(file.toFile().lastModified());
  }

  @Test
  void itGoesOnWhereItShouldBeAfterItWasKilled() throws Exception {
    Run killed = station.start();
    awaitPackets(500);
    await("an ffmpeg").until(() -> programs.all().size() == 1);
    int port = listener.port();
    killed.kill();
    long gone = System.nanoTime();
    await("no ffmpeg is left behind").until(() -> programs.all().isEmpty());
    report("no ffmpeg is left after kill -9", gone);
    print("position before the kill", CountedClip.ahead(listener.received(), timeline));
    listener = new StreamListener(port);
    long asked = System.nanoTime();
    Run again = station.start();
    awaitPackets(0);
    Duration away = report("packets after the start behind a kill -9", asked);
    assertThat(away).as("packets again\n" + again.said()).isLessThan(Patience.HANGS);
    awaitPackets(2000);
    List<Double> ahead = CountedClip.ahead(listener.received(), timeline);
    print("position after the kill", ahead);
    assertThat(ahead).as("seconds ahead of the clock").allMatch(one -> Math.abs(one) < NEAR);
    assertThat(programs.all()).as("ffmpegs").hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void allOfItEndsAtAStopAlsoWhatNobodyCalls() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      int srt = IcecastServer.freePort();
      station
          .playingOn(icecast)
          .with("loop.demo.mount", "/demo.mp3")
          .with(
              "loop.demo.destination",
              "%s, hls:%s, srt://127.0.0.1:%d?mode=listener, icecast"
                  .formatted(listener.destination(), hls, srt));
      Run run = station.start();
      awaitPackets(100);
      await("a segment").until(() -> latest() >= 0);
      await("the mount").until(() -> isOnTheAir(icecast));
      assertThat(programs.all()).as("ffmpegs for HLS and SRT").hasSize(2);
      long asked = System.nanoTime();
      int exitCode = run.stop();
      Duration took = report("channels stopped after SIGTERM", asked);
      assertThat(took).as("a stop\n" + run.said()).isLessThan(HANGS_AT_A_STOP);
      assertThat(programs.all()).as("programs left behind").isEmpty();
      assertThat(exitCode).isIn(0, 143);
      await("the mount is free").until(() -> !isOnTheAir(icecast));
      assertThat(run.said()).doesNotContain("ERROR").doesNotContain("does not reach");
    }
  }

  private static boolean isOnTheAir(IcecastServer icecast) throws IOException {
    HttpURLConnection mount =
        (HttpURLConnection) icecast.mount("/demo.mp3").toURL().openConnection();
    try {
      return mount.getResponseCode() == 200;
    } finally {
      mount.disconnect();
    }
  }

  private static void print(String what, List<Double> ahead) {
    DoubleSummaryStatistics all =
        ahead.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    System.out.printf(
        "%s, ahead of the clock: %.2f to %.2f s, mean %.3f s (%d pictures)%n",
        what, all.getMin(), all.getMax(), all.getAverage(), all.getCount());
  }

  private static Duration report(String what, long since) {
    Duration took = Duration.ofNanos(System.nanoTime() - since);
    System.out.printf("%s: %d ms%n", what, took.toMillis());
    return took;
  }
}

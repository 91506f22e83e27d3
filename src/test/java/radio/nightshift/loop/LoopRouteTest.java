package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Listener;
import radio.nightshift.support.Station;

/** Channels of a whole station, from the source to those who receive them. */
@Integration
class LoopRouteTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Station station = new Station();
  @TempDir Path folder;
  private StreamListener listener;

  @BeforeEach
  void settings() throws IOException {
    listener = new StreamListener();
    station
        .with("playout.enabled", "false")
        .with("loop.channels", "demo")
        .with("loop.poll", "300ms")
        .with("loop.demo.source", "" + folder.resolve("clip.mp4"))
        .with("loop.demo.destination", listener.destination());
  }

  @AfterEach
  void close() {
    listener.close();
  }

  private Path clip(String name, double seconds, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=25:d=" + seconds,
                "-f",
                "lavfi",
                "-i",
                "sine=f=440:r=44100:d=" + (seconds - 0.013),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-bf",
                "2",
                "-g",
                "12",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac"));
    command.addAll(List.of(more));
    Path file = folder.resolve(name);
    Path aside = folder.resolve("aside-" + name);
    command.add("" + aside);
    Process ffmpeg = new ProcessBuilder(command).inheritIO().start();
    assertThat(ffmpeg.waitFor()).as("exit of ffmpeg for %s", name).isZero();
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  private void awaitPackets(long more) {
    long before = listener.packets();
    await("packets of the channel").atMost(SOON).until(() -> listener.packets() >= before + more);
  }

  private Optional<Condition> condition(String about) {
    return station.bean(Conditions.class).find("loop", about);
  }

  private String status() {
    return station
        .context()
        .createProducerTemplate()
        .requestBody("direct:loop-status", null, String.class);
  }

  private void send(String route) {
    station.context().createProducerTemplate().requestBody(route, "demo");
  }

  @Test
  void aFilePlaysForEverWithoutABreak() throws Exception {
    clip("clip.mp4", 2);
    station.start();
    await("three turns").atMost(SOON).until(() -> listener.pictures() > 3 * 50 + 25);
    assertThat(status()).contains("\"state\":\"playing\"").contains("H.264 320x180 25 fps kept");
    assertThat(condition("source of demo")).as("condition of the source").isEmpty();
    TransportReceiver received = listener.received();
    assertThat(received.continuityErrors).as("continuity errors").isZero();
    assertThat(received.stampsBack).as("time stamps that go back").isZero();
    List<Double> steps = received.pictureSteps();
    // The last pictures are received in another order than they are presented in.
    assertThat(steps.subList(0, steps.size() - 4))
        .as("steps from picture to picture, of those that are not near to one picture")
        .filteredOn(step -> step < 0.4 || step > 1.6)
        .isEmpty();
    assertThat(received.largestSoundGap()).as("largest gap in the sound, ticks").isLessThan(400);
  }

  @Test
  void allDestinationsOfAChannelAreServed() throws Exception {
    IcecastServer icecast = IcecastServer.start();
    station.beside(icecast);
    Path hls = folder.resolve("hls");
    clip("clip.mp4", 2);
    station.start(
        "playout.port", "" + icecast.port(),
        "loop.demo.mount", "/demo.mp3",
        "loop.demo.destination", listener.destination() + ", icecast, hls:" + hls);
    awaitPackets(100);
    await("the playlist").atMost(SOON).until(() -> Files.exists(hls.resolve("index.m3u8")));
    try (Listener heard = Listener.on(icecast.mount("/demo.mp3"))) {
      await("audio on the mount").atMost(SOON).until(() -> heard.count() > 50_000);
    }
    await("the title on the mount")
        .atMost(SOON)
        .until(() -> icecast.statusJson().contains("\"title\":\"clip\""));
  }

  @Test
  void aChannelThatIsStoppedStaysSoOverARestart() throws Exception {
    clip("clip.mp4", 2);
    station.start();
    awaitPackets(100);
    send("direct:loop-stop");
    await("silence").atMost(SOON).until(() -> listener.silentSeconds() > 1);
    assertThat(status()).contains("\"state\":\"stopped\"");
    long before = listener.packets();
    station.start();
    await("the source is known").atMost(SOON).until(() -> status().contains("kept"));
    assertThat(status()).contains("\"state\":\"stopped\"");
    assertThat(listener.packets()).as("packets of a channel that is stopped").isEqualTo(before);
    send("direct:loop-start");
    awaitPackets(100);
    assertThat(status()).contains("\"state\":\"playing\"");
  }

  @Test
  void anotherVersionIsTakenAtASeamAndOneThatCannotBeUsedIsNot() throws Exception {
    clip("clip.mp4", 2);
    station.start();
    awaitPackets(100);
    Files.writeString(folder.resolve("clip.mp4"), "This was a film, before it was renamed.\n");
    await("the condition of a source that is no media")
        .atMost(SOON)
        .until(
            () ->
                condition("source of demo")
                    .filter(one -> one.remedy().contains("the last good version plays on"))
                    .isPresent());
    awaitPackets(100);
    clip("clip.mp4", 3);
    await("the next version").atMost(SOON).until(() -> status().contains("\"plays\":\"3.0 s"));
    assertThat(condition("source of demo")).as("condition of the source").isEmpty();
    awaitPackets(400);
    TransportReceiver received = listener.received();
    assertThat(received.continuityErrors).as("continuity errors").isZero();
    assertThat(received.stampsBack).as("time stamps that go back").isZero();
  }

  @Test
  void withoutASourceThatIsSaidAndTheOthersPlay() throws Exception {
    clip("clip.mp4", 2);
    station.start(
        "loop.channels", "demo,gone",
        "loop.gone.source", "" + folder.resolve("gone.mp4"),
        "loop.gone.destination", "udp://127.0.0.1:9");
    awaitPackets(100);
    await("the condition of the source that is gone")
        .atMost(SOON)
        .until(
            () ->
                condition("source of gone")
                    .filter(one -> one.words().contains("gone.mp4' is not there"))
                    .isPresent());
    assertThat(status()).contains("\"state\":\"waiting\"").contains("\"state\":\"playing\"");
  }

  @Test
  void anEncoderThatIsKilledIsBegunAgainAndADestinationThatFailsIsSaid() throws Exception {
    clip("clip.mp4", 2);
    Path hls = folder.resolve("hls");
    Path blocked = Files.writeString(folder.resolve("blocked"), "no folder");
    station.start(
        "loop.channels", "demo,other",
        "loop.demo.destination", listener.destination() + ",hls:" + hls,
        "loop.other.source", "" + folder.resolve("clip.mp4"),
        "loop.other.destination", "hls:" + blocked);
    await("the playlist").atMost(SOON).until(() -> Files.exists(hls.resolve("index.m3u8")));
    List<ProcessHandle> before = encoders();
    assertThat(before).as("encoders").hasSize(1);
    before.get(0).destroyForcibly();
    await("another encoder")
        .atMost(SOON)
        .until(() -> encoders().stream().anyMatch(one -> one.pid() != before.get(0).pid()));
    await("the condition of the folder that is a file")
        .atMost(SOON)
        .until(() -> condition("channel other to hls:" + blocked).isPresent());
    await("the channel that plays again")
        .atMost(SOON)
        .until(() -> condition("channel demo to hls:" + hls).isEmpty());
    station.close();
    assertThat(encoders()).as("encoders of a station that has stopped").isEmpty();
  }

  private static List<ProcessHandle> encoders() {
    try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
      return children
          .filter(one -> one.info().commandLine().orElse("").contains("pipe:0"))
          .filter(ProcessHandle::isAlive)
          .toList();
    }
  }

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
                "loop.two.destination", listener.destination()))
        .contains("loop.demo.destination and loop.two.destination are both");
  }

  private String refusal(String... settings) {
    Station other = new Station(folder.resolve("other"));
    try {
      other
          .with("playout.enabled", "false")
          .with("loop.channels", "demo")
          .with("loop.demo.source", "/a.mp4")
          .with("loop.demo.destination", listener.destination())
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

package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Listener;

/** Channels of a whole station, from the source to those who receive them. */
@Integration
class LoopRouteTest extends LiveChannels {
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
    // One that began late, on a machine with much to do, makes that good at the first seam.
    assertThat(received.soundGaps)
        .as("gaps in the sound, in ticks")
        .filteredOn(gap -> Math.abs(gap) > 400)
        .hasSizeLessThanOrEqualTo(1);
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
}

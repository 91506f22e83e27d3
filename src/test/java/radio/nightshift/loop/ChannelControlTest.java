package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.Integration;

/** Channels that people start and stop, and what else happens around them. */
@Integration
class ChannelControlTest extends LiveChannels {
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
  void aRehearsalLeavesChannelsAlone() throws Exception {
    clip("clip.mp4", 2);
    station.start(
        "loop.demo.destination", listener.destination() + ",hls:" + folder.resolve("hls"));
    awaitPackets(100);
    await("the encoder").atMost(SOON).until(() -> encoders().size() == 1);
    long before = encoders().get(0).pid();
    Files.createDirectories(station.path("loop", "demo", "work", "begun"));
    Properties settings = new Properties();
    settings.setProperty("station.home", "" + station.home());
    settings.setProperty("station.zone", "UTC");
    settings.setProperty("playout.password", "hackme");
    settings.setProperty("loop.channels", "other");
    settings.setProperty("loop.other.source", "/nothing/here.mp4");
    settings.setProperty("loop.other.destination", "udp://127.0.0.1:9");
    CommandRun run =
        CommandRun.with(
            settings,
            folder.resolve("other.properties"),
            "rehearse",
            "--from=2026-11-30T00:00:00Z",
            "--to=2026-12-01T00:00:00Z");
    assertThat(run.code()).as("exit of rehearse: %s", run.err()).isBetween(0, 1);
    assertThat(station.path("loop", "demo", "work", "begun")).as("what is being made").exists();
    assertThat(encoders()).as("encoders").extracting(ProcessHandle::pid).containsExactly(before);
    awaitPackets(100);
  }

  @Test
  void aFolderThatCannotBeUsedKeepsNothingElseFromStarting() throws Exception {
    clip("clip.mp4", 2);
    Files.writeString(station.path("loop"), "no folder");
    station.start();
    await("the condition of the channel")
        .atMost(SOON)
        .until(() -> condition("source of demo").isPresent());
    assertThat(station.context().isStarted()).as("the station is up").isTrue();
  }

  @Test
  void aChannelBeginsAnewOnRequestAndAStartIsRememberedWithoutAutoStart() throws Exception {
    clip("clip.mp4", 2);
    station.start("loop.demo.auto-start", "false");
    await("the source").atMost(SOON).until(() -> status().contains("kept"));
    assertThat(status()).contains("\"state\":\"stopped\"");
    send("direct:loop-start");
    awaitPackets(100);
    await("a seam").atMost(SOON).until(() -> !status().contains("\"seams\":0"));
    station.start();
    awaitPackets(100);
    assertThat(status()).as("the turns go on over a restart").doesNotContain("\"seams\":0");
    send("direct:loop-restart");
    assertThat(status()).as("turns after a new beginning").contains("\"seams\":0");
    awaitPackets(100);
  }
}

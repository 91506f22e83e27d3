package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Beans;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Listener;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;

/** Live channels of the packaged station, as those who receive and those who handle them. */
@Integration
class LoopIT {
  private static final String DEMO = "type=loop,name=demo";
  private static final String PASSPHRASE = "a-phrase-that-nobody-sees";
  private static final String READER = "reads-channels";
  private static final String OPERATOR = "works-channels";

  @RegisterExtension final PackagedStation station = new PackagedStation();
  @TempDir Path folder;
  private StreamListener listener;

  @BeforeEach
  void settings() throws Exception {
    listener = new StreamListener();
    station
        .with("playout.enabled", "false")
        .with("loop.channels", "demo")
        .with("loop.demo.source", "" + CountedClip.make(folder.resolve("clip.mp4")))
        .with("loop.demo.destination", listener.destination());
  }

  @AfterEach
  void close() {
    listener.close();
  }

  private void awaitPackets() {
    long before = listener.packets();
    await("packets of the channel").until(() -> listener.packets() > before + 100);
  }

  private void awaitSilence() {
    await("silence of the channel").until(() -> listener.silentSeconds() > 1);
  }

  @Test
  void itPlaysToDestinationsOfEveryKindAndShowsNoPassphrase() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      Path hls = folder.resolve("hls");
      int srt = IcecastServer.freePort();
      station
          .playingOn(icecast)
          .with("loop.demo.passphrase", PASSPHRASE)
          .with("loop.demo.mount", "/demo.mp3")
          .with(
              "loop.demo.destination",
              "%s, hls:%s, srt://127.0.0.1:%d?mode=listener, icecast"
                  .formatted(listener.destination(), hls, srt));
      Run run = station.start();
      awaitPackets();
      await("the playlist").until(() -> Files.exists(hls.resolve("index.m3u8")));
      try (Listener heard = Listener.on(icecast.mount("/demo.mp3"))) {
        await("audio on the mount").until(() -> heard.count() > 50_000);
      }
      ChannelProcesses programs = new ChannelProcesses(station.home().folder());
      await("ffmpegs for HLS and SRT").until(() -> programs.all().size() == 2);
      Path received = folder.resolve("srt.ts");
      Process caller = call(srt, received);
      try {
        assertThat(ChannelProcesses.showing(PASSPHRASE, caller))
            .as("command lines with the passphrase")
            .isEmpty();
        assertThat(caller.waitFor()).as("exit of the ffmpeg that calls by SRT").isZero();
      } finally {
        caller.destroyForcibly();
      }
      assertThat(CountedClip.pictures(received)).as("pictures by SRT").hasSizeGreaterThan(50);
      assertThat(run.said()).doesNotContain(PASSPHRASE).doesNotContain("ERROR");
    }
  }

  private Process call(int port, Path to) throws IOException {
    String from = "srt://127.0.0.1:%d?mode=caller&passphrase=%s".formatted(port, PASSPHRASE);
    return new ProcessBuilder(
            "ffmpeg", "-nostdin", "-v", "error", "-i", from, "-t", "4", "-c", "copy", "" + to)
        .inheritIO()
        .start();
  }

  @Test
  void itIsHandledByCommands() throws Exception {
    CommandRun none = station.command("loop", "status");
    assertThat(none.code()).as("exit code without a station: " + none).isEqualTo(3);
    station.start();
    awaitPackets();
    await("the channel plays").until(() -> station.command("loop", "status").code() == 0);
    CommandRun table = station.command("loop", "status");
    assertThat(table.out())
        .contains("demo", "playing", " of 8.0 s", "clip.mp4: 8.0 s", "to " + listener.destination())
        .containsPattern("H.264 64x64 25 fps\\s+kept");
    CommandRun json = station.command("loop", "status", "--format", "json");
    assertThat(json.out()).contains("\"name\":\"demo\"", "\"state\":\"playing\"");
    CommandRun stopped = station.command("loop", "stop", "demo");
    assertThat(stopped).isEqualTo(new CommandRun(0, stopped.out(), ""));
    assertThat(stopped.out()).isEqualTo("Channel 'demo' plays no more, until it is started.\n");
    awaitSilence();
    assertThat(station.command("loop", "status").out()).contains("stopped");
    assertThat(station.command("loop", "start", "demo").code()).as("exit code").isZero();
    awaitPackets();
    CommandRun unknown = station.command("loop", "start", "domo");
    assertThat(unknown.code()).as("exit code for a name that is not there").isEqualTo(2);
    assertThat(unknown.err().strip())
        .hasLineCount(1)
        .contains("there is no channel 'domo'; there are demo.");
  }

  @Test
  void withoutChannelsTheCommandsSayThatThereAreNone() throws Exception {
    station.with("loop.channels", "").start();
    await("the station answers").until(() -> station.command("loop", "status").code() != 3);
    CommandRun status = station.command("loop", "status");
    assertThat(status.err().strip()).hasLineCount(1).contains("loop.channels");
    assertThat(status.code()).as("exit code").isEqualTo(1);
  }

  @Test
  void aChannelStoppedByHandStaysSoAndOneWithoutSettingsIsGone() throws Exception {
    Run run = station.start();
    awaitPackets();
    station.command("loop", "stop", "demo");
    awaitSilence();
    run.kill();
    long before = listener.packets();
    Run again = station.start();
    await("the source is known")
        .until(() -> station.command("loop", "status").out().contains("kept"));
    assertThat(station.command("loop", "status").out()).contains("stopped");
    assertThat(listener.packets()).as("packets of a channel that is stopped").isEqualTo(before);
    station.command("loop", "start", "demo");
    awaitPackets();
    again.stop();
    station
        .with("loop.channels", "other")
        .with("loop.other.source", "" + folder.resolve("clip.mp4"))
        .with("loop.other.destination", "udp://127.0.0.1:" + IcecastServer.freePort());
    awaitSilence();
    Run without = station.start();
    await("the other channel plays").until(() -> station.command("loop", "status").code() == 0);
    assertThat(listener.silentSeconds()).as("silence of what is not set").isGreaterThan(1);
    assertThat(station.home().names("loop")).containsExactly("other");
    assertThat(without.said()).contains("Channel 'demo' is in the settings no more");
  }

  @Test
  void anOperatorStartsAndStopsItOverJmxFromElsewhere() throws Exception {
    int port = IcecastServer.freePort();
    Path secrets = station.beside("secrets.properties");
    Files.writeString(
        secrets, "jmx.password=%s%njmx.operator-password=%s%n".formatted(READER, OPERATOR));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    station.with("secrets.file", "" + secrets).with("jmx.port", "" + port);
    Run run = station.start();
    awaitPackets();
    try (JMXConnector reader = connector(port, "reader", READER);
        JMXConnector operator = connector(port, "operator", OPERATOR)) {
      Beans read = new Beans(reader.getMBeanServerConnection());
      Beans work = new Beans(operator.getMBeanServerConnection());
      await("the state").until(() -> read.read(DEMO, "State").equals("playing"));
      assertThat((double) read.read(DEMO, "LengthSeconds")).isBetween(7.9, 8.1);
      assertThat((double) read.read(DEMO, "PositionSeconds")).isBetween(0.0, 8.1);
      assertThat((long) read.read(DEMO, "Bitrate")).isPositive();
      assertThat(read.read(DEMO, "Restarts")).isEqualTo(0L);
      assertThat(read.read(DEMO, "Trouble")).isEqualTo("");
      assertThat(read.read(DEMO, "Destinations")).isEqualTo(listener.destination());
      await("a seam").until(() -> (long) read.read(DEMO, "Seams") > 0);
      assertThatThrownBy(() -> read.call(DEMO, "stop")).hasMessageContaining("may read only");
      assertThat(work.call(DEMO, "stop")).contains("Channel 'demo' plays no more");
      awaitSilence();
      assertThat(read.read(DEMO, "State")).isEqualTo("stopped");
      assertThat(work.call(DEMO, "start")).contains("Channel 'demo' plays from its first frame");
      awaitPackets();
    }
    assertThat(run.said()).contains("by the operator 'operator': stop channel demo");
  }

  private static JMXConnector connector(int port, String user, String password) throws IOException {
    return JMXConnectorFactory.connect(
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(port)),
        Map.of(JMXConnector.CREDENTIALS, new String[] {user, password}));
  }
}

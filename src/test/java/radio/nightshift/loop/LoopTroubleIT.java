package radio.nightshift.loop;

import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;

/** Destinations that cannot be reached: each is said in one line, and the others play on. */
@Integration
class LoopTroubleIT {
  @RegisterExtension final PackagedStation station = new PackagedStation();
  @TempDir Path folder;

  /**
   * A channel whose destination fails.
   *
   * @param place what its line names
   * @param reason what its line names as the reason and remedy, as a regular expression
   */
  private record Bad(String destination, String place, String reason) {}

  private Map<String, Bad> table(int caller, int inUse) throws Exception {
    Path file = Files.writeString(folder.resolve("no-folder"), "a file");
    Map<String, Bad> table = new LinkedHashMap<>();
    table.put(
        "refused",
        new Bad("icecast", "/refused.mp3", "refuses user 'source'.*401.*set loop.refused.user"));
    table.put("unheard", srt(caller, "", "start a listener there"));
    table.put("taken", srt(inUse, "?mode=listener", "already in use; free the port"));
    table.put("file", new Bad("hls:" + file, "hls:" + file, "is a file, no folder; name a folder"));
    table.put("proc", new Bad("hls:/proc/hls", "hls:/proc/hls", "'/proc/hls' cannot be used"));
    return table;
  }

  private static Bad srt(int port, String options, String reason) {
    String address = "srt://127.0.0.1:" + port + options;
    return new Bad(address, address, reason);
  }

  @Test
  void eachIsSaidInOneLineAndTheOthersPlay() throws Exception {
    try (IcecastServer icecast = IcecastServer.start();
        StreamListener listener = new StreamListener();
        DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Map<String, Bad> table = table(IcecastServer.freePort(), taken.getLocalPort());
      Run run = start(icecast, listener, table);
      await("packets of the channel that can be played").until(() -> listener.packets() > 500);
      table.forEach(
          (name, bad) ->
              await("what is said of " + name + "\n" + run.said())
                  .until(() -> !lines(run, name, bad).isEmpty()));
      long before = listener.packets();
      await("more packets").until(() -> listener.packets() > before + 500);
      SoftAssertions all = new SoftAssertions();
      table.forEach((name, bad) -> check(all, run, name, bad));
      String status = station.command("loop", "status").out();
      all.assertThat(status).as("loop status").containsPattern("demo +playing");
      table.keySet().forEach(one -> all.assertThat(status).containsPattern(one + " +failing"));
      all.assertThat(station.command("loop", "status").code()).as("exit code").isEqualTo(1);
      TransportReceiver received = listener.received();
      all.assertThat(received.continuityErrors).as("errors of the one that plays").isZero();
      all.assertAll();
    }
  }

  private Run start(IcecastServer icecast, StreamListener listener, Map<String, Bad> table)
      throws Exception {
    Path clip = CountedClip.make(folder.resolve("clip.mp4"));
    station
        .playingOn(icecast)
        .with("playout.enabled", "false")
        .with("loop.channels", "demo," + String.join(",", table.keySet()))
        .with("loop.demo.source", "" + clip)
        .with("loop.demo.destination", listener.destination())
        .with("loop.refused.mount", "/refused.mp3")
        .with("loop.refused.password", "not-the-password");
    table.forEach(
        (name, bad) ->
            station
                .with("loop.%s.source".formatted(name), "" + clip)
                .with("loop.%s.destination".formatted(name), bad.destination));
    return station.start();
  }

  private static List<String> lines(Run run, String name, Bad bad) {
    return run.said()
        .lines()
        .filter(line -> line.contains(" ERROR ") && line.contains(bad.place))
        .toList();
  }

  private static void check(SoftAssertions all, Run run, String name, Bad bad) {
    List<String> lines = lines(run, name, bad);
    System.out.println(name + ": " + lines);
    all.assertThat(lines).as("lines of %s", name).hasSize(1);
    all.assertThat(lines).as("lines of %s", name).allMatch(line -> line.contains(name));
    all.assertThat(lines.get(0)).as("the reason").containsPattern(bad.reason);
    all.assertThat(lines.get(0)).as("words").doesNotContain("Exception");
  }
}

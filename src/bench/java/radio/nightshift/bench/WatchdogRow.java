package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import radio.nightshift.support.IcecastServer;

/** What a watchdog uses beside its station, and what the ear that listens to the stream uses. */
final class WatchdogRow implements Row {
  private static final Duration SETTLING = Duration.ofSeconds(40);
  private static final Duration WATCHED = Duration.ofSeconds(120);

  @Override
  public String name() {
    return "watchdog";
  }

  @Override
  public String describe() {
    return "processor of a watchdog with four checks each 30 s, and of its ear, over %d s (5 min)"
        .formatted(WATCHED.toSeconds());
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Path hls = shop.newFolder("hls");
    Files.write(hls.resolve("1.ts"), new byte[188]);
    try (IcecastServer icecast = IcecastServer.start()) {
      Process source = source(icecast);
      try {
        List<String> checks = checks(icecast, hls);
        double without = percent(shop, List.of());
        double with = percent(shop, checks);
        double ear = earPercent(shop, icecast, checks);
        return List.of(
            line("an idle watchdog beside its station", with - without, 0.1),
            line("the ear of a watchdog", ear, 1));
      } finally {
        source.destroyForcibly().waitFor();
      }
    }
  }

  private static Line line(String what, double percent, double target) {
    return Line.of(what, 0.5, Figures.of(List.of(percent)), Map.of(), target, "% of a core");
  }

  private static List<String> checks(IcecastServer icecast, Path hls) {
    return List.of(
        "watchdog.checks=icecast,cpu,segments,freshness",
        "watchdog.every=30s",
        "watchdog.icecast.url=" + icecast.mount("/admin/stats"),
        "watchdog.icecast.password=" + IcecastServer.PASSWORD,
        "watchdog.process=ffmpeg",
        "watchdog.cpu-below=0%",
        "watchdog.hls.folder=" + hls,
        "watchdog.hls.oldest=1d");
  }

  private static double percent(Workshop shop, List<String> settings) throws Exception {
    try (StationProcess station = StationProcess.startChannels(shop, settings)) {
      Workshop.waitFor(SETTLING);
      ProcessUse before = ProcessUse.of(station.pid());
      Workshop.waitFor(WATCHED);
      return ProcessUse.of(station.pid()).percentSince(before);
    }
  }

  private static double earPercent(Workshop shop, IcecastServer icecast, List<String> checks)
      throws Exception {
    List<String> settings = new ArrayList<>(checks);
    settings.set(0, "watchdog.checks=silence");
    settings.add("watchdog.silence.url=" + icecast.mount("/live.mp3"));
    try (StationProcess station = StationProcess.startChannels(shop, settings)) {
      Workshop.await("the ear", Duration.ofSeconds(30), () -> !ears(station).isEmpty());
      Workshop.waitFor(Duration.ofSeconds(10));
      ProcessUse before = ProcessUse.of(ears(station));
      Workshop.waitFor(WATCHED);
      return ProcessUse.of(ears(station)).percentSince(before);
    }
  }

  private static List<Long> ears(StationProcess station) {
    List<Long> ears = new ArrayList<>(station.pids());
    ears.remove(Long.valueOf(station.pid()));
    return ears;
  }

  private static Process source(IcecastServer icecast) throws IOException {
    String line =
        "ffmpeg -nostdin -v error -re -f lavfi -i sine=f=440 -b:a 128k -content_type audio/mpeg -f mp3 icecast://source:%s@127.0.0.1:%d/live.mp3";
    return new ProcessBuilder(line.formatted(IcecastServer.PASSWORD, icecast.port()).split(" "))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

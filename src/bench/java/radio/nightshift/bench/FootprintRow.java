package radio.nightshift.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.SourceProbe.Take;

/** What one station uses while it streams, beside the others with the same file. */
final class FootprintRow implements Row {
  private static final Duration SETTLING = Duration.ofSeconds(90);
  private static final Duration MEASURED = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String US = "us";

  /** What a program used over the time measured. */
  private record Use(double percent, double rss, double pss) {}

  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public String describe() {
    return "memory and processor of one stream over 60 s after 90 s of it, beside the others (3 min)";
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Recording recording = Recording.make(shop.folder(), Duration.ofMinutes(5), 8);
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.startLean());
        StationProcess station = StationProcess.start(shop, probe.port(), IcecastServer.PASSWORD);
        Liquidsoap liquidsoap = Liquidsoap.start(shop, probe.port(), "/liquidsoap")) {
      station.send(recording, Workshop.thisMinute());
      Takes.next(probe, StationProcess.MOUNT, 0, PATIENCE);
      station.stop();
      Instant command = station.start();
      Take again = Takes.next(probe, StationProcess.MOUNT, 1, PATIENCE);
      double ready = Workshop.millis(command, Takes.firstByte(again)) / 1000;
      liquidsoap.playAt(recording.file, Instant.now());
      List<Line> lines = new ArrayList<>(beside(shop, recording, probe, station, liquidsoap));
      lines.add(
          Line.of(
              "audio after a start in mid-programme",
              0.5,
              Figures.of(List.of(ready)),
              Map.of(),
              3,
              "s"));
      return lines;
    }
  }

  private static List<Line> beside(
      Workshop shop,
      Recording recording,
      SourceProbe probe,
      StationProcess station,
      Liquidsoap liquidsoap)
      throws Exception {
    Path file = recording.file;
    try (Rival.Running ffmpeg = Rival.ffmpeg(file, probe.port(), "/ffmpeg").start(shop);
        Rival.Running ezstream =
            Rival.ezstream(shop, file, probe.port(), "/ezstream").start(shop)) {
      Map<String, Long> pids = new LinkedHashMap<>();
      pids.put(US, station.pid());
      pids.put("ffmpeg", ffmpeg.pid());
      pids.put("ezstream", ezstream.pid());
      pids.put(Liquidsoap.NAME, liquidsoap.pid());
      Workshop.waitFor(SETTLING);
      Map<String, Use> uses = measure(pids);
      return List.of(
          line("one stream: RSS", uses, Use::rss, 200, "MiB"),
          line("one stream: PSS", uses, Use::pss, 200, "MiB"),
          line("one stream: processor", uses, Use::percent, 1, "% of a core"));
    }
  }

  private static Map<String, Use> measure(Map<String, Long> pids) throws Exception {
    Map<String, ProcessUse> before = new LinkedHashMap<>();
    for (Map.Entry<String, Long> pid : pids.entrySet()) {
      before.put(pid.getKey(), ProcessUse.of(pid.getValue()));
    }
    Workshop.waitFor(MEASURED);
    Map<String, Use> uses = new LinkedHashMap<>();
    for (Map.Entry<String, Long> pid : pids.entrySet()) {
      ProcessUse now = ProcessUse.of(pid.getValue());
      uses.put(
          pid.getKey(), new Use(now.percentSince(before.get(pid.getKey())), now.rss(), now.pss()));
    }
    return uses;
  }

  private static Line line(
      String what, Map<String, Use> uses, ToDoubleFunction<Use> of, double target, String unit) {
    Map<String, Figures> figures = new LinkedHashMap<>();
    uses.forEach((name, use) -> figures.put(name, Figures.of(List.of(of.applyAsDouble(use)))));
    Figures ours = figures.remove(US);
    return Line.of(what, 0.5, ours, figures, target, unit);
  }
}

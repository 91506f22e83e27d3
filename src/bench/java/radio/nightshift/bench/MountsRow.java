package radio.nightshift.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;

/** A hundred mounts in one station, all of which start a programme at the same instant. */
final class MountsRow implements Row {
  private static final int MOUNTS = 100;
  private static final int STARTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "mounts";
  }

  @Override
  public String describe() {
    return "%d mounts starting at the same minute, %d times (6 min)".formatted(MOUNTS, STARTS);
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Recording programme = Recording.make(shop.folder(), Duration.ofSeconds(50), 6);
    Recording longer = Recording.make(shop.folder(), Duration.ofSeconds(75), 7);
    List<Double> errors = new ArrayList<>();
    ProcessUse before;
    ProcessUse after;
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.startLean());
        StationProcess station =
            StationProcess.start(shop, probe.port(), IcecastServer.PASSWORD, settings())) {
      Instant start = Workshop.minuteAfter(Duration.ofSeconds(20));
      for (int i = 0; i < STARTS; i++) {
        boolean last = i == STARTS - 1;
        station.send(last ? longer : programme, start);
        errors.addAll(errors(probe, i * MOUNTS, start));
        start = start.plus(1, ChronoUnit.MINUTES);
      }
      Workshop.waitFor(Duration.ofSeconds(5));
      before = ProcessUse.of(station.pid());
      Workshop.waitFor(Duration.ofMinutes(1));
      after = ProcessUse.of(station.pid());
    }
    Figures ours = Figures.of(errors);
    Map<String, Figures> others = rivals(shop, programme);
    double percent = after.percentSince(before);
    return List.of(
        Line.of(
            "%d mounts at once: start error, median".formatted(MOUNTS),
            0.5,
            ours,
            others,
            10,
            "ms"),
        Line.of(
            "%d mounts at once: start error, p99".formatted(MOUNTS), 0.99, ours, others, 10, "ms"),
        Line.of(
            "%d mounts: %% of a core".formatted(MOUNTS),
            0.5,
            Figures.of(List.of(percent)),
            Map.of(),
            15,
            "%"),
        Line.that(
            "%d mounts: RSS, PSS".formatted(MOUNTS),
            "%.0f, %.0f MiB".formatted(after.rss(), after.pss()),
            "–",
            true));
  }

  private static String[] settings() {
    List<Integer> further = IntStream.range(1, MOUNTS).boxed().toList();
    return Stream.concat(
            Stream.of(
                "playout.mounts=" + String.join(",", further.stream().map(i -> "m" + i).toList())),
            further.stream().map(i -> "playout.m%d.mount=/m%d.mp3".formatted(i, i)))
        .toArray(String[]::new);
  }

  private static List<Double> errors(SourceProbe probe, int before, Instant start) {
    Workshop.waitUntil(start);
    Workshop.await(
        "audio on all mounts",
        PATIENCE,
        () ->
            probe.takes().stream().filter(take -> !take.arrivals.isEmpty()).count()
                >= before + MOUNTS);
    return probe.takes().stream()
        .skip(before)
        .map(take -> Workshop.millis(start, take.arrivals.get(0).at()))
        .toList();
  }

  private static Map<String, Figures> rivals(Workshop shop, Recording programme) throws Exception {
    Map<String, Figures> rivals = new LinkedHashMap<>();
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.startLean())) {
      List<Rival> ezstreams = new ArrayList<>();
      List<Rival> ffmpegs = new ArrayList<>();
      for (int i = 0; i < MOUNTS; i++) {
        ezstreams.add(Rival.ezstream(shop, programme.file, probe.port(), "/ezstream-" + i));
        ffmpegs.add(Rival.ffmpeg(programme.file, probe.port(), "/ffmpeg-" + i));
      }
      rivals.put("ezstream", rival(shop, probe, ezstreams));
      rivals.put("ffmpeg", rival(shop, probe, ffmpegs));
    }
    return rivals;
  }

  private static Figures rival(Workshop shop, SourceProbe probe, List<Rival> rivals)
      throws Exception {
    List<Rival.Running> loaded = new ArrayList<>();
    int before = probe.takes().size();
    try {
      for (Rival rival : rivals) {
        loaded.add(rival.load(shop));
      }
      Instant start = Instant.now().plusSeconds(2);
      Workshop.waitUntil(start);
      for (Rival.Running rival : loaded) {
        rival.go();
      }
      return Figures.of(errors(probe, before, start));
    } finally {
      Rival.close(loaded);
    }
  }
}

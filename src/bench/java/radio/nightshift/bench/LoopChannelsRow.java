package radio.nightshift.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What many channels cost that copy, beside as many ffmpegs that do at the same time. */
final class LoopChannelsRow implements Row {
  private static final int CHANNELS = 20;
  private static final double MOST_PERCENT = 5;
  private static final double MOST_RATIO = 1.3;
  private static final int TIMES = 4;
  private static final Duration WARM_UP = Duration.ofSeconds(60);
  private static final Duration MEASURED = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "loop-channels";
  }

  @Override
  public String describe() {
    return "processor of %d channels of 4 Mbit/s to RTP, beside %d ffmpegs (4 min)"
        .formatted(CHANNELS, CHANNELS);
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Path clip = LoopChannels.clip(shop);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Rival.Running> ffmpegs = new ArrayList<>();
    try (Sinks sinks = new Sinks(2 * CHANNELS);
        StationProcess station =
            StationProcess.startChannels(shop, LoopChannels.settings(clip, sinks, CHANNELS))) {
      for (int i = CHANNELS; i < 2 * CHANNELS; i++) {
        ffmpegs.add(Rival.ffmpegLoop(clip, sinks.destination(i)).start(shop));
      }
      List<Long> others = ffmpegs.stream().map(Rival.Running::pid).toList();
      Workshop.waitFor(WARM_UP);
      for (int i = 0; i < TIMES; i++) {
        ProcessUse us = ProcessUse.of(station.pids());
        ProcessUse them = ProcessUse.of(others);
        Workshop.waitFor(MEASURED);
        ours.add(ProcessUse.of(station.pids()).percentSince(us) / CHANNELS);
        theirs.add(ProcessUse.of(others).percentSince(them) / CHANNELS);
      }
      return lines(ours, theirs, ProcessUse.of(station.pids()), ProcessUse.of(others));
    } finally {
      Rival.close(ffmpegs);
    }
  }

  private static List<Line> lines(
      List<Double> ours, List<Double> theirs, ProcessUse us, ProcessUse them) {
    String what = CHANNELS + " channels: ";
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i) / theirs.get(i));
    }
    return List.of(
        Line.of(
            what + "processor of each",
            0.5,
            Figures.of(ours),
            Map.of("ffmpeg", Figures.of(theirs)),
            MOST_PERCENT,
            "% of a core"),
        Line.of(what + "ours by theirs", 0.5, Figures.of(ratios), Map.of(), MOST_RATIO, "times"),
        Line.that(
            what + "RSS, PSS of all",
            "%.0f, %.0f MiB; ffmpegs %.0f, %.0f MiB"
                .formatted(us.rss(), us.pss(), them.rss(), them.pss()),
            "–",
            true));
  }
}

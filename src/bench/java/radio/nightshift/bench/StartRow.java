package radio.nightshift.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.SourceProbe.Take;

/** How late the first byte of a programme leaves, each on a connection of its own. */
final class StartRow implements Row {
  private static final int OURS = 100;
  private static final int THEIRS = 20;
  private static final Duration APART = Duration.ofMillis(1700);
  private static final Duration LENGTH = Duration.ofMillis(700);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Makes a program start at an instant. */
  private interface Starter {
    AutoCloseable startAt(Instant instant, String mount) throws Exception;
  }

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String describe() {
    return "start error of %d cues, beside %d of each other (5 min)".formatted(OURS, THEIRS);
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.start())) {
      Recording recording = Recording.make(shop.folder(), Duration.ofSeconds(1), 1);
      Figures ours = ours(shop, probe, recording);
      Map<String, Figures> others = new LinkedHashMap<>();
      int port = probe.port();
      others.put(
          "ffmpeg",
          theirs(
              probe,
              (instant, mount) ->
                  launch(shop, Rival.ffmpeg(recording.file, port, mount), instant)));
      others.put(
          "ezstream",
          theirs(
              probe,
              (instant, mount) ->
                  launch(shop, Rival.ezstream(shop, recording.file, port, mount), instant)));
      others.put(Liquidsoap.NAME, resident(shop, probe, recording));
      return List.of(
          Line.of("start error, median of " + OURS, 0.5, ours, others, 1, "ms"),
          Line.of("start error, p99", 0.99, ours, others, 5, "ms"));
    }
  }

  private static Figures ours(Workshop shop, SourceProbe probe, Recording recording)
      throws Exception {
    List<Double> errors = new ArrayList<>();
    try (CuePlayerProcess player = CuePlayerProcess.start(shop, probe.port())) {
      Instant start = Instant.now().plusSeconds(8);
      for (int i = 0; i < OURS; i++) {
        player.playAlone(recording, start, LENGTH);
        Take take = Takes.next(probe, StationProcess.MOUNT, i, PATIENCE);
        errors.add(Workshop.millis(start, Takes.firstByte(take)));
        start = start.plus(APART);
      }
    }
    return Figures.of(errors);
  }

  private static Figures theirs(SourceProbe probe, Starter starter) throws Exception {
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < THEIRS; i++) {
      Instant start = Instant.now().plus(APART);
      String mount = "/rival-" + probe.takes().size();
      try (AutoCloseable started = starter.startAt(start, mount)) {
        errors.add(Workshop.millis(start, Takes.firstByte(Takes.next(probe, mount, 0, PATIENCE))));
      }
    }
    return Figures.of(errors);
  }

  private static AutoCloseable launch(Workshop shop, Rival rival, Instant instant)
      throws Exception {
    Rival.Running loaded = rival.load(shop);
    Workshop.waitUntil(instant);
    loaded.go();
    return loaded;
  }

  private static Figures resident(Workshop shop, SourceProbe probe, Recording recording)
      throws Exception {
    String mount = "/liquidsoap";
    List<Double> errors = new ArrayList<>();
    try (Liquidsoap liquidsoap = Liquidsoap.start(shop, probe.port(), mount)) {
      for (int i = 0; i < THEIRS; i++) {
        Instant start = Instant.now().plus(APART);
        liquidsoap.playAt(recording.file, start);
        Take take = Takes.next(probe, mount, i, PATIENCE);
        errors.add(Workshop.millis(start, Takes.firstByte(take)));
        Workshop.await("Liquidsoap's end", PATIENCE, () -> take.closed);
      }
    }
    return Figures.of(errors);
  }
}

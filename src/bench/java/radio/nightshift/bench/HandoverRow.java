package radio.nightshift.bench;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.SourceProbe.Take;

/** Programmes back to back: when the next one's first byte comes, and what lies between. */
final class HandoverRow implements Row {
  private static final int PROGRAMMES = 20;
  private static final Duration SLOT = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "handover";
  }

  @Override
  public String describe() {
    return "%d programmes of %d s back to back on one mount (1.5 min)"
        .formatted(PROGRAMMES, SLOT.toSeconds());
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    // Longer than its slot, so that each is cut by the next.
    List<Recording> recordings = new ArrayList<>();
    for (int i = 0; i < PROGRAMMES; i++) {
      recordings.add(Recording.make(shop.folder(), SLOT.plusSeconds(1), 100 + i));
    }
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.start());
        CuePlayerProcess player = CuePlayerProcess.start(shop, probe.port())) {
      Instant start = Instant.now().plusSeconds(8);
      for (int i = 0; i < PROGRAMMES; i++) {
        player.playInList(recordings.get(i), start.plus(SLOT.multipliedBy(i)), SLOT);
      }
      Workshop.waitUntil(start.plus(SLOT.multipliedBy(PROGRAMMES)).plusSeconds(2));
      List<Take> takes = Takes.of(probe, CuePlayer.LIST_MOUNT);
      return lines(takes, recordings, start);
    }
  }

  private static List<Line> lines(List<Take> takes, List<Recording> recordings, Instant start) {
    Take take = takes.get(0);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < PROGRAMMES; i++) {
      if (i > 0) {
        Instant due = start.plus(SLOT.multipliedBy(i));
        errors.add(Workshop.millis(due, Takes.arrival(take, expected.size())));
      }
      expected.writeBytes(recordings.get(i).bytesBefore(SLOT));
    }
    int same = Arrays.mismatch(expected.toByteArray(), take.bytes());
    boolean whole = same < 0 || same == expected.size();
    Figures ours = Figures.of(errors);
    return List.of(
        Line.of("hand-over: the next one's first byte, median", 0.5, ours, Map.of(), 5, "ms"),
        Line.of("hand-over: the next one's first byte, worst", 1, ours, Map.of(), 5, "ms"),
        Line.that(
            "hand-over: bytes lost or between",
            whole ? "0 of " + expected.size() : "from byte " + same,
            "0",
            whole),
        Line.that("hand-over: connections", "" + takes.size(), "1", takes.size() == 1));
  }
}

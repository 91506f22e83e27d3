package radio.nightshift.playout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import radio.nightshift.icecast.Airings;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.Mount;

/** The playout room's part of the status: on the air, next, and what is wrong with the next day. */
final class PlayoutStatus {
  private static final Duration AHEAD = Duration.ofHours(24);

  private final CueBook cues;
  private final List<Mount> mounts;
  private final Airings airings;
  private final Clock clock;

  PlayoutStatus(CueBook cues, List<Mount> mounts, Airings airings, Clock clock) {
    this.cues = cues;
    this.mounts = mounts;
    this.airings = airings;
    this.clock = clock;
  }

  /** The part as it is at this instant. */
  Map<String, Object> part() {
    Instant now = clock.instant();
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("mounts", mounts.stream().map(Mount::name).toList());
    part.put("onAir", airings.onAir().stream().map(asRun -> airing(asRun, now)).toList());
    part.put("due", mounts.stream().flatMap(mount -> due(mount, now)).toList());
    part.put("next", mounts.stream().flatMap(mount -> next(mount, now)).toList());
    part.put(
        "problems",
        cues.choices(now, now.plus(AHEAD)).stream()
            .filter(Choice::isProblem)
            .map(PlayoutStatus::problem)
            .toList());
    return part;
  }

  private static Map<String, Object> airing(AsRun asRun, Instant now) {
    Cue cue = asRun.cue();
    Map<String, Object> airing = cue(cue);
    airing.put("since", asRun.firstByte().toString());
    airing.put("positionSeconds", Duration.between(cue.start(), now).toSeconds());
    airing.put("lengthSeconds", cue.length().toSeconds());
    return airing;
  }

  private Stream<Map<String, Object>> next(Mount mount, Instant now) {
    return airings.isDraining()
        ? Stream.empty()
        : cues.next(mount, now).map(PlayoutStatus::cue).stream();
  }

  /** What should be on the air now, whether it is or not. */
  private Stream<Map<String, Object>> due(Mount mount, Instant now) {
    return cues.atOrBefore(mount, now).filter(cue -> cue.end().isAfter(now)).stream()
        .map(PlayoutStatus::cue);
  }

  private static Map<String, Object> cue(Cue cue) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("mount", cue.mount());
    shown.put("programme", cue.programme());
    shown.put("title", cue.title());
    shown.put("start", cue.start().toString());
    shown.put("until", cue.end().toString());
    return shown;
  }

  private static Map<String, Object> problem(Choice choice) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("at", choice.at().toString());
    shown.put("problem", choice.play() == Choice.Play.MISSING ? "missing" : "conflict");
    shown.put(
        "programme",
        Optional.ofNullable(choice.pid())
            .or(() -> choice.editions().stream().map(Edition::key).findFirst())
            .orElse(""));
    shown.put("note", choice.note());
    return shown;
  }
}

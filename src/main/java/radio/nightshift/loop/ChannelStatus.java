package radio.nightshift.loop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.icecast.IcecastEndpoint;
import radio.nightshift.loop.Timeline.Turn;
import radio.nightshift.programme.Mount;

/** How a channel is at this moment. */
final class ChannelStatus {
  private final Desk desk;
  private final Conditions conditions;
  private final Clock clock;

  ChannelStatus(Desk desk, Conditions conditions, Clock clock) {
    this.desk = desk;
    this.conditions = conditions;
    this.clock = clock;
  }

  /** One of stopped, waiting (nothing to play yet), connecting, playing, failing. */
  String state() {
    if (desk.channel().isStopped()) {
      return "stopped";
    }
    if (made().isEmpty()) {
      return "waiting";
    }
    if (!trouble().isEmpty()) {
      return "failing";
    }
    return desk.players().stream().allMatch(Player::isPlaying) ? "playing" : "connecting";
  }

  Optional<MadeLoop> made() {
    return desk.channel().made();
  }

  /** The turn that is on, if there is anything to play. */
  Optional<Turn> turn() {
    return made()
        .flatMap(made -> made.ticks().keySet().stream().findFirst())
        .map(desk.channel()::timeline)
        .map(timeline -> timeline.at(clock.instant()));
  }

  /** Seconds since the turn that is on has begun; -1 if there is none. */
  double position() {
    return turn().map(turn -> Math.max(0, seconds(turn.start(), clock.instant()))).orElse(-1.0);
  }

  /** How many seconds a turn takes; -1 if there is none. */
  double length() {
    return turn().map(turn -> turn.version().length().toMillis() / 1000.0).orElse(-1.0);
  }

  long restarts() {
    return desk.players().stream().mapToLong(Player::restarts).sum();
  }

  /** How many seams there have been since the channel's first start. */
  long seams() {
    return turn().map(Turn::number).orElse(0L);
  }

  /** What keeps it from its destinations, or its source from it; empty if nothing does. */
  String trouble() {
    return abouts().stream()
        .flatMap(about -> conditions.find("loop", about).stream())
        .findFirst()
        .map(Condition::text)
        .orElse("");
  }

  private List<String> abouts() {
    List<String> abouts = new ArrayList<>();
    desk.players().forEach(player -> abouts.add(player.about()));
    mount()
        .ifPresent(
            mount -> abouts.add(IcecastEndpoint.about(mount.host(), mount.port(), mount.path())));
    if (made().isEmpty()) {
      abouts.add(desk.source().about());
    }
    return abouts;
  }

  private Optional<Mount> mount() {
    return desk.channel().settings().destinations().stream()
        .flatMap(one -> one.mount().stream())
        .findFirst();
  }

  /** All of it, for the station's status. */
  Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", desk.channel().name());
    all.put("state", state());
    all.put("source", desk.channel().settings().source().toString());
    all.put("plays", made().map(MadeLoop::description).orElse(""));
    all.put("progress", desk.source().progress());
    all.put("positionSeconds", position());
    all.put("lengthSeconds", length());
    all.put("seams", seams());
    all.put("bitrate", made().map(MadeLoop::bitrate).orElse(0L));
    all.put("restarts", restarts());
    all.put(
        "destinations",
        desk.channel().settings().destinations().stream().map(Object::toString).toList());
    all.put("trouble", trouble());
    return all;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}

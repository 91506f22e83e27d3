package radio.nightshift.playout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Printable;
import radio.nightshift.icecast.IcecastEndpoint;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.Mount;
import radio.nightshift.room.Premises;

/** Shows a mount in JMX, and sends an operator's requests about it to their routes. */
final class MountPanel implements MountMBean {
  private static final double NONE = -1;

  private final Mount mount;
  private final CueBook cues;
  private final Premises premises;
  private final Clock clock;

  MountPanel(Mount mount, CueBook cues, Premises premises) {
    this.mount = mount;
    this.cues = cues;
    this.premises = premises;
    this.clock = premises.clock();
  }

  private Optional<AsRun> airing() {
    return premises.airings().onAir().stream()
        .filter(asRun -> asRun.cue().mount().equals(mount.name()))
        .findFirst();
  }

  private <T> T onAir(Function<Cue, T> part, T none) {
    return airing().map(AsRun::cue).map(part).orElse(none);
  }

  private <T> T next(Function<Cue, T> part, T none) {
    return premises.airings().isDraining()
        ? none
        : cues.next(mount, clock.instant()).map(part).orElse(none);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  @Override
  public String getAddress() {
    return mount.address();
  }

  @Override
  public String getProgramme() {
    return onAir(cue -> Printable.printable(cue.programme()), "");
  }

  @Override
  public String getTitle() {
    return onAir(cue -> Printable.printable(cue.title()), "");
  }

  @Override
  public String getStart() {
    return onAir(cue -> cue.start().toString(), "");
  }

  @Override
  public String getEnd() {
    return onAir(cue -> cues.end(cue).toString(), "");
  }

  @Override
  public double getPositionSeconds() {
    return onAir(cue -> seconds(cue.start(), clock.instant()), NONE);
  }

  @Override
  public double getLeftSeconds() {
    return onAir(cue -> Math.max(0, seconds(clock.instant(), cues.end(cue))), NONE);
  }

  @Override
  public double getAudioAgeSeconds() {
    return airing().map(AsRun::lastByte).map(last -> seconds(last, clock.instant())).orElse(NONE);
  }

  @Override
  public int getReconnects() {
    return airing().map(AsRun::reconnects).orElse(0);
  }

  @Override
  public String getTrouble() {
    String about = IcecastEndpoint.about(mount.host(), mount.port(), mount.path());
    return premises.conditions().confirmed().stream()
        .filter(one -> one.room().equals("playout") && one.about().equals(about))
        .findFirst()
        .map(Condition::text)
        .orElse("");
  }

  @Override
  public String getNextProgramme() {
    return next(cue -> Printable.printable(cue.programme()), "");
  }

  @Override
  public String getNextStart() {
    return next(cue -> cue.start().toString(), "");
  }

  @Override
  public double getNextInSeconds() {
    return next(cue -> seconds(clock.instant(), cue.start()), NONE);
  }

  @Override
  public String skip() {
    return request("skip what is on the air on mount ", "direct:playout-skip");
  }

  @Override
  public String playAgain() {
    return request(
        "play again from its start what is on the air on mount ", "direct:playout-play-again");
  }

  private String request(String what, String route) {
    return premises.services().requests().send(what + mount.name(), route, mount.name());
  }
}

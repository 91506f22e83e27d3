package radio.nightshift.icecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.UriEndpoint;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Severity;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Cue;

/**
 * An Icecast mount as a place to send programmes to. The message body is a {@link Cue}; the
 * exchange returns when the cue is over, with an {@link AsRun} as its body.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "icecast",
    title = "Icecast",
    syntax = "icecast:host:port/mount",
    producerOnly = true,
    category = {Category.NETWORKING})
@ManagedResource(description = "An Icecast mount")
public final class IcecastEndpoint extends MountOptions {
  /** Header of a progress message: what made it. */
  public static final String EVENT = "IcecastEvent";

  /** The header that is true for the first audio that a connection carries. */
  public static final String NEW_CONNECTION = "IcecastNewConnection";

  /** What is left to a server's answer before the start, where it takes longer than the lead. */
  private static final Duration SPARE = Duration.ofSeconds(2);

  private volatile Airing airing;
  private volatile Duration opening = Duration.ZERO;

  IcecastEndpoint(String uri, IcecastComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    if (getPassword() == null) {
      throw new IllegalArgumentException("icecast:" + address() + " has no password");
    }
    return new IcecastProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("icecast: sends to a mount; it cannot be read from");
  }

  @Override
  public boolean isSingletonProducer() {
    return true;
  }

  void tell(String event, boolean isNewConnection, AsRun asRun) {
    if (getProgress() != null) {
      Map<String, Object> headers = Map.of(EVENT, event, NEW_CONNECTION, isNewConnection);
      getComponent().tell(getProgress(), headers, asRun);
    }
  }

  /** Notes how long it took to open the mount. */
  void opened(Duration opening) {
    this.opening = opening;
  }

  /**
   * How long before a start the mount is opened: the lead, or longer if that took longer lately.
   */
  public Duration opensBefore() {
    Duration needed = opening.plus(SPARE);
    return needed.compareTo(getLead()) > 0 ? needed : getLead();
  }

  /** The cue that follows, unless nothing more may begin. */
  Optional<Cue> next(Cue cue) {
    return isDraining() ? Optional.empty() : getCueSheet().after(cue);
  }

  /** Whether nothing more may begin here. */
  boolean isDraining() {
    return !isEndless() && getComponent().airings().isDraining();
  }

  /** When a cue is over by now, unless another cuts in. */
  Instant end(Cue cue) {
    return getCueSheet().end(cue);
  }

  void onAir(Airing now) {
    airing = now;
  }

  /** What keeps the mount off the air at this moment, or null. */
  String trouble() {
    return getComponent().getConditions().confirmed().stream()
        .filter(one -> one.room().equals(getRoom()) && one.about().equals(about()))
        .findFirst()
        .map(Condition::text)
        .orElse(null);
  }

  /** Raises the condition that the mount is off the air though a programme is due. */
  void offAir(String message) {
    getComponent()
        .getConditions()
        .raise(
            getRoom(),
            about(),
            isEndless() ? Severity.ERROR : Severity.CRITICAL,
            message.replaceFirst("\\.$", ""));
  }

  /** Raises it while the server is still to answer. */
  void raiseUnanswered() {
    offAir(SourceTrouble.waiting((isTls() ? "https://" : "http://") + address()));
  }

  /** Clears it, if it was ever raised. */
  void onAirAgain(String words) {
    getComponent().getConditions().clear(getRoom(), about(), words);
  }

  private String about() {
    return about(getHost(), getPort(), getMount());
  }

  /** What the condition is about that a mount is off the air though a programme is due. */
  public static String about(String host, int port, String mount) {
    return "mount " + host + ":" + port + mount;
  }

  /**
   * The mount alone: with all options in it, each edit of a route would rename the MBean. What
   * stands before an {@code @} Camel would take for a login and hide.
   */
  @Override
  public String getEndpointKey() {
    return "icecast://" + address().replace("@", "%40");
  }

  @ManagedAttribute(
      description = "Programme file that is on the air, or being started; empty if none")
  public String getProgramme() {
    Airing now = airing;
    return now == null ? "" : now.cue.programme();
  }

  @ManagedAttribute(description = "Seconds of the programme sent")
  public double getPositionSeconds() {
    Airing now = airing;
    return now == null ? 0 : now.position().toMillis() / 1000.0;
  }

  @ManagedAttribute(description = "The programme's most late frame so far, in milliseconds")
  public double getWorstLatenessMillis() {
    Airing now = airing;
    return now == null ? 0 : now.worst().toNanos() / 1e6;
  }

  @ManagedAttribute(description = "What keeps the mount off the air; empty if nothing does")
  public String getTrouble() {
    String now = trouble();
    return now == null ? "" : now;
  }
}

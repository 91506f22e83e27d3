package radio.nightshift.icecast;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.ProducersHealthCheckRepository;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;

/**
 * Sends one cue at a time to its mount and returns when the cue is over.
 *
 * <p>A failure ends the call with an exception and keeps the airing: the next call with the same
 * cue, made by Camel's redelivery, goes on where the cue should be by then.
 */
final class IcecastProducer extends DefaultProducer {
  private static final Logger LOG = LoggerFactory.getLogger(IcecastProducer.class);

  /** Icecast drops the last partial block of 1400 bytes when a source closes. */
  private static final int TAIL_BYTES = 1400;

  private static final long FAST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long FAST_MILLIS = 200;

  private final IcecastEndpoint endpoint;
  private final MountConnection connection;
  private final Heartbeat heartbeat = new Heartbeat();
  private volatile Airing airing;
  private volatile String route;
  private long outageNanos = System.nanoTime();
  private boolean outage;
  private volatile boolean leaving;

  IcecastProducer(IcecastEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
    this.connection = new MountConnection(endpoint, heartbeat);
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Cue cue = exchange.getMessage().getMandatoryBody(Cue.class);
    connection.onlyOne.lockInterruptibly();
    heartbeat.beat();
    route = exchange.getFromRouteId();
    try {
      exchange.getMessage().setBody(air(cue));
    } catch (IcecastException e) {
      connection.drop();
      report(e.getMessage());
      hurry(exchange, e);
      throw e;
    } catch (IOException e) {
      forget();
      throw e;
    } finally {
      // Until it is tried again, the time is Camel's.
      heartbeat.pause();
      connection.onlyOne.unlock();
    }
  }

  /** What is on the air: an airing of which audio has been sent. */
  Optional<AsRun> onAir() {
    return Optional.ofNullable(airing)
        .filter(Airing::isReconnect)
        .map(now -> now.asRun(Outcome.ON_AIR));
  }

  /** The route whose thread has an airing. */
  Optional<String> route() {
    return airing == null ? Optional.empty() : Optional.ofNullable(route);
  }

  /** Whether its cues follow one another without an end. */
  boolean isEndless() {
    return endpoint.isEndless();
  }

  /** Whether its thread has an airing. */
  boolean isBusy() {
    return heartbeat.isExpected();
  }

  /** Whether its thread has an airing and has not gone round its loop for so long. */
  boolean isStuck(Duration time) {
    return heartbeat.isOlderThan(time);
  }

  /**
   * Notes a round of the airing's loops, and whether it is to end now: the station stops, or lets
   * nothing more begin.
   */
  private boolean isLastRound() {
    heartbeat.beat();
    return leaving || endpoint.isDraining() && !airing.isReconnect();
  }

  /** Ends what is on the air, at the next frame, so that the station can stop. */
  void leave() {
    leaving = true;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    leaving = false;
    endpoint.getComponent().airings().add(this);
    WritableHealthCheckRepository checks =
        HealthCheckHelper.getHealthCheckRepository(
            endpoint.getCamelContext(),
            ProducersHealthCheckRepository.REPOSITORY_ID,
            WritableHealthCheckRepository.class);
    if (checks != null) {
      checks.addHealthCheck(new IcecastHealthCheck(endpoint));
    }
  }

  @Override
  protected void doStop() throws Exception {
    leave();
    endpoint.getComponent().airings().remove(this);
    connection.onlyOne.lock();
    try {
      connection.drop();
      forget();
    } finally {
      connection.onlyOne.unlock();
    }
    super.doStop();
  }

  private AsRun air(Cue cue) throws Exception {
    take(cue);
    Outcome outcome = new Playhead(endpoint, connection, airing, this::isLastRound).play();
    byte[] tail = airing.reader.silence(TAIL_BYTES);
    boolean goesOn = outcome != Outcome.STOPPED && followsSoon(cue);
    if (outcome == Outcome.STOPPED) {
      connection.leave(tail);
    } else if (goesOn) {
      connection.keep(tail);
    } else {
      outcome = hungUp(tail, outcome);
    }
    AsRun asRun = airing.asRun(outcome);
    outage = endpoint.isEndless() && goesOn && outage && !airing.wasOnAir();
    if (!outage) {
      endpoint.onAirAgain("Mount %s is not needed now".formatted(endpoint.getMount()));
    }
    forget();
    return asRun;
  }

  /** What the outcome is once the server has said its last word. */
  private Outcome hungUp(byte[] tail, Outcome outcome) {
    try {
      connection.hangUp(tail);
      return outcome;
    } catch (IcecastException refused) {
      // Its time is over: to try again would only keep the next one waiting.
      report(refused.getMessage());
      return Outcome.LOST;
    }
  }

  private void take(Cue cue) throws IOException {
    if (airing != null && !airing.cue.sameSlot(cue)) {
      forget();
    }
    if (airing == null) {
      airing = new Airing(cue);
      if (!outage) {
        outageNanos = System.nanoTime();
      }
      endpoint.onAir(airing);
    }
  }

  private void forget() {
    if (airing != null) {
      try {
        airing.close();
      } catch (IOException e) {
        LOG.debug("{} was not closed", airing.cue.file(), e);
      }
      airing = null;
      endpoint.onAir(null);
    }
  }

  private boolean followsSoon(Cue cue) {
    return endpoint
        .next(cue)
        .map(next -> Duration.between(endpoint.getComponent().getClock().instant(), next.start()))
        .filter(wait -> wait.compareTo(endpoint.getLinger()) <= 0)
        .isPresent();
  }

  /**
   * Camel counts redeliveries over one cue. Each outage is to be retried fast at first, however
   * many of a cue, and no longer than that, however many cues it outlasts.
   */
  private void hurry(Exchange exchange, IcecastException failure) {
    if (airing.wasOnAir()) {
      outageNanos = System.nanoTime();
    }
    outage = true;
    boolean fast =
        System.nanoTime() - outageNanos < FAST_NANOS && !(failure instanceof LoginRefusedException);
    exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
    if (fast) {
      exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, FAST_MILLIS);
    }
  }

  private void report(String message) {
    endpoint.offAir(message);
  }
}

package radio.nightshift.loop;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/**
 * Plays a channel to one of its destinations of streams for as long as an exchange is in flight. A
 * failure ends the exchange with an exception in words; the route's redelivery plays on where the
 * channel should be by then.
 */
public final class Player extends ServiceSupport implements Processor, ShutdownPrepared {
  private static final Logger LOG = LoggerFactory.getLogger(Player.class);
  private static final String ROOM = "loop";

  /** After that a failure is a new one, which is to be retried fast at first. */
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long FIRST_DELAY_MILLIS = 500;
  private static final long LONGEST_DELAY_MILLIS = 30_000;

  private final Channel channel;
  private final Destination destination;
  private final Outputs outputs;
  private final Clock clock;
  private final Conditions conditions;
  private Turntable turntable;
  private Timeline played;
  private long delayMillis = FIRST_DELAY_MILLIS;
  private volatile PacketOutput out;
  private volatile boolean isPlaying;
  private volatile boolean isEnding;
  private volatile long restarts;

  Player(
      Channel channel,
      Destination destination,
      Outputs outputs,
      Clock clock,
      Conditions conditions) {
    this.channel = channel;
    this.destination = destination;
    this.outputs = outputs;
    this.clock = clock;
    this.conditions = conditions;
  }

  /** Whether there is anything to be played. */
  public boolean isDue() {
    return channel.isOn() && !isEnding && channel.timeline(Wants.TRANSPORT) != null;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    if (!isDue()) {
      return;
    }
    long begun = System.nanoTime();
    try {
      play();
    } catch (IOException e) {
      if (isPlaying && out != null && out.waitsForCallers()) {
        LOG.info("Channel '{}': whoever called {} has gone.", channel.name(), destination);
      } else if (isDue()) {
        restarts++;
        delay(exchange, System.nanoTime() - begun);
        report(e.getMessage());
        throw e;
      }
    } finally {
      isPlaying = false;
    }
    // Stopped, or played by another timeline from now on.
    conditions.clear(ROOM, about(), "Channel '%s' is not needed now".formatted(channel.name()));
  }

  private void play() throws IOException {
    Timeline timeline = channel.timeline(Wants.TRANSPORT);
    if (timeline != played) {
      turntable = new Turntable(channel.name(), timeline, clock, MonotonicTime.SYSTEM);
      played = timeline;
    }
    long before = turntable.packets();
    try (PacketOutput opened = outputs.open(channel, destination)) {
      out = opened;
      turntable.play(
          opened,
          () -> {
            noteProgress(opened, before);
            return !isDue() || channel.timeline(Wants.TRANSPORT) != timeline;
          });
    }
  }

  private void noteProgress(PacketOutput out, long before) {
    if (!isPlaying && turntable.packets() > before && out.hasArrived()) {
      isPlaying = true;
      LOG.info("Channel '{}' plays to {}.", channel.name(), destination);
      conditions.clear(
          ROOM, about(), "Channel '%s' plays to %s again".formatted(channel.name(), destination));
    }
  }

  /** Half a second, growing to half a minute; from the beginning again once it has been steady. */
  private void delay(Exchange exchange, long nanos) {
    delayMillis =
        nanos > STEADY_NANOS ? FIRST_DELAY_MILLIS : Math.min(LONGEST_DELAY_MILLIS, delayMillis);
    exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, delayMillis);
    delayMillis = Math.min(LONGEST_DELAY_MILLIS, delayMillis * 2);
  }

  private void report(String why) {
    conditions.raise(
        ROOM,
        about(),
        Severity.CRITICAL,
        "Channel '%s' does not reach %s: %s".formatted(channel.name(), destination, why),
        "it is tried again, every half minute at last");
  }

  String about() {
    return "channel %s to %s".formatted(channel.name(), destination);
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {
    isEnding = true;
    leave();
  }

  /** Ends what plays, also if it waits for a destination that takes nothing. */
  void leave() {
    if (out instanceof FfmpegOutput ffmpeg) {
      ffmpeg.close();
    }
  }

  @Override
  protected void doStart() {
    isEnding = false;
  }

  Destination destination() {
    return destination;
  }

  /** Whether packets go out. */
  boolean isPlaying() {
    return isPlaying;
  }

  /** How often it was begun again after a failure. */
  long restarts() {
    return restarts;
  }

  /** How many seams were played. */
  long seams() {
    Turntable now = turntable;
    return now == null ? 0 : now.seams();
  }
}

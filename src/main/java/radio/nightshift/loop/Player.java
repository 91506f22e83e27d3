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

  /**
   * After that a failure is a new one, which is to be retried fast at first. With the time that a
   * failure and a new beginning take it is less than ten seconds from one to the next.
   */
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(8);

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
  private volatile long arrived;
  private long begun;
  private boolean isSteady;
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
    arrived = 0;
    begun = System.nanoTime();
    try {
      play();
    } catch (IOException e) {
      if (arrived != 0 && out != null && out.waitsForCallers()) {
        LOG.info("Channel '{}': whoever called {} has gone.", channel.name(), destination);
      } else if (isDue()) {
        restarts++;
        delay(exchange);
        report(e.getMessage());
        throw e;
      }
    } finally {
      arrived = 0;
    }
    if (!isDue()) {
      clear("is not needed now");
    }
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

  private void noteProgress(PacketOutput opened, long before) {
    if (arrived == 0) {
      if (turntable.packets() > before && opened.hasArrived()) {
        arrived = System.nanoTime();
        LOG.info("Channel '{}' plays to {}.", channel.name(), destination);
      }
    } else if (!isSteady && System.nanoTime() - begun > STEADY_NANOS) {
      isSteady = true;
      delayMillis = FIRST_DELAY_MILLIS;
      clear("plays to %s again".formatted(destination));
    }
  }

  /** Half a second, growing to half a minute; from the beginning again once it has been steady. */
  private void delay(Exchange exchange) {
    isSteady = false;
    exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, delayMillis);
    delayMillis = Math.min(LONGEST_DELAY_MILLIS, delayMillis * 2);
  }

  private void report(String why) {
    conditions.raise(
        ROOM,
        about(),
        Severity.ERROR,
        "Channel '%s' does not reach %s: %s".formatted(channel.name(), destination, why),
        destination.remedy() + "; it is tried again, every half minute at last");
  }

  private void clear(String words) {
    conditions.clear(ROOM, about(), "Channel '%s' %s".formatted(channel.name(), words));
  }

  String about() {
    return "channel %s to %s".formatted(channel.name(), destination);
  }

  @Override
  public void prepareShutdown(boolean suspendOnly, boolean forced) {
    isEnding = true;
    if (out instanceof FfmpegOutput ffmpeg) {
      ffmpeg.close();
    }
  }

  /** Ends what plays, also if it waits for a destination that takes nothing. */
  void leave() {
    if (out instanceof FfmpegOutput ffmpeg) {
      ffmpeg.close();
    }
    clear("is not needed now");
  }

  @Override
  protected void doStart() {
    isEnding = false;
  }

  Destination destination() {
    return destination;
  }

  /** Whether packets get there, or somebody is waited for whom they are to get to. */
  boolean isPlaying() {
    PacketOutput now = out;
    return arrived != 0 || now != null && now.waitsForCallers();
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

package radio.nightshift.loop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.loop.Timeline.Turn;
import radio.nightshift.media.ts.TransportPacket;

/**
 * Plays a channel to one destination, for ever: turn after turn as one stream, of which the clock
 * (PCR) is the timeline's. One thread plays at a time; whatever broke off goes on, in the next
 * play, where the channel should be by then.
 */
final class Turntable {
  private static final Logger LOG = LoggerFactory.getLogger(Turntable.class);

  /** Whoever is so late, as after a sleep of the machine, does not send what was missed. */
  private static final long LATE = 2 * Timeline.TICKS_PER_SECOND;

  /** So much later a stream goes on that broke off, so that its time stamps do not meet. */
  private static final long GAP = Timeline.TICKS_PER_SECOND / 25;

  private static final long SHORTEST_REST = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(100);

  private final String channel;
  private final Timeline timeline;
  private final MonotonicTime time;
  private final Pace pace;
  private final Restamper restamper = new Restamper();

  /** What steps of the clock have put between the timeline and the stream's own clock. */
  private long shift;

  private volatile Turn turn;
  private volatile long lag;
  private volatile long seams;
  private volatile long packets;

  Turntable(String channel, Timeline timeline, Clock clock, MonotonicTime time) {
    this.channel = channel;
    this.timeline = timeline;
    this.time = time;
    this.pace = new Pace(timeline, clock, time);
  }

  /**
   * Plays until it is over, or a form follows for which another output is to be opened at once.
   *
   * @throws IOException if the file or the destination fails
   */
  void play(PacketOutput out, BooleanSupplier isOver) throws IOException {
    if (out.takesBursts()) {
      restamper.forget();
    }
    try (Deck deck = new Deck(timeline)) {
      Play play = new Play(deck, out);
      play.begin(!out.takesBursts());
      while (!play.isOver && !isOver.getAsBoolean()) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("the channel was interrupted");
        }
        play.go(!out.takesBursts());
        packets += play.filler.takePackets();
      }
      play.filler.finish();
      if (play.isOver) {
        out.finish();
      }
    }
  }

  /** The turn of which packets are sent; null if none ever was. */
  Turn turn() {
    return turn;
  }

  /** How much later than by the clock this turn is sent, in ticks; the next one is on time. */
  long lag() {
    return lag;
  }

  /** How many seams were played. */
  long seams() {
    return seams;
  }

  /** How many packets of 188 bytes were sent. */
  long packets() {
    return packets;
  }

  private final class Play {
    private final Deck deck;
    private final PacketOutput out;
    private final DatagramFiller filler;
    private StreamForm form;
    private boolean isOver;

    Play(Deck deck, PacketOutput out) {
      this.deck = deck;
      this.out = out;
      this.filler = new DatagramFiller(out);
    }

    /** Begins where the channel should be by now. */
    void begin(boolean isLagging) throws IOException {
      Turn on = pace.start();
      boolean isJoined = deck.enter(on, pace.ticks() + (packets > 0 ? GAP : 0), isLagging);
      if (!isOver(StreamForm.of(deck.turn(), deck.head()))) {
        beginTurn(isJoined);
        sendTables(isJoined);
      }
    }

    private boolean isOver(StreamForm following) {
      isOver = form != null && !following.canFollow(form, out);
      form = following;
      return isOver;
    }

    private void sendTables(boolean isJoined) throws IOException {
      ByteBuffer tables = ByteBuffer.wrap(deck.head().tables().clone());
      TransportPacket packet = new TransportPacket();
      for (int at = 0; isJoined && at < tables.limit(); at += TransportPacket.SIZE) {
        restamper.pass(packet.at(tables, at));
        filler.add(packet, deck.due() + shift);
      }
    }

    private void beginTurn(boolean isJoined) {
      restamper.begin(deck.head(), deck.presentation() + shift, isJoined);
      turn = deck.turn();
      lag = deck.lag();
    }

    /** Sends what is due, and rests until more is. */
    void go(boolean isLive) throws IOException {
      long stepped = pace.follow();
      long late = pace.ticks() - deck.due();
      if (stepped != 0) {
        shift -= stepped;
        beginAnew("the clock was stepped by %s s", stepped);
      } else if (isLive && late > LATE && out.waitsForCallers()) {
        begin(true);
      } else if (isLive && late > LATE) {
        beginAnew("sending was held up for %s s, by this machine's load or its sleep", late);
      }
      long now = pace.ticks();
      deck.prepare(now);
      send(now);
      filler.rest(now + shift);
      long rest = Pace.nanos(deck.due() - pace.ticks());
      time.rest(Math.max(SHORTEST_REST, Math.min(LONGEST_REST, rest)));
    }

    private void beginAnew(String reason, long ticks) throws IOException {
      String seconds = "%.1f".formatted(ticks / (double) Timeline.TICKS_PER_SECOND);
      LOG.warn(
          "Channel '{}': {}; it goes on where it should be by now.",
          channel,
          reason.formatted(seconds));
      begin(true);
    }

    private void send(long now) throws IOException {
      if (deck.lag() > 0) {
        restamper.cutAt(deck.length());
      }
      for (long due = deck.due(); due <= now && !isOver; due = deck.due()) {
        boolean isCut = deck.isCut();
        if (isCut) {
          restamper.cutAt(Long.MIN_VALUE / 2);
        }
        if (deck.isAtEnd() || isCut && restamper.isFinished()) {
          turnOver();
          continue;
        }
        if (restamper.pass(deck.packet())) {
          filler.add(deck.packet(), due + shift);
        }
        deck.advance();
      }
    }

    private void turnOver() throws IOException {
      if (!isOver(deck.nextForm())) {
        deck.turnOver();
        beginTurn(false);
        seams++;
      }
    }
  }
}

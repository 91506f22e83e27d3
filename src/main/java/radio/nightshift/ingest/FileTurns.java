package radio.nightshift.ingest;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import radio.nightshift.programme.Timetable;
import radio.nightshift.programme.Urgency;

/**
 * The order in which files are taken from the ingest folder: those that may be on the air soonest
 * first, and so many at each look. So what has just come and is urgent waits for a part of a large
 * backlog at most, and the messages of a look are few however many files there are.
 */
public final class FileTurns extends DefaultPollingConsumerPollStrategy
    implements Comparator<GenericFile<File>> {
  private static final int MOST = 500;

  private final Timetable timetable;
  private final int most;

  /** The most urgent of those that wait for the next look, the least urgent first. */
  private final PriorityQueue<Long> waiting = new PriorityQueue<>(Comparator.reverseOrder());

  private Urgency urgency;
  private Instant ranked;

  /** By how much, in ms, the rank of what should be on the air already has grown since then. */
  private long drift;

  private long last = Long.MAX_VALUE;
  private int taken;
  private volatile Long begun;
  private volatile Instant lastLook;

  /** Goes by the names of files and the schedule. */
  public FileTurns(Timetable timetable) {
    this(timetable, MOST);
  }

  FileTurns(Timetable timetable, int most) {
    this.timetable = timetable;
    this.most = most;
    this.urgency = Urgency.now(timetable);
    this.ranked = timetable.now();
  }

  /** Begins a look at the folder. */
  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    begin();
    begun = System.nanoTime();
    return true;
  }

  /** Notes that a look at the folder has ended well. */
  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
    super.commit(consumer, endpoint, polledMessages);
    lastLook = timetable.now();
  }

  /** When a look at the folder last ended well; nothing before the first. */
  Optional<Instant> lastLook() {
    return Optional.ofNullable(lastLook);
  }

  /**
   * The time of this look, of {@link System#nanoTime}: what is found at one look is as old as all
   * the rest, however long the look takes, or the first of a large folder would come first.
   */
  long now() {
    Long look = begun;
    return look == null ? System.nanoTime() : look;
  }

  synchronized void begin() {
    Instant now = timetable.now();
    drift = Math.max(0, Duration.between(ranked, now).toMillis());
    ranked = now;
    urgency = Urgency.now(timetable);
    last = waiting.size() < most ? Long.MAX_VALUE : waiting.peek();
    waiting.clear();
    taken = 0;
  }

  /** Counts a file that may be taken at the next look. */
  synchronized void expect(String name) {
    keep(urgency.of(name));
  }

  /** Whether it is the turn of a file that could be taken at this look; else it waits. */
  synchronized boolean isTurn(String name) {
    long rank = urgency.of(name);
    boolean isTurn = rank < last || rank - drift <= last && taken < most;
    if (isTurn) {
      taken++;
    } else {
      keep(rank);
    }
    return isTurn;
  }

  private void keep(long rank) {
    waiting.add(rank);
    if (waiting.size() > most) {
      waiting.remove();
    }
  }

  @Override
  public synchronized int compare(GenericFile<File> one, GenericFile<File> other) {
    int sooner =
        Long.compare(urgency.of(one.getFileNameOnly()), urgency.of(other.getFileNameOnly()));
    // Of editions that are as urgent, the later one may be that of the slot.
    return sooner == 0 ? other.getFileName().compareTo(one.getFileName()) : sooner;
  }
}

package radio.nightshift.condition;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The station's conditions: what a person must know, raised once, perhaps changed, and cleared
 * once. Each of these is one line in the log, by severity, and one {@link Change} for every
 * listener.
 *
 * <p><b>For rooms.</b> Raise what you find each time that you find it, and clear what you find in
 * order each time too: both do nothing if there is nothing new. Keep no memory of what was said.
 *
 * <pre>{@code
 * conditions.raise("prepare", "ffmpeg", Severity.ERROR, "ffmpeg does not run (no such file)", "install ffmpeg");
 * conditions.clear("prepare", "ffmpeg", "ffmpeg can be run again");
 * }</pre>
 *
 * Where many things of one kind may be wrong, begin what they are about with the same word, such as
 * {@code "file NAME"}, and let {@link #clearOthers} clear those that are in order again. Words must
 * stay the same for as long as the thing does: a time that passes or a count in them would be a
 * change at each look. (Words that change to and fro are reported once each.)
 *
 * <p><b>Restart.</b> Conditions that are kept in a file survive a crash: one that is raised again
 * is not new, and has been there since it was first raised. Once a room has looked at everything,
 * or ten minutes after the start, those that it has not raised again are over.
 *
 * <p>All methods may be called by any thread. None waits for a disk or for a listener. A room lists
 * at most 200 conditions, and one more stands for the others.
 */
public final class Conditions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

  /** What is no room's but the station's own. */
  private static final String STATION = "station";

  private static final String UNWRITABLE = "conditions file";

  private final Clock clock;
  private final ConditionFile file;
  private final Instant start;
  private final Map<String, RoomConditions> rooms = new TreeMap<>();
  private final Background background = new Background();
  private final Listeners listeners = new Listeners();
  private boolean isToBeSaved;

  private Conditions(Clock clock, ConditionFile file) {
    this.clock = clock;
    this.file = file;
    this.start = clock.instant();
  }

  /** Conditions that end with this process, for commands and tests. */
  public static Conditions unkept(Clock clock) {
    return new Conditions(clock, null);
  }

  /** Conditions that are kept in a file, with those that an earlier run has left there. */
  public static Conditions kept(Path path, Clock clock) {
    Conditions conditions = new Conditions(clock, new ConditionFile(path));
    conditions.restore();
    return conditions;
  }

  private void restore() {
    ConditionFile.Contents kept = file.read(start);
    kept.conditions().forEach(one -> of(one.room()).restore(one));
    if (!rooms.isEmpty()) {
      background.repeatWhile(this::clearOverdue);
    }
    if (!kept.isWhole()) {
      isToBeSaved = true;
      background.soon(this::save);
    }
  }

  /**
   * Raises a condition, or changes the one that there is. If it holds already in the same words,
   * nothing happens.
   *
   * @param about what it is about, within the room; without anything that may change while it lasts
   * @param words what is wrong, naming the value, without a full stop
   * @param remedy what to do, without a full stop; may be empty
   */
  public synchronized void raise(
      String room, String about, Severity severity, String words, String remedy) {
    Condition raised = new Condition(room, about, words, remedy, severity, clock.instant());
    publish(of(room).raise(raised));
  }

  /**
   * Raises a condition whose message is one text.
   *
   * @param text what is wrong and what to do, with {@code "; "} between them and no full stop
   * @see #raise(String, String, Severity, String, String)
   */
  public void raise(String room, String about, Severity severity, String text) {
    int end = text.lastIndexOf("; ");
    raise(
        room,
        about,
        severity,
        end < 0 ? text : text.substring(0, end),
        end < 0 ? "" : text.substring(end + 2));
  }

  /**
   * Notes that a condition still holds, whatever its words are: for those that name one case of
   * many.
   *
   * @return false if there is none, so that it is to be raised
   */
  public synchronized boolean confirm(String room, String about) {
    return of(room).confirm(Condition.subject(about));
  }

  /**
   * Clears a condition, if there is one.
   *
   * @param words what holds instead, without a full stop, such as {@code The bucket 'b' can be used
   *     again}; how long the condition has lasted is added
   */
  public synchronized void clear(String room, String about, String words) {
    publish(of(room).clear(Condition.subject(about), clock.instant(), words));
  }

  /**
   * Clears all conditions of one kind but some.
   *
   * @param kind what those of that kind begin their {@code about} with, such as {@code "file "}
   * @param remaining what those are about that still hold
   */
  public synchronized void clearOthers(String room, String kind, Collection<String> remaining) {
    Set<String> holding = remaining.stream().map(Condition::subject).collect(Collectors.toSet());
    publish(
        of(room)
            .clear(
                about -> about.startsWith(kind) && !holding.contains(about),
                clock.instant(),
                Conditions::over));
  }

  /** A room has looked at everything once: what it has not raised since the start is over. */
  public synchronized void looked(String room) {
    publish(of(room).clearUnconfirmed(clock.instant(), Conditions::over));
  }

  /** Names the rooms that are on: what an earlier run has raised for others is dropped. */
  public synchronized void keepOnly(Set<String> on) {
    for (String room : List.copyOf(rooms.keySet())) {
      if (!on.contains(room) && !room.equals(STATION)) {
        publish(rooms.get(room).clearUnconfirmed(clock.instant(), Change::dropped));
      }
    }
  }

  /** The condition about something, also if it is an earlier run's and was not raised again yet. */
  public synchronized Optional<Condition> find(String room, String about) {
    return of(room).find(Condition.subject(about));
  }

  /** All conditions, also those of an earlier run that were not raised again yet. */
  public synchronized List<Condition> all() {
    return rooms.values().stream().flatMap(room -> room.all().stream()).toList();
  }

  /**
   * Those that were raised since the start: what is known to hold now, as health checks need it.
   */
  public synchronized List<Condition> confirmed() {
    return rooms.values().stream().flatMap(room -> room.confirmed().stream()).toList();
  }

  /**
   * Has a listener called for every change from now on, in their order, by a thread of its own.
   * Whoever raises or clears a condition does not wait for it.
   */
  public void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /**
   * How many changes listeners have missed, because they came faster than listeners took them:
   * whenever it grows, one that must miss none compares what it knows with {@link #all}.
   */
  public long missedChanges() {
    return listeners.missed();
  }

  /** Writes what is not written yet. Changes that come later are written at once. */
  @Override
  public void close() {
    background.close();
    listeners.close();
    boolean unsaved;
    synchronized (this) {
      unsaved = isToBeSaved;
    }
    if (unsaved) {
      save();
    }
  }

  /**
   * Ends the wait for rooms that have not looked at everything ten minutes after the start.
   *
   * @return whether there is still something to wait for
   */
  synchronized boolean clearOverdue() {
    boolean isOverdue = !clock.instant().isBefore(start.plus(LONGEST_LOOK));
    if (isOverdue) {
      rooms.keySet().forEach(this::looked);
    }
    return rooms.values().stream().anyMatch(RoomConditions::hasUnconfirmed);
  }

  private RoomConditions of(String room) {
    return rooms.computeIfAbsent(room, RoomConditions::new);
  }

  private static Change over(Condition condition, Instant now) {
    return Change.over(condition, now, null);
  }

  private void publish(List<Change> changes) {
    for (Change change : changes) {
      log(change);
      listeners.publish(change);
    }
    if (file != null && !changes.isEmpty() && !isToBeSaved) {
      isToBeSaved = true;
      background.soon(this::save);
    }
  }

  private static void log(Change change) {
    Severity severity =
        change.kind() == Change.Kind.OVER ? Severity.INFO : change.condition().severity();
    switch (severity) {
      case INFO -> LOG.info("{}", change.line());
      case WARNING -> LOG.warn("{}", change.line());
      default -> LOG.error("{}", change.line());
    }
  }

  private void save() {
    List<Condition> all;
    synchronized (this) {
      isToBeSaved = false;
      all = new ArrayList<>(all());
    }
    try {
      file.write(all);
      clear(STATION, UNWRITABLE, "Conditions are kept in " + file + " again");
    } catch (IOException e) {
      raise(
          STATION,
          UNWRITABLE,
          Severity.WARNING,
          "Conditions cannot be kept in %s (%s)".formatted(file, e),
          "make room there, and let this user write");
    }
  }
}

package radio.nightshift.alerts;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import radio.nightshift.condition.Change;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Report;
import radio.nightshift.condition.Severity;

/**
 * One receiver: what its route asks for the next notice, and how it went. A receiver that takes
 * none is asked again after a while that grows, or after the time that it has named; meanwhile only
 * the newest state of each condition is kept for it.
 */
public final class Teller {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** Whatever a receiver asks for, it is tried again after that. */
  private static final Duration LONGEST_WISH = Duration.ofHours(1);

  private static final Duration COMPARISON = Duration.ofMinutes(1);

  private static final String UNRESOLVED =
      "has a route that neither fails nor comes to its end; see that it does not stop or handle its failures";

  private final String name;
  private final String station;
  private final Rules rules;
  private final BookFile file;
  private final Conditions conditions;
  private final Clock clock;

  private Book book;
  private Notice inHand;
  private Notice report;
  private int failures;
  private String failure = "";
  private Instant pauseEnd = Instant.MIN;
  private long missed = -1;
  private Instant compared = Instant.MIN;
  private boolean isToBeSaved;
  private long told;
  private Instant lastTold;

  Teller(
      String name, String station, Rules rules, BookFile file, Conditions conditions, Clock clock) {
    this.name = name;
    this.station = station;
    this.rules = rules;
    this.file = file;
    this.book = new Book(station, name, rules, List.of());
    this.conditions = conditions;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  String station() {
    return station;
  }

  /** Takes up what an earlier run has left. */
  synchronized void restore() {
    book = new Book(station, name, rules, file.read());
  }

  synchronized void note(Change change) {
    book.note(change);
    isToBeSaved = true;
  }

  /** Has a report told, in the place of one that still waits. */
  synchronized void report(Report latest) {
    report = Notice.of(station, latest);
  }

  /** What is to be told now; null if that is nothing. */
  public synchronized Notice next() {
    Instant now = clock.instant();
    if (inHand != null) {
      failed(new Failure(name).trouble(UNRESOLVED));
    }
    compare(now);
    save();
    if (Duration.between(now, pauseEnd).compareTo(LONGEST_WISH) > 0) {
      // The clock was put back.
      pauseEnd = now;
    }
    inHand = now.isBefore(pauseEnd) ? null : book.next(now).orElse(report);
    return inHand;
  }

  /**
   * After the start, after changes that came too fast to be noted, and each minute: what is not
   * published again, as it was before, is told all the same.
   */
  private void compare(Instant now) {
    long missedNow = conditions.missedChanges();
    boolean isTime = now.isBefore(compared) || !now.isBefore(compared.plus(COMPARISON));
    if (missedNow != missed || isTime) {
      missed = missedNow;
      compared = now;
      isToBeSaved |= book.compare(conditions.all(), now);
      reportFullness();
    }
  }

  private void reportFullness() {
    String about = "list of " + name;
    if (book.isFull()) {
      conditions.raise(
          Tellers.ROOM,
          about,
          Severity.WARNING,
          "So many conditions hold that not all can be told to alerts." + name,
          "see nightshift status for the others");
    } else {
      conditions.clear(Tellers.ROOM, about, "All conditions can be told to alerts." + name);
    }
  }

  /** The notice in hand has arrived. */
  public synchronized void delivered() {
    Instant now = clock.instant();
    if (inHand.kind() == Notice.Kind.REPORT) {
      report = report == inHand ? null : report;
    } else {
      book.delivered(inHand, now);
    }
    told++;
    lastTold = now;
    failures = 0;
    failure = "";
    pauseEnd = Instant.MIN;
    inHand = null;
    isToBeSaved = true;
    save();
    conditions.clear(Tellers.ROOM, name, "alerts.%s takes notices again".formatted(name));
  }

  /** The notice in hand has not arrived. */
  synchronized void failed(NotTakenException why) {
    Duration pause =
        FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10)).compareTo(LONGEST_PAUSE) < 0
            ? FIRST_PAUSE.multipliedBy(1L << failures)
            : LONGEST_PAUSE;
    Duration wish = least(why.retryAfter(), LONGEST_WISH);
    pauseEnd = clock.instant().plus(wish.compareTo(pause) > 0 ? wish : pause);
    if (why.isOfNotice() && inHand != null && inHand.kind() != Notice.Kind.REPORT) {
      book.defer(inHand);
    }
    inHand = null;
    failures++;
    failure = why.getMessage();
    conditions.raise(Tellers.ROOM, name, Severity.WARNING, failure);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Keeps the book on disk, if it has changed. */
  synchronized void save() {
    if (!isToBeSaved) {
      return;
    }
    try {
      file.write(book.entries());
      isToBeSaved = false;
      conditions.clear(Tellers.ROOM, "file of " + name, file + " can be written again");
    } catch (IOException e) {
      conditions.raise(
          Tellers.ROOM,
          "file of " + name,
          Severity.WARNING,
          "What is to be told cannot be kept in %s (%s)"
              .formatted(file, e.getClass().getSimpleName()),
          "make room there, and let this user write; after a restart it may be told again");
    }
  }

  /** Its part of the station's status. */
  synchronized Map<String, Object> part() {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("name", name);
    part.put("waiting", book.waiting(clock.instant()));
    part.put("told", told);
    part.put("overtaken", book.overtaken());
    part.put("lastTold", Optional.ofNullable(lastTold).map(Instant::toString).orElse(""));
    part.put("failure", failure);
    return part;
  }
}

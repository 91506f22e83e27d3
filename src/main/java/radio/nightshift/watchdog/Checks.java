package radio.nightshift.watchdog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.util.ObjectHelper;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Printable;
import radio.nightshift.condition.Severity;

/**
 * The checks, round by round. One that gives no answer in its time has failed, and is not begun
 * again while it still hangs.
 */
public final class Checks {
  private final List<String> names;
  private final Duration limit;
  private final Predicate<Instant> due;
  private final Conditions conditions;
  private final Clock clock;
  private final Map<String, Observation> round = new LinkedHashMap<>();
  private final Set<String> running = new TreeSet<>();
  private final Set<String> missing = new TreeSet<>();
  private boolean isDue;

  /**
   * Checks by their names.
   *
   * @param limit how long one may take
   * @param due whether the encoder should be on the air at an instant
   */
  Checks(
      List<String> names,
      Duration limit,
      Predicate<Instant> due,
      Conditions conditions,
      Clock clock) {
    this.names = List.copyOf(names);
    this.limit = limit;
    this.due = due;
    this.conditions = conditions;
    this.clock = clock;
  }

  /** Begins a round: the names of the checks to be made; none while nothing is due. */
  public List<String> begin() {
    // Asked before, as a station may take its time to say.
    boolean dueNow = due.test(clock.instant());
    return begin(dueNow);
  }

  private synchronized List<String> begin(boolean dueNow) {
    isDue = dueNow;
    round.clear();
    if (!isDue) {
      return List.of();
    }
    List<String> free = names.stream().filter(name -> !running.contains(name)).toList();
    running.addAll(free);
    return free;
  }

  /** A check has passed, with what its route leaves as the body. */
  public synchronized void passed(@ExchangeProperty("check") String check, Exchange exchange) {
    String words = exchange.getMessage().getBody(String.class);
    note(check, true, words == null || words.isBlank() ? "well" : words);
  }

  /** A check has failed. */
  public synchronized void failed(
      @ExchangeProperty("check") String check,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    if (ObjectHelper.getException(DirectConsumerNotAvailableException.class, failure) == null) {
      note(check, false, words(failure));
      return;
    }
    running.remove(check);
    missing.add(check);
    conditions.raise(
        "watchdog",
        "route of " + check,
        Severity.ERROR,
        "The check %s has no route from direct:watchdog-check-%s, and does not count"
            .formatted(check, check),
        "write one, or correct watchdog.checks");
  }

  private static String words(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof CheckFailedException)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private void note(String check, boolean passed, String words) {
    running.remove(check);
    round.put(check, new Observation(check, passed, line(words), clock.instant()));
  }

  private static String line(String words) {
    String line = Printable.printable(words).strip();
    return line.length() <= 300 ? line : line.substring(0, 299) + "…";
  }

  /** Ends a round: how each check came out, in the order of the settings. */
  public synchronized List<Observation> end() {
    if (!isDue) {
      return List.of();
    }
    Instant now = clock.instant();
    List<Observation> all = new ArrayList<>();
    for (String name : names.stream().filter(one -> !missing.contains(one)).toList()) {
      String hangs = "it gives no answer within %d s".formatted(limit.toSeconds());
      all.add(round.getOrDefault(name, new Observation(name, false, hangs, now)));
    }
    round.clear();
    return all;
  }
}

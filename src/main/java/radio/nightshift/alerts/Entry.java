package radio.nightshift.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import radio.nightshift.alerts.Notice.Kind;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Severity;

/**
 * One condition as one receiver is to know it: its newest state, and what was told of it.
 *
 * @param condition as it is now, or was last
 * @param isOver whether it is over
 * @param line what the log says of its newest state
 * @param at when it came to be so
 * @param untold how many states of it have come since it was last told
 * @param told the state that was told last, or empty
 * @param tellings when it was told, as far as that bears on when it may be told again, and how
 *     severe it was
 */
record Entry(
    Condition condition,
    boolean isOver,
    String line,
    Instant at,
    int untold,
    String told,
    List<Telling> tellings) {

  /** Whatever is told so often within this time comes and goes. */
  private static final Duration WINDOW = Duration.ofHours(1);

  private static final int OFTEN = 4;
  private static final int KEPT = 2 * OFTEN;

  /** The state of a condition that is over. */
  static final String OVER = "over";

  /** What comes and goes is told no more often than this. */
  private static final Duration PAUSE = Duration.ofMinutes(15);

  static final Comparator<Entry> ORDER =
      Comparator.comparing((Entry entry) -> entry.condition().severity())
          .reversed()
          .thenComparing(Entry::at);

  /**
   * An instant at which it was told, and how severe it was then.
   *
   * @param turns whether it had come, or gone, since the telling before
   */
  record Telling(Instant at, Severity severity, boolean turns) {}

  /** A condition of which nothing was told. */
  static Entry untold(Condition condition, String line, Instant at) {
    return new Entry(condition, false, line, at, 1, "", List.of());
  }

  /** The same with its newest state. */
  Entry now(Condition newest, boolean over, String words, Instant when) {
    return new Entry(newest, over, words, when, untold + 1, told, tellings);
  }

  /** The state that it is in; two states that a person would tell apart are two. */
  String state() {
    return isOver ? OVER : state(condition);
  }

  static String state(Condition condition) {
    return condition.severity() + " " + Integer.toHexString(condition.text().hashCode());
  }

  boolean wasTold() {
    return !told.isEmpty();
  }

  /** Why it is to be told now, if it is. */
  Optional<Kind> due(Rules rules, Instant now) {
    Kind kind = news(rules, now);
    boolean isHeld = kind == null || kind != Kind.REPEATED && mustPause(now);
    return isHeld ? Optional.empty() : Optional.of(kind);
  }

  private Kind news(Rules rules, Instant now) {
    if (isOver) {
      return told.equals(OVER) ? null : Kind.OVER;
    }
    if (told.isEmpty() || told.equals(OVER)) {
      return now.isBefore(rules.ripe(condition)) ? null : Kind.RAISED;
    }
    if (!told.equals(state())) {
      return Kind.CHANGED;
    }
    boolean isTime = now.isBefore(lastTold()) || !now.isBefore(lastTold().plus(rules.repeat()));
    return isTime ? Kind.REPEATED : null;
  }

  /** It comes and goes, and is no worse than was told. */
  private boolean mustPause(Instant now) {
    List<Telling> recent =
        tellings.stream()
            .filter(one -> one.turns && !one.at.isAfter(now) && one.at.plus(WINDOW).isAfter(now))
            .toList();
    return recent.size() >= OFTEN
        && lastTold().plus(PAUSE).isAfter(now)
        && recent.stream().anyMatch(one -> one.severity.compareTo(condition.severity()) >= 0);
  }

  private Instant lastTold() {
    return tellings.get(tellings.size() - 1).at;
  }

  /** The same once a state of it was told. */
  Entry told(String state, Instant when, Notice notice) {
    List<Telling> all = new ArrayList<>(tellings);
    // A clock that was put back must not keep anything from being told.
    all.removeIf(one -> one.at.isAfter(when));
    boolean turns = told.isEmpty() || told.equals(OVER) != state.equals(OVER);
    all.add(new Telling(when, notice.condition().severity(), turns));
    all.subList(0, Math.max(0, all.size() - KEPT)).clear();
    return new Entry(
        condition,
        isOver,
        line,
        at,
        Math.max(0, untold - notice.overtaken() - 1),
        state,
        List.copyOf(all));
  }

  /** Whether it is over, and that was told. */
  boolean isSettled() {
    return isOver && told.equals(OVER);
  }

  /** Whether it is settled, and need not be remembered as one that comes and goes. */
  boolean isDone(Instant now) {
    return isSettled() && tellings.stream().noneMatch(one -> one.at.plus(WINDOW).isAfter(now));
  }
}

package radio.nightshift.programme;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import radio.nightshift.programme.Choice.Play;

/**
 * What is played in a span of time, and when one edition plays: the same choices as those of the
 * {@link RunningOrder} of all editions, made of what can bear on them only. So their cost does not
 * grow with the number of all others.
 */
public final class EditionChoices {
  private static final Duration HOUR = Duration.ofHours(1);

  /** No programme lasts longer, nor so the slot that lies over another one. */
  private static final Duration LONGEST = Duration.ofHours(12);

  /** What a local time may be away from another, beyond the time between: summer time. */
  private static final Duration LEAP = Duration.ofHours(3);

  private final EditionIndex index;
  private final Schedule schedule;
  private final StationRules rules;
  private final ZoneId zone;
  private final Map<String, TreeSet<Instant>> starts = new HashMap<>();

  /**
   * Prepares for questions about a schedule, at a cost that grows with its slots.
   *
   * @param index all editions, which may change
   */
  public EditionChoices(EditionIndex index, Schedule schedule, StationRules rules) {
    this.index = index;
    this.schedule = schedule;
    this.rules = rules;
    this.zone = rules.zone();
    for (Slot slot : schedule.slots()) {
      starts.computeIfAbsent(slot.pid(), pid -> new TreeSet<>()).add(slot.start());
    }
  }

  /** Whether it is made for that schedule, and not only for an equal one. */
  public boolean isOf(Schedule other) {
    return schedule == other;
  }

  /**
   * The choices in which an edition plays, in order.
   *
   * @param isThere whether an edition of the index counts
   */
  public List<Choice> of(Edition edition, Predicate<Edition> isThere) {
    List<Choice> choices = new ArrayList<>();
    around(edition, isThere).stream()
        .filter(choice -> choice.play() != Play.PREVIOUS)
        .forEach(choices::add);
    later(edition, isThere).stream()
        .filter(choice -> choice.play() == Play.PREVIOUS)
        .forEach(choices::add);
    return choices.stream()
        .filter(choice -> choice.editions().stream().anyMatch(one -> isSame(one, edition)))
        .toList();
  }

  /**
   * The choices that start in a span of time, in order.
   *
   * @param isThere whether an edition of the index counts
   */
  public List<Choice> between(Instant from, Instant to, Predicate<Edition> isThere) {
    return between(from, to, LONGEST, isThere);
  }

  private List<Choice> between(
      Instant from, Instant to, Duration margin, Predicate<Edition> isThere) {
    List<Slot> slots = schedule.startingIn(from.minus(margin), to.plus(margin));
    LocalDateTime first = local(from).minus(margin).minus(LEAP);
    LocalDateTime last = local(to).plus(margin).plus(LEAP);
    Stream<Edition> before =
        slots.stream().map(Slot::pid).distinct().flatMap(pid -> last(pid, first, isThere).stream());
    Stream<Edition> near = index.between(first, last).stream().filter(isThere);
    return order(slots, Stream.concat(before, near).toList()).between(from, to);
  }

  /** Whether an edition may bear on what plays in a span of time. */
  public boolean mayPlay(Edition edition, Instant from, Instant to) {
    LocalDateTime stamp = edition.name().stamp();
    if (!stamp.isBefore(local(to).plus(LONGEST).plus(LEAP))) {
      return false;
    }
    Instant slot =
        starts.getOrDefault(edition.name().pid(), new TreeSet<>()).ceiling(from.minus(LONGEST));
    return stamp.isAfter(local(from).minus(LONGEST).minus(LEAP))
        || slot != null && slot.isBefore(to.plus(LONGEST));
  }

  /**
   * The choices about its own time, which half hours before and behind bear on. A local time that
   * comes twice may be the second one.
   */
  private List<Choice> around(Edition edition, Predicate<Edition> isThere) {
    Instant own = edition.name().instant(zone);
    return between(own.minus(HOUR), own.plus(HOUR).plus(HOUR), HOUR, isThere);
  }

  private LocalDateTime local(Instant instant) {
    return instant.atZone(zone).toLocalDateTime();
  }

  /** The choices of its programme's slots, as far as the next edition. */
  private List<Choice> later(Edition edition, Predicate<Edition> isThere) {
    String pid = edition.name().pid();
    if (!starts.containsKey(pid)) {
      return List.of();
    }
    LocalDateTime stamp = edition.name().stamp();
    Optional<LocalDateTime> next = next(pid, stamp.plus(LEAP), isThere);
    Instant from = edition.name().instant(zone).minus(LEAP);
    Instant until =
        next.map(after -> after.atZone(zone).toInstant().plus(LEAP)).orElse(Instant.MAX);
    Set<Slot> slots = new LinkedHashSet<>();
    for (Instant start : starts.get(pid).subSet(from, true, until, true)) {
      slots.addAll(schedule.startingIn(start, start.plusNanos(1)));
    }
    List<Edition> own =
        index.between(pid, stamp.minus(LEAP), next.orElse(stamp).plus(LEAP)).stream()
            .filter(isThere)
            .toList();
    return order(slots, own).between(Instant.MIN, Instant.MAX);
  }

  private List<Edition> last(String pid, LocalDateTime before, Predicate<Edition> isThere) {
    Optional<LocalDateTime> stamp = index.lastBefore(pid, before);
    while (stamp.isPresent()) {
      List<Edition> found = usable(pid, stamp.get(), isThere);
      if (!found.isEmpty()) {
        return found;
      }
      stamp = index.lastBefore(pid, stamp.get());
    }
    return List.of();
  }

  private Optional<LocalDateTime> next(
      String pid, LocalDateTime after, Predicate<Edition> isThere) {
    Optional<LocalDateTime> stamp = index.firstAfter(pid, after);
    while (stamp.isPresent() && usable(pid, stamp.get(), isThere).isEmpty()) {
      stamp = index.firstAfter(pid, stamp.get());
    }
    return stamp;
  }

  private List<Edition> usable(String pid, LocalDateTime stamp, Predicate<Edition> isThere) {
    return index.between(pid, stamp, stamp).stream()
        .filter(edition -> edition.isUsable() && isThere.test(edition))
        .toList();
  }

  private RunningOrder order(Collection<Slot> slots, Collection<Edition> editions) {
    return RunningOrder.of(Schedule.of(slots), editions, rules);
  }

  private static boolean isSame(Edition one, Edition other) {
    return one.key().equals(other.key());
  }
}

package radio.nightshift.programme;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.Choice.Play;

/**
 * Which file is played when: a pure function of the schedule and the editions that there are.
 *
 * <p>A slot gets its own file, else the programme's latest earlier edition; a file for which there
 * is no slot plays at its stamp; two own files of half an hour each are one hour. Whatever is
 * chosen starts on its instant, and so ends what still runs.
 */
public final class RunningOrder {
  /** The longest file that counts as half an hour. */
  public static final Duration HALF = Duration.ofSeconds(2000);

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  /** A calendar or a bucket may hold any nonsense; a note is for a person to read. */
  private static final int MOST_NOTES = 10;

  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final ZoneId zone;
  private final Fit fit;
  private final NavigableMap<Instant, List<Slot>> slots;
  private final Editions editions;
  private final Overlaps overlaps;
  private final NavigableMap<Instant, Choice> choices = new TreeMap<>();

  private RunningOrder(Schedule schedule, Collection<Edition> editions, StationRules rules) {
    this.zone = rules.zone();
    this.fit = rules.fit();
    this.slots =
        schedule.slots().stream()
            .collect(Collectors.groupingBy(Slot::start, TreeMap::new, Collectors.toList()));
    this.editions = new Editions(editions, slots, zone);
    this.overlaps = new Overlaps(slots.values());
  }

  /**
   * Makes the running order.
   *
   * @param schedule its slots; those outside of the time that is asked for count as neighbours
   * @param editions all that there are, earlier ones too
   * @param rules the station's
   */
  public static RunningOrder of(
      Schedule schedule, Collection<Edition> editions, StationRules rules) {
    RunningOrder order = new RunningOrder(schedule, editions, rules);
    order.choose();
    order.join();
    order.endAtTheNext();
    return order;
  }

  /** The choices that start in a span of time, in order. */
  public List<Choice> between(Instant from, Instant to) {
    return List.copyOf(choices.subMap(from, true, to, false).values());
  }

  /** The choice that starts at an instant. */
  public Optional<Choice> at(Instant instant) {
    return Optional.ofNullable(choices.get(instant));
  }

  private void choose() {
    TreeSet<Instant> instants = new TreeSet<>(slots.keySet());
    instants.addAll(editions.instants());
    for (Instant instant : instants) {
      Reasons reasons = new Reasons(instant);
      if (slots.containsKey(instant)) {
        choices.put(instant, forSlot(slots.get(instant).get(0), reasons));
      } else {
        withoutSlot(instant, reasons).ifPresent(choice -> choices.put(instant, choice));
      }
    }
  }

  private Choice forSlot(Slot slot, Reasons reasons) {
    Optional<Edition> own = reasons.preferred(slot.pid());
    reasons.otherSlots(slots.get(slot.start()));
    overlaps
        .at(slot.start())
        .ifPresent(
            other ->
                reasons.conflict(
                    "overlaps '%s' at %s in the calendar"
                        .formatted(other.pid(), local(other.start()))));
    if (own.isPresent()) {
      return reasons.choice(Play.OWN, slot.pid(), own.get());
    }
    Optional<Edition> previous = editions.latestBefore(slot);
    String missing = "there is no '%s'".formatted(slot.fileName(zone));
    if (previous.isPresent()) {
      reasons.note("%s, so '%s' plays".formatted(missing, previous.get().key()));
      return reasons.choice(Play.PREVIOUS, slot.pid(), previous.get());
    }
    reasons.note(missing + " and no earlier edition; upload one");
    return reasons.choice(Play.MISSING, slot.pid(), null);
  }

  private Optional<Choice> withoutSlot(Instant instant, Reasons reasons) {
    return editions.at(instant).stream()
        .filter(Edition::isUsable)
        .findFirst()
        .map(first -> first.name().pid())
        .map(pid -> reasons.choice(Play.OWN, pid, reasons.preferred(pid).orElseThrow()));
  }

  private void join() {
    for (Choice first : List.copyOf(choices.values())) {
      Choice second = choices.get(first.at().plus(HALF_HOUR));
      ZonedDateTime local = first.at().atZone(zone);
      if (second != null
          && local.getMinute() == 0
          && second.at().atZone(zone).getMinute() == 30
          && isHalf(first)
          && isHalf(second)
          && nothingPlaysBetween(first, second)) {
        choices.put(first.at(), joined(first, second));
        choices.remove(second.at());
      }
    }
  }

  private boolean nothingPlaysBetween(Choice first, Choice second) {
    return choices.subMap(first.at(), false, second.at(), false).values().stream()
        .allMatch(choice -> choice.play() == Play.MISSING);
  }

  private static boolean isHalf(Choice choice) {
    return choice.play() == Play.OWN
        && choice.editions().get(0).isKnown()
        && choice.editions().get(0).length().compareTo(HALF) <= 0;
  }

  private Choice joined(Choice first, Choice second) {
    Edition tail = second.editions().get(0);
    Duration length = HALF_HOUR.plus(tail.length());
    Duration slot = slotAt(second.at());
    Fit.Ending ending = fit.joined(length, slot == null ? null : HALF_HOUR.plus(slot));
    String note =
        List.of(first.note(), second.note()).stream()
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
    return new Choice(
        first.at(),
        Play.JOINED,
        null,
        List.of(first.editions().get(0), tail),
        second.at(),
        ending,
        first.at().plus(ending.lasts(length)),
        first.conflict() || second.conflict(),
        note);
  }

  private void endAtTheNext() {
    Instant next = Instant.MAX;
    for (Choice choice : List.copyOf(choices.descendingMap().values())) {
      if (choice.until() != null && choice.until().isAfter(next)) {
        choices.put(choice.at(), choice.until(next));
      }
      next = choice.play() == Play.MISSING ? next : choice.at();
    }
  }

  /** How long the slot at an instant is; null if there is none. */
  private Duration slotAt(Instant instant) {
    return slots.containsKey(instant)
        ? Duration.between(instant, slots.get(instant).get(0).end())
        : null;
  }

  private String local(Instant instant) {
    return LOCAL.format(instant.atZone(zone));
  }

  /** The notes made on the way to one choice. */
  private final class Reasons {
    private final Instant instant;
    private final List<String> notes = new ArrayList<>();
    private boolean conflict;

    Reasons(Instant instant) {
      this.instant = instant;
    }

    /** The programme's file for this instant; the others that bear its stamp are noted. */
    Optional<Edition> preferred(String pid) {
      Edition chosen = null;
      for (Edition edition : editions.at(instant)) {
        if (!edition.isUsable()) {
          note(edition.defect());
        } else if (chosen == null && edition.name().pid().equals(pid)) {
          chosen = edition;
        } else {
          conflict(
              "'%s' is for this time too and does not play; rename it or take it away"
                  .formatted(Printable.printable(edition.key())));
        }
      }
      return Optional.ofNullable(chosen);
    }

    void otherSlots(List<Slot> all) {
      for (Slot loser : all.subList(1, all.size())) {
        conflict("the calendar has '%s' at this time too".formatted(loser.pid()));
      }
    }

    void conflict(String words) {
      conflict = true;
      note(words);
    }

    void note(String words) {
      if (notes.size() < MOST_NOTES) {
        notes.add(words);
      }
    }

    Choice choice(Play play, String pid, Edition edition) {
      Fit.Ending ending =
          edition == null || edition.length() == null
              ? null
              : fit.ending(edition.length(), slotAt(instant));
      Instant until = ending == null ? null : instant.plus(ending.lasts(edition.length()));
      return new Choice(
          instant,
          play,
          pid,
          edition == null ? List.of() : List.of(edition),
          null,
          ending,
          until,
          conflict,
          String.join("; ", notes));
    }
  }
}

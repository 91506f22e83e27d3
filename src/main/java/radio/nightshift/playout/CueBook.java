package radio.nightshift.playout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.CueSheet;
import radio.nightshift.programme.EditionChoices;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Timetable;

/**
 * For each mount, what starts when, from the schedule and the programmes that are ready. Cues are
 * made for the days about this instant: a year's programmes that get ready one after the other are
 * not to be arranged as often.
 */
public final class CueBook implements CueSheet {
  private static final Duration EVER = Duration.ofDays(10_000L * 365);

  private final ReadyFolder ready;
  private final Timetable timetable;
  private final List<Mount> mounts;
  private final Interventions interventions;
  private final Conflicts conflicts;
  private final Set<Path> withdrawn = new HashSet<>();
  private EditionChoices order;

  /**
   * Replaced whole at every change, so that streaming threads look up the next cue without a lock.
   */
  private volatile Arrangement arrangement = Arrangement.NONE;

  /** Holds no cues before {@link #load}. */
  public CueBook(
      ReadyFolder ready, Timetable timetable, List<Mount> mounts, Interventions interventions) {
    this.ready = ready;
    this.timetable = timetable;
    this.mounts = List.copyOf(mounts);
    this.interventions = interventions;
    this.conflicts = new Conflicts(ready, timetable);
  }

  /** Arranges what an earlier run has prepared for the days about now, which is quickly done. */
  public void loadNear() throws IOException {
    Instant now = timetable.now();
    ready.load(stamp(now.minus(Arrangement.BEHIND)), stamp(now.plus(Arrangement.AHEAD)));
    arrange();
  }

  private String stamp(Instant instant) {
    return ProgrammeFileName.stamp(instant, timetable.zone());
  }

  /** Arranges all that an earlier run has prepared. */
  public void load() throws IOException {
    // Meanwhile others may go by what there is of these days.
    ready.load();
    arrange();
  }

  /** Arranges a programme that has just got ready. */
  public synchronized void add(PreparedProgramme programme) {
    // Made again by the same recipe, it has the path of one that could not be played.
    boolean isMended = withdrawn.removeIf(audio -> audio.startsWith(programme.folder()));
    conflicts.change();
    if (isMended || isNear(programme)) {
      arrange();
    }
  }

  /**
   * Withdraws a cue's file, because it could not be played; another file of its slot may replace
   * it.
   */
  public synchronized void withdraw(Cue cue) {
    withdrawn.add(cue.file());
    arrange();
  }

  /** Arranges everything anew as a person has ordered. */
  synchronized void intervene(Intervention order) {
    interventions.add(order, timetable.now());
    arrange();
  }

  /** Arranges everything anew if the schedule is another one than before, or time has gone on. */
  public synchronized void follow() {
    if (!arrangement.holds(timetable.schedule(), timetable.now())) {
      arrange();
    }
  }

  /** The choices in a span of time of the days about now, with what is missing there. */
  public List<Choice> choices(Instant from, Instant to) {
    return arrangement.choices().stream()
        .filter(choice -> !choice.at().isBefore(from) && choice.at().isBefore(to))
        .toList();
  }

  /** The choices in any span of time, with what is missing there. */
  public synchronized List<Choice> order(Instant from, Instant to) {
    Encoding first = mounts.get(0).encoding();
    return order(timetable.schedule())
        .between(from, to, one -> !playable(one.key(), first).isEmpty());
  }

  /** The choices that something else laid claim to, however far ahead. */
  public List<Choice> conflicts() {
    return conflicts.all();
  }

  /** Removes the programmes made of a file that its sender has withdrawn before its time. */
  public synchronized void drop(String source) throws IOException {
    List<PreparedProgramme> made = ready.release(source);
    conflicts.change();
    arrange();
    ready.delete(made);
  }

  /** The cue at its place in time, or the last one before it. */
  Optional<Cue> atOrBefore(Mount mount, Instant instant) {
    return Optional.ofNullable(arrangement.of(mount.name()).floorEntry(instant))
        .map(Map.Entry::getValue);
  }

  /** The cues that start after one instant and not after another. */
  List<Cue> between(Mount mount, Instant after, Instant until) {
    return List.copyOf(arrangement.of(mount.name()).subMap(after, false, until, true).values());
  }

  @Override
  public Optional<Cue> after(Cue cue) {
    return Optional.ofNullable(arrangement.of(cue.mount()).higherEntry(cue.start()))
        .map(Map.Entry::getValue);
  }

  @Override
  public Instant end(Cue cue) {
    return interventions.end(cue);
  }

  /** A mount's first cue that starts after an instant, within the days about now. */
  Optional<Cue> next(Mount mount, Instant after) {
    return Optional.ofNullable(arrangement.of(mount.name()).higherEntry(after))
        .map(Map.Entry::getValue);
  }

  /** The next cue of all mounts, however far ahead. */
  synchronized Optional<Cue> next() {
    Instant now = timetable.now();
    Optional<Cue> soon = arrangement.next(now);
    return soon.isPresent() ? soon : arranged(now, now.plus(EVER)).next(now);
  }

  private synchronized void arrange() {
    Instant now = timetable.now();
    arrangement = arranged(now.minus(Arrangement.BEHIND), now.plus(Arrangement.AHEAD));
  }

  private Arrangement arranged(Instant from, Instant to) {
    List<PreparedProgramme> all = ready.programmes();
    withdrawn.removeIf(audio -> all.stream().noneMatch(made -> audio.startsWith(made.folder())));
    Schedule schedule = timetable.schedule();
    EditionChoices order = order(schedule);
    Map<Encoding, List<Choice>> choices = new HashMap<>();
    Map<String, NavigableMap<Instant, Cue>> cues = new HashMap<>();
    for (Mount mount : mounts) {
      Encoding encoding = mount.encoding();
      List<Choice> chosen =
          choices.computeIfAbsent(
              encoding,
              same -> order.between(from, to, one -> !playable(one.key(), encoding).isEmpty()));
      List<PreparedProgramme> programmes =
          chosen.stream()
              .flatMap(choice -> choice.editions().stream())
              .flatMap(edition -> playable(edition.key(), encoding).stream())
              .distinct()
              .toList();
      cues.put(
          mount.name(),
          interventions.applied(mount.name(), new Arranger(mount, programmes).cues(chosen)));
    }
    return new Arrangement(schedule, from, to, choices.get(mounts.get(0).encoding()), cues);
  }

  private EditionChoices order(Schedule schedule) {
    if (order == null || !order.isOf(schedule)) {
      order = new EditionChoices(ready.editions(), schedule, timetable.rules());
    }
    return order;
  }

  /** Whether a programme may be on the air in the days about now. */
  private boolean isNear(PreparedProgramme programme) {
    return !arrangement.isMade()
        || PreparedProgramme.editions(List.of(programme)).stream()
            .anyMatch(
                edition ->
                    order(timetable.schedule())
                        .mayPlay(edition, arrangement.from(), arrangement.to()));
  }

  private List<PreparedProgramme> playable(String source, Encoding encoding) {
    return ready.programmesOf(source).stream()
        .filter(
            made -> made.audio(encoding).filter(audio -> !withdrawn.contains(audio)).isPresent())
        .toList();
  }
}

package radio.nightshift.playout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.CueSheet;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.RunningOrder;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Timetable;
import radio.nightshift.programme.UsedUpload;

/** For each mount, what starts when, from the schedule and the programmes that are ready. */
public final class CueBook implements CueSheet {
  private final ReadyFolder ready;
  private final Timetable timetable;
  private final List<Mount> mounts;
  private final Set<Path> withdrawn = new HashSet<>();

  /**
   * Replaced whole at every change, so that streaming threads look up the next cue without a lock.
   */
  private volatile Arrangement arrangement = new Arrangement(Schedule.EMPTY, null, Map.of());

  /**
   * The cues as of one state of the schedule and the files.
   *
   * @param cues by the mount's name and the start
   */
  private record Arrangement(
      Schedule schedule, RunningOrder order, Map<String, NavigableMap<Instant, Cue>> cues) {}

  /** Holds no cues before {@link #load}. */
  public CueBook(ReadyFolder ready, Timetable timetable, List<Mount> mounts) {
    this.ready = ready;
    this.timetable = timetable;
    this.mounts = List.copyOf(mounts);
  }

  /** Arranges what an earlier run has prepared. */
  public synchronized void load() throws IOException {
    ready.load();
    arrange();
  }

  /** Arranges a programme that has just got ready. */
  public synchronized void add(PreparedProgramme programme) {
    // Made again by the same recipe, it has the path of one that could not be played.
    withdrawn.removeIf(audio -> audio.startsWith(programme.folder()));
    arrange();
  }

  /**
   * Withdraws a cue's file, because it could not be played; another file of its slot may replace
   * it.
   */
  public synchronized void withdraw(Cue cue) {
    withdrawn.add(cue.file());
    arrange();
  }

  /** Arranges everything anew if the schedule is another one than before. */
  public synchronized void follow() {
    if (arrangement.schedule != timetable.schedule()) {
      arrange();
    }
  }

  /** The choices in a span of time, with what is missing there. */
  public List<Choice> choices(Instant from, Instant to) {
    RunningOrder order = arrangement.order;
    return order == null ? List.of() : order.between(from, to);
  }

  /** Removes the programmes made of a file that its sender has withdrawn before its time. */
  public synchronized void drop(String source) throws IOException {
    List<PreparedProgramme> made = ready.release(source);
    arrange();
    ready.delete(made);
  }

  /** The cue at its place in time, or the last one before it. */
  Optional<Cue> atOrBefore(Mount mount, Instant instant) {
    return Optional.ofNullable(cuesOf(mount.name()).floorEntry(instant)).map(Map.Entry::getValue);
  }

  /** The cues that start after one instant and not after another. */
  List<Cue> between(Mount mount, Instant after, Instant until) {
    return List.copyOf(cuesOf(mount.name()).subMap(after, false, until, true).values());
  }

  @Override
  public Optional<Cue> after(Cue cue) {
    return Optional.ofNullable(cuesOf(cue.mount()).higherEntry(cue.start()))
        .map(Map.Entry::getValue);
  }

  private NavigableMap<Instant, Cue> cuesOf(String mount) {
    return arrangement.cues.getOrDefault(mount, new TreeMap<>());
  }

  private void arrange() {
    Schedule now = timetable.schedule();
    List<PreparedProgramme> programmes = ready.programmes();
    withdrawn.removeIf(
        audio -> programmes.stream().noneMatch(made -> audio.startsWith(made.folder())));
    Map<Encoding, RunningOrder> orders = new HashMap<>();
    Map<String, NavigableMap<Instant, Cue>> cues = new HashMap<>();
    for (Mount mount : mounts) {
      List<PreparedProgramme> playable = playable(programmes, mount.encoding());
      RunningOrder order =
          orders.computeIfAbsent(
              mount.encoding(),
              encoding -> RunningOrder.of(now, editions(playable), timetable.rules()));
      cues.put(mount.name(), new Arranger(mount, playable).cues(order));
    }
    arrangement = new Arrangement(now, orders.get(mounts.get(0).encoding()), cues);
  }

  private List<PreparedProgramme> playable(List<PreparedProgramme> programmes, Encoding encoding) {
    return programmes.stream()
        .filter(
            made -> made.audio(encoding).filter(audio -> !withdrawn.contains(audio)).isPresent())
        .toList();
  }

  private static List<Edition> editions(List<PreparedProgramme> programmes) {
    Map<String, Edition> editions = new HashMap<>();
    for (PreparedProgramme programme : programmes) {
      for (UsedUpload part : programme.parts()) {
        editions.put(
            part.source(),
            new Edition(part.source(), ProgrammeFileName.parse(part.source()), 1, part.length()));
      }
    }
    return List.copyOf(editions.values());
  }
}

package radio.nightshift.loop;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.disk.WholeFile;

/**
 * The turns of a channel, one behind the other for ever. Which turn is on at an instant depends on
 * that instant alone, so whatever has broken off goes on where the channel should be by then. It is
 * kept in a file: a channel goes on over a restart of the station as if it had not stopped.
 */
final class Timeline {
  /** Ticks of 90 kHz, in which MPEG counts time. */
  static final long TICKS_PER_SECOND = 90_000;

  /** Whoever plays reads so far ahead at most; what is changed now must not concern that. */
  private static final Duration READ_AHEAD = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);

  private final Path state;
  private final Instant origin;
  private final Deque<Stretch> stretches = new ArrayDeque<>();

  /**
   * What is played, turn by turn.
   *
   * @param name tells it from what was made of another source or by other settings
   * @param ticks how long a turn takes
   */
  record Version(String name, Path file, long ticks) {
    Version {
      if (ticks <= 0) {
        throw new IllegalArgumentException("a turn takes time, not " + ticks + " ticks");
      }
    }

    Duration length() {
      return duration(ticks);
    }
  }

  /**
   * One turn of a version.
   *
   * @param number 0 for the channel's first
   * @param startTicks when it starts, from the channel's first start on
   * @param start the same as an instant
   */
  record Turn(Version version, long number, long startTicks, Instant start) {
    long endTicks() {
      return startTicks + version.ticks;
    }

    Instant end() {
      return start.plus(version.length());
    }
  }

  /** From some turn on, all are of one version. */
  private record Stretch(Version version, long number, long startTicks) {
    long turnsUntil(long ticks) {
      return Math.floorDiv(ticks - startTicks, version.ticks);
    }
  }

  /**
   * Goes on with the timeline that a file holds, or begins one now.
   *
   * @param state the file
   * @param version what is to be played; if it is another than that of the file, from now on
   */
  Timeline(Path state, Version version, Instant now) {
    this.state = state;
    Properties kept = read(state);
    Instant begun = now;
    Stretch stretch = new Stretch(version, 0, 0);
    try {
      Instant first = Instant.parse(kept.getProperty("origin", ""));
      long ticks = Long.parseLong(kept.getProperty("start"));
      long number = Long.parseLong(kept.getProperty("number"));
      if (!first.isAfter(now) && ticks >= 0 && number >= 0) {
        begun = first;
        boolean isSame =
            version.name.equals(kept.getProperty("version"))
                && ("" + version.ticks).equals(kept.getProperty("ticks"))
                && ticks <= ticks(first, now);
        stretch =
            isSame
                ? new Stretch(version, number, ticks)
                : new Stretch(version, number + 1, ticks(first, now));
      }
    } catch (DateTimeException | NumberFormatException none) {
      // There is none, or it cannot be read: the channel begins anew.
    }
    origin = begun;
    stretches.add(stretch);
    keep();
  }

  /** The turn that is on at an instant. */
  synchronized Turn at(Instant now) {
    long ticks = Math.max(ticks(origin, now), stretches.getFirst().startTicks);
    Stretch of = at(ticks);
    return turn(of, of.turnsUntil(ticks));
  }

  /** The turn that follows. */
  synchronized Turn after(Turn turn) {
    Stretch of = at(turn.endTicks());
    return turn(of, Math.max(0, of.turnsUntil(turn.endTicks())));
  }

  /** Plays another version, from the next seam that nobody has read up to. */
  synchronized void change(Version next, Instant now) {
    Turn last = at(now.plus(READ_AHEAD));
    stretches.removeIf(later -> later.startTicks > last.startTicks);
    stretches.add(new Stretch(next, last.number + 1, last.endTicks()));
    Stretch on = at(ticks(origin, now));
    stretches.removeIf(over -> over.startTicks < on.startTicks);
    keep();
  }

  /** The latest version, which may not have come to its first turn yet. */
  synchronized Version version() {
    return stretches.getLast().version;
  }

  /** The names of the versions that are on, or are to be. */
  synchronized Set<String> versions(Instant now) {
    Stretch on = at(ticks(origin, now));
    return stretches.stream()
        .filter(one -> one.startTicks >= on.startTicks)
        .map(one -> one.version.name)
        .collect(Collectors.toSet());
  }

  private Stretch at(long ticks) {
    Iterator<Stretch> latestFirst = stretches.descendingIterator();
    Stretch one = latestFirst.next();
    while (one.startTicks > ticks && latestFirst.hasNext()) {
      one = latestFirst.next();
    }
    return one;
  }

  private Turn turn(Stretch of, long turns) {
    long start = of.startTicks + turns * of.version.ticks;
    return new Turn(of.version, of.number + turns, start, origin.plus(duration(start)));
  }

  static long ticks(Instant from, Instant to) {
    Duration between = Duration.between(from, to);
    return between.getSeconds() * TICKS_PER_SECOND
        + between.getNano() * TICKS_PER_SECOND / 1_000_000_000;
  }

  /** Rounded up, so that the instant of a tick is in that tick. */
  static Duration duration(long ticks) {
    return Duration.ofSeconds(
        Math.floorDiv(ticks, TICKS_PER_SECOND),
        (Math.floorMod(ticks, TICKS_PER_SECOND) * 100_000 + 8) / 9);
  }

  private void keep() {
    Stretch latest = stretches.getLast();
    try {
      WholeFile.write(
          state,
          "origin=%s\nversion=%s\nticks=%d\nstart=%d\nnumber=%d\n"
              .formatted(
                  origin,
                  latest.version.name,
                  latest.version.ticks,
                  latest.startTicks,
                  latest.number));
    } catch (IOException e) {
      // It is known as long as the station runs.
      LOG.warn("'{}' cannot be written, so a restart begins the channel anew: {}", state, "" + e);
    }
  }

  private static Properties read(Path state) {
    Properties kept = new Properties();
    try {
      kept.load(new StringReader(Files.readString(state)));
    } catch (IOException | IllegalArgumentException none) {
      kept.clear();
    }
    return kept;
  }
}

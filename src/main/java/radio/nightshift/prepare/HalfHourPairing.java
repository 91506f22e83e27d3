package radio.nightshift.prepare;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import radio.nightshift.programme.RunningOrder;
import radio.nightshift.programme.Timetable;

/** Pairs the two halves of an hour, which wait for one another. */
public final class HalfHourPairing implements AggregationStrategy {
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  /** An hour that summer time skips is the one after it. */
  private static final Duration NEAR = Duration.ofHours(2);

  /** The scan comes again sooner than that. */
  private static final Duration SOON = Duration.ofMinutes(10);

  private final ProbedFiles probedFiles;
  private final Timetable timetable;
  private final Duration latest;

  /**
   * Pairs the halves among the uploads that have been inspected.
   *
   * @param latest how long before its time a half stops waiting
   */
  public HalfHourPairing(ProbedFiles probedFiles, Timetable timetable, Duration latest) {
    this.probedFiles = probedFiles;
    this.timetable = timetable;
    this.latest = latest;
  }

  /** Whether a file may be half an hour of a joined one: at hh00 or hh30, and short enough. */
  static boolean isHalf(ProbedFile source) {
    return source.length().compareTo(RunningOrder.HALF) <= 0
        && source.parsed().stamp().getMinute() % 30 == 0;
  }

  /**
   * The file, after its other half if that is here and has been inspected; none if it has gone, or
   * has to wait for longer than until the next scan.
   */
  public List<InboxFiles> withOther(@Body Inspection inspection) {
    ProbedFile own = probedFiles.of(inspection.file()).orElse(null);
    if (own == null) {
      return List.of();
    }
    List<InboxFiles> both = new ArrayList<>();
    if (isHalf(own)) {
      near(own).stream()
          .filter(other -> isHalf(other) && hour(other).equals(hour(own)))
          .filter(other -> !other.file().equals(own.file()) && other.isThere())
          .forEach(other -> both.add(new InboxFiles(List.of(other.file().toString()))));
    }
    both.add(new InboxFiles(List.of(own.file().toString())));
    return both.size() == 1 && waitsLong(own) ? List.of() : both;
  }

  /** The hour that a half belongs to; what is no half has a key of its own. */
  public String hour(@Body InboxFiles files) {
    String file = files.files().get(0);
    return probedFiles
        .of(file)
        .filter(HalfHourPairing::isHalf)
        .map(half -> hour(half).toString())
        .orElse(file);
  }

  /** Collects the files that have come together, each once. */
  @Override
  public Exchange aggregate(Exchange before, Exchange next) {
    if (before != null) {
      next.getMessage().setBody(files(before).and(files(next)));
    }
    return next;
  }

  /** Whether to stop waiting for the other half. */
  public boolean isComplete(Exchange gathered) {
    List<ProbedFile> here = probed(gathered);
    return here.isEmpty()
        || here.stream().map(source -> source.parsed().stamp()).distinct().count() > 1
        || !waits(here.get(0));
  }

  /**
   * Whether the other half of a file is not here and may come for a good while. Nothing is to be
   * done with it meanwhile: a year's first halves are not to be messages on their way.
   */
  boolean waitsLong(ProbedFile source) {
    return waits(source) && millisLeft(source) > SOON.toMillis() && !isOtherHere(source);
  }

  private boolean waits(ProbedFile source) {
    return isHalf(source) && millisLeft(source) > 0 && !isOnlyOne(source) && !isOtherWhole(source);
  }

  private boolean isOtherHere(ProbedFile source) {
    return near(source).stream()
        .filter(other -> isHalf(other) && hour(other).equals(hour(source)))
        .filter(other -> !other.parsed().stamp().equals(source.parsed().stamp()))
        .anyMatch(ProbedFile::isThere);
  }

  /** How long a half may wait for its other half, in milliseconds. */
  public long patience(Exchange gathered) {
    return probed(gathered).stream()
        .mapToLong(this::millisLeft)
        .filter(millis -> millis > 0)
        .findFirst()
        .orElse(1);
  }

  private long millisLeft(ProbedFile source) {
    Instant end = source.parsed().instant(timetable.zone()).minus(latest);
    return Duration.between(timetable.now(), end).toMillis();
  }

  /** Whether the file at the other's time is longer than a half. */
  private boolean isOtherWhole(ProbedFile source) {
    return near(source).stream()
        .filter(other -> !other.name().equals(source.name()))
        .filter(other -> !isHalf(other) && hour(other).equals(hour(source)))
        .filter(other -> other.parsed().stamp().getMinute() % 30 == 0)
        .anyMatch(ProbedFile::isThere);
  }

  /** Whether the calendar has this half, and nothing at the other's time. */
  private boolean isOnlyOne(ProbedFile source) {
    Instant own = source.parsed().instant(timetable.zone());
    Instant hour = hour(source);
    Instant other = own.equals(hour) ? hour.plus(HALF_HOUR) : hour;
    return isScheduled(own) && !isScheduled(other);
  }

  private boolean isScheduled(Instant start) {
    return !timetable.schedule().startingIn(start, start.plusNanos(1)).isEmpty();
  }

  /** Those that may be of the same hour, or were and have gone. */
  private List<ProbedFile> near(ProbedFile source) {
    return probedFiles.near(source.parsed().stamp(), NEAR);
  }

  private Instant hour(ProbedFile source) {
    Instant instant = source.parsed().instant(timetable.zone());
    ZonedDateTime local = instant.atZone(timetable.zone());
    return local.getMinute() < 30 ? instant : instant.minus(HALF_HOUR);
  }

  private List<ProbedFile> probed(Exchange gathered) {
    return files(gathered).files().stream().flatMap(file -> probedFiles.of(file).stream()).toList();
  }

  private static InboxFiles files(Exchange gathered) {
    return gathered.getMessage().getBody(InboxFiles.class);
  }
}

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

/** The two halves of an hour, which wait for one another. */
public final class HalfHourPairing implements AggregationStrategy {
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  private final ProbedFiles sources;
  private final Timetable timetable;
  private final Duration latest;

  /** Waits until so long before the hour. */
  public HalfHourPairing(ProbedFiles sources, Timetable timetable, Duration latest) {
    this.sources = sources;
    this.timetable = timetable;
    this.latest = latest;
  }

  /** Whether a file may be half an hour of a joined one: at hh00 or hh30, and short enough. */
  public boolean isHalf(@Body String file) {
    return sources.of(file).filter(HalfHourPairing::isHalf).isPresent();
  }

  static boolean isHalf(ProbedFile source) {
    return source.length().compareTo(RunningOrder.HALF) <= 0
        && source.parsed().stamp().getMinute() % 30 == 0;
  }

  /** The file, after its other half if that is here and has been looked at. */
  public List<String> withOther(@Body String file) {
    ProbedFile own = sources.of(file).orElseThrow();
    List<String> both = new ArrayList<>();
    for (ProbedFile source : sources.all()) {
      if (isHalf(source) && hour(source).equals(hour(own))) {
        both.add(source.file().toString());
      }
    }
    both.remove(file);
    both.add(file);
    return both;
  }

  /** The hour that a half is of. */
  public Instant hour(@Body String file) {
    return hour(sources.of(file).orElseThrow());
  }

  /** What has come together, as a list of files without doubles. */
  @Override
  public Exchange aggregate(Exchange before, Exchange next) {
    List<String> files = new ArrayList<>();
    if (before != null) {
      files.addAll(files(before));
    }
    String file = next.getMessage().getBody(String.class);
    files.remove(file);
    files.add(file);
    next.getMessage().setBody(files);
    return next;
  }

  /** Whether nothing is to be waited for. */
  public boolean isComplete(Exchange gathered) {
    List<ProbedFile> here =
        files(gathered).stream().flatMap(file -> sources.of(file).stream()).toList();
    return here.isEmpty()
        || here.stream().map(source -> source.parsed().stamp()).distinct().count() > 1
        || millisLeft(here.get(0)) <= 0
        || isOnlyOne(here.get(0))
        || isOtherWhole(here.get(0));
  }

  /** How long a half may wait for its other one, in milliseconds. */
  public long patience(Exchange gathered) {
    return files(gathered).stream()
        .flatMap(file -> sources.of(file).stream())
        .mapToLong(this::millisLeft)
        .filter(millis -> millis > 0)
        .findFirst()
        .orElse(1);
  }

  private long millisLeft(ProbedFile source) {
    Instant end = source.parsed().instant(timetable.zone()).minus(latest);
    return Duration.between(timetable.now(), end).toMillis();
  }

  /** What is there for the other's time is no half. */
  private boolean isOtherWhole(ProbedFile source) {
    return sources.all().stream()
        .filter(other -> !other.name().equals(source.name()))
        .filter(other -> !isHalf(other) && hour(other).equals(hour(source)))
        .anyMatch(other -> other.parsed().stamp().getMinute() % 30 == 0);
  }

  /** The calendar has this half, and nothing at the other's time. */
  private boolean isOnlyOne(ProbedFile source) {
    Instant own = source.parsed().instant(timetable.zone());
    Instant hour = hour(source);
    Instant other = own.equals(hour) ? hour.plus(HALF_HOUR) : hour;
    List<Instant> starts = timetable.schedule().slots().stream().map(slot -> slot.start()).toList();
    return starts.contains(own) && !starts.contains(other);
  }

  private Instant hour(ProbedFile source) {
    Instant instant = source.parsed().instant(timetable.zone());
    ZonedDateTime local = instant.atZone(timetable.zone());
    return local.getMinute() < 30 ? instant : instant.minus(HALF_HOUR);
  }

  /** The files that a message is about: one, or what has come together. */
  static List<String> files(Exchange gathered) {
    return gathered.getMessage().getBody() instanceof List<?> files
        ? files.stream().map(Object::toString).toList()
        : List.of(gathered.getMessage().getBody(String.class));
  }
}

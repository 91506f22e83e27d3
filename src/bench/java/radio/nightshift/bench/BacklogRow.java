package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.Station;

/**
 * A first start on the programmes of a whole year, of which one is due in a minute and one more
 * arrives meanwhile.
 */
final class BacklogRow implements Row {
  private static final int MANY = 10_000;
  private static final Duration APART = Duration.ofMinutes(52);

  /** Beside one in the quick way, so many are prepared at once. */
  private static final int UNDER_WAY =
      Math.max(1, Runtime.getRuntime().availableProcessors() - 1) + 1;

  private static final Pattern READY = Pattern.compile("'(\\d{8}_\\d{4}_backlog\\.mp3)' is ready");

  @Override
  public String name() {
    return "backlog";
  }

  @Override
  public String describe() {
    return "a first start on %d programmes, one due in 60 s and one that arrives (5 min)"
        .formatted(MANY);
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    Path audio = Recording.make(shop.folder(), Duration.ofSeconds(1), 3).file;
    Path folder = shop.newFolder("uploads");
    Set<String> all = fill(folder, audio, MANY, Instant.now().plus(2, ChronoUnit.HOURS), APART);
    Recording recording = Recording.make(shop.folder(), Duration.ofSeconds(10), 4);
    Workshop.waitUntil(Workshop.minuteAfter(Duration.ofSeconds(5)));
    Instant due = Workshop.minuteAfter(Duration.ZERO);
    put(folder, recording.file, Station.stamp(due) + "_zz-due.mp3");
    List<Double> errors = new ArrayList<>();
    try (SourceProbe probe = Takes.warmedUp(SourceProbe.start());
        StationProcess station =
            StationProcess.start(
                shop, probe.port(), IcecastServer.PASSWORD, "ingest.folder=" + folder)) {
      errors.add(lateness(probe, 0, due));
      Instant arrives = due.plus(1, ChronoUnit.MINUTES);
      put(folder, recording.file, Station.stamp(arrives) + "_zz-arrives.mp3");
      errors.add(lateness(probe, 1, arrives));
      Workshop.await("all are taken in", Duration.ofMinutes(10), () -> files(folder) == 0);
      Workshop.waitFor(Duration.ofSeconds(60));
      double peak = ProcessUse.peak(station.pid());
      List<String> made = made(shop);
      return List.of(
          Line.of(
              "start error beside the backlog, worst of 2",
              1,
              Figures.of(errors),
              Map.of(),
              5,
              "ms"),
          Line.of("backlog: most RSS", 0.5, Figures.of(List.of(peak)), Map.of(), 200, "MiB"),
          Line.that(
              "prepared before what is sooner",
              "%d of the first %d".formatted(outOfTurn(made, all), made.size()),
              "0",
              !made.isEmpty() && outOfTurn(made, all) == 0));
    }
  }

  /** Fills a folder with so many programmes at times apart from each other; gives their names. */
  static Set<String> fill(Path folder, Path audio, int count, Instant from, Duration apart)
      throws IOException {
    Set<String> names = new HashSet<>();
    Instant start = from;
    for (int i = 0; i < count; i++) {
      // A half hour of an hour would wait for its other one.
      boolean isHalf = start.truncatedTo(ChronoUnit.MINUTES).getEpochSecond() % 1800 == 0;
      Instant airs = isHalf && apart.equals(APART) ? start.plusSeconds(60) : start;
      names.add(Station.stamp(airs) + "_backlog.mp3");
      start = start.plus(apart);
    }
    // In the order of a hash table, as the order of times is no merit then.
    for (String name : names) {
      Files.createLink(folder.resolve(name), audio);
    }
    return names;
  }

  private static void put(Path folder, Path file, String name) throws IOException {
    Path aside = folder.resolve("bench.part");
    Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static double lateness(SourceProbe probe, int others, Instant due) {
    return Workshop.millis(
        due,
        Takes.firstByte(Takes.next(probe, StationProcess.MOUNT, others, Duration.ofSeconds(180))));
  }

  static long files(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.count();
    }
  }

  /** The backlog's programmes in the order in which they got ready, by the station's log. */
  private static List<String> made(Workshop shop) throws IOException {
    List<String> made = new ArrayList<>();
    try (Stream<Path> found = Files.list(shop.folder())) {
      for (Path log : found.filter(file -> file.toString().endsWith(".log")).toList()) {
        Matcher ready = READY.matcher(Files.readString(log));
        while (ready.find()) {
          made.add(ready.group(1));
        }
      }
    }
    return made;
  }

  /** How many got ready before more sooner ones than can have been under way beside them. */
  private static long outOfTurn(List<String> made, Set<String> all) {
    TreeSet<String> later = new TreeSet<>(all);
    long count = 0;
    for (String one : made) {
      later.remove(one);
      count += later.headSet(one).size() > UNDER_WAY ? 1 : 0;
    }
    return count;
  }
}

package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Measures the station beside others and prints a table. Nothing is asserted: it exits with 1 only
 * if a row could not be run. Started by {@code dev/bench}.
 */
final class Bench {
  private static final List<Row> ROWS =
      List.of(
          new StartRow(),
          new StartFilesRow(),
          new PacingRow("pacing-short", Duration.ofMinutes(2), false),
          new PacingRow("pacing", Duration.ofMinutes(10), true),
          new HandoverRow(),
          new OutageRow("outage", List.of(2, 5, 20, 2, 5, 20, 2, 5, 20), 0.5, false),
          new OutageRow("outage-long", List.of(40), 2.5, true),
          new KillRow(),
          new MountsRow(),
          new FootprintRow(),
          new StatusRow(),
          new SeekRow(),
          new SyncRow(),
          new PrepareRow(Duration.ofHours(1), 5),
          new BacklogRow(),
          new RestRow(),
          new BesideRow(Duration.ofHours(1), Duration.ofMinutes(2)),
          new SpliceRow(200),
          new LoopRow("loop-short", 20, false),
          new LoopRow("loop", 200, true),
          new LoopChannelsRow(),
          new LoopEncodeRow(),
          new WatchdogRow(),
          new LoopBesideRow(Duration.ofMinutes(2)),
          new LoopKillRow(20, 5));

  private Bench() {}

  public static void main(String[] arguments) throws IOException {
    if (List.of(arguments).contains("--list")) {
      ROWS.forEach(Bench::list);
      return;
    }
    // Whatever ends this process, what it has started ends with it.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () ->
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    System.exit(run(chosen(List.of(arguments))) ? 0 : 1);
  }

  private static void list(Row row) {
    System.out.printf(
        "%-13s %s%s%n", row.name(), row.describe(), row.isSlow() ? ", only if asked for" : "");
  }

  private static List<Row> chosen(List<String> names) {
    for (String name : names) {
      if (!name.equals("all") && ROWS.stream().noneMatch(row -> row.name().equals(name))) {
        System.err.println("dev/bench: there is no row '" + name + "'; see dev/bench --list.");
        System.exit(2);
      }
    }
    return ROWS.stream()
        .filter(
            row ->
                names.isEmpty()
                    ? !row.isSlow()
                    : names.contains("all") || names.contains(row.name()))
        .toList();
  }

  private static boolean run(List<Row> rows) throws IOException {
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("ROOT"))
        .setLevel(ch.qos.logback.classic.Level.WARN);
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    Path distribution = Path.of(System.getProperty("nightshift.distribution"));
    List<Line> lines = new ArrayList<>();
    boolean allRan = true;
    for (Row row : rows) {
      System.err.println("dev/bench: " + row.name() + ": " + row.describe());
      Workshop shop =
          new Workshop(Files.createTempDirectory(folder, row.name() + "-"), distribution);
      try {
        lines.addAll(row.run(shop));
      } catch (Exception | AssertionError e) {
        e.printStackTrace();
        shop.printLogs();
        lines.add(Line.failed(row.name(), e));
        allRan = false;
      }
    }
    System.out.println("| | Nightshift | others, same run | best other / us | target | met |");
    System.out.println("|-|-|-|-|-|-|");
    lines.forEach(line -> System.out.println(line.markdown()));
    return allRan;
  }
}

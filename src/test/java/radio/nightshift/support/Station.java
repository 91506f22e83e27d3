package radio.nightshift.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.settings.SettingSources;

/** The whole station with its own routes, in this JVM, in a folder of the test's. */
public final class Station implements AutoCloseable {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd_HHmm").withZone(ZoneOffset.UTC);

  private final Path home;
  private final Properties settings = new Properties();
  private Clock clock = Clock.systemUTC();
  private Main main;

  public Station(Path home) {
    this.home = home;
    with("station.home", home.toString());
    with("station.zone", "UTC");
    with("ingest.poll", "100ms");
    with("playout.host", "127.0.0.1");
    with("playout.port", "1");
    with("playout.password", IcecastServer.PASSWORD);
    with("prepare.loudness", "off");
  }

  public Station with(String setting, String value) {
    settings.setProperty(setting, value);
    return this;
  }

  /** The setting is as the defaults have it. */
  public Station without(String setting) {
    settings.remove(setting);
    return this;
  }

  public Station with(Clock clock) {
    this.clock = clock;
    return this;
  }

  public Station start() throws Exception {
    main = new radio.nightshift.Station(clock, SettingSources.of(settings)).main();
    main.bind("routeCoverage", new RouteCoverage());
    main.configure().setRoutesIncludePattern("file:src/main/resources/routes/*.camel.yaml");
    main.start();
    return this;
  }

  public CamelContext context() {
    return main.getCamelContext();
  }

  public Path home() {
    return home;
  }

  /** Puts a file into the ingest folder as a careful sender does, by a rename. */
  public void send(Path file, String name) throws IOException {
    Path folder = Files.createDirectories(home.resolve("incoming"));
    Path aside = Files.copy(file, folder.resolve(".aside"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The names in a folder of the station's. */
  public List<String> names(String folder) {
    if (!Files.isDirectory(home.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The programmes that are ready, by their times. */
  public List<PreparedProgramme> ready() {
    return names("ready").stream().map(this::readyIn).toList();
  }

  private PreparedProgramme readyIn(String folder) {
    try {
      return PreparedProgramme.read(home.resolve("ready").resolve(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the first programme to get ready. */
  public PreparedProgramme awaitFirstReady() {
    awaitReady(1);
    return ready().get(0);
  }

  /** Has prepare look at a file in the inbox, and waits until it has been looked at. */
  public void look(String name) {
    context()
        .createProducerTemplate()
        .sendBody(
            "seda:prepare?waitForTaskToComplete=Always",
            home.resolve("inbox").resolve(name).toString());
  }

  /** The lines of the as-run log as CSV. */
  public List<CSVRecord> asRun() {
    return names("as-run").stream()
        .filter(name -> name.endsWith(".csv"))
        .flatMap(name -> rows(home.resolve("as-run").resolve(name)).stream())
        .toList();
  }

  private static List<CSVRecord> rows(Path file) {
    try (CSVParser parser =
        CSVParser.parse(
            file, StandardCharsets.UTF_8, CSVFormat.RFC4180.builder().setHeader().get())) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of the as-run log, once there are so many. */
  public List<CSVRecord> awaitAsRun(int count) {
    Awaitility.await(count + " lines in the as-run log")
        .atMost(Duration.ofSeconds(40))
        .until(() -> asRun().size() >= count);
    return asRun();
  }

  /** An instant as file names have it in a station of the zone UTC. */
  public static String stamp(Instant instant) {
    return STAMP.format(instant);
  }

  /** Waits until so many programmes are ready. */
  public void awaitReady(int count) {
    Awaitility.await(count + " programmes ready")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> names("ready").size() == count || !deadLetters().isEmpty());
    assertThat(deadLetters()).as("dead letters").isEmpty();
  }

  /** What could not be dealt with, with its stack traces; a test that expects none says so. */
  public List<String> deadLetters() {
    return names("dead-letter").stream().map(this::deadLetter).toList();
  }

  private String deadLetter(String name) {
    try {
      return Files.readString(home.resolve("dead-letter").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (main != null) {
      main.stop();
    }
  }
}

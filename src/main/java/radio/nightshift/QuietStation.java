package radio.nightshift;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import radio.nightshift.console.KnownLengths;
import radio.nightshift.ingest.BucketTrouble;
import radio.nightshift.ingest.Listing;
import radio.nightshift.ingest.Upload;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.schedule.CalendarTrouble;
import radio.nightshift.schedule.Edition;
import radio.nightshift.schedule.ProgrammeFileName;
import radio.nightshift.schedule.Schedule;
import radio.nightshift.schedule.StationSchedule;

/**
 * The station's parts with the station's routes, which answer questions and begin nothing of
 * themselves. It leaves nothing behind but a folder of its own.
 */
final class QuietStation implements AutoCloseable {
  /** What lies over the edge of a span of time may still matter within. */
  private static final Duration AROUND = Duration.ofDays(1);

  private static final int TRIES = 3;

  private final Main main;
  private final CamelContext context;
  private final ProducerTemplate ask;
  private final Settings settings;
  private final Path scratch;
  private final KnownLengths known;
  private final PrintWriter warnings;
  private final Map<String, Upload> uploads = new HashMap<>();
  private final Map<String, Path> files = new HashMap<>();

  private QuietStation(Main main, Path scratch, PrintWriter warnings) throws IOException {
    this.main = main;
    this.context = main.getCamelContext();
    this.ask = context.createProducerTemplate();
    this.settings = new Settings(name -> context.resolvePropertyPlaceholders("{{?" + name + "}}"));
    this.scratch = scratch;
    this.known = new KnownLengths(scratch);
    this.warnings = warnings;
  }

  /**
   * Starts it.
   *
   * @param warnings where a person is told what could not be read
   */
  static QuietStation start(SettingSources sources, Clock clock, PrintWriter warnings)
      throws Exception {
    Path scratch = scratch(sources);
    Main main = StationConfiguration.toBeAsked(clock, sources, scratch.resolve("arriving")).main();
    main.configure().setRoutesIncludePattern(Nightshift.routes());
    main.configure().setAutoStartup(false);
    main.start();
    for (Route route : main.getCamelContext().getRoutes()) {
      if (route.getEndpoint().getEndpointUri().startsWith("direct:")) {
        main.getCamelContext().getRouteController().startRoute(route.getId());
      }
    }
    return new QuietStation(main, scratch, warnings);
  }

  ZoneId zone() {
    return settings.zone("station.zone");
  }

  /** What the calendar says; if it is away, what the station knew of it last. */
  Schedule schedule(Instant from, Instant to) {
    CalendarException trouble = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        return calendar(from.minus(AROUND), to.plus(AROUND));
      } catch (CalendarException e) {
        trouble = e;
      }
    }
    StationSchedule last = stationSchedule();
    warnings.printf(
        "nightshift: %s. %s%n",
        trouble.getMessage(),
        last.age()
            .map(age -> "The last good schedule is used; it is %d h old.".formatted(age.toHours()))
            .orElse("No schedule was ever read here; files play by their stamps."));
    return last.current();
  }

  /**
   * What the calendar says.
   *
   * @throws CalendarException if it is away
   */
  Schedule calendar(Instant from, Instant to) throws CalendarException {
    Exchange answer =
        ask.send(
            "direct:schedule-read",
            exchange -> {
              exchange.setProperty("from", from);
              exchange.setProperty("to", to);
            });
    if (answer.getException() != null) {
      throw CalendarTrouble.inWords(answer.getException());
    }
    return answer.getMessage().getBody(Schedule.class);
  }

  StationSchedule stationSchedule() {
    return context.getRegistry().lookupByNameAndType("stationSchedule", StationSchedule.class);
  }

  /** All editions: those in the bucket, and those that are here. */
  List<Edition> editions() {
    Map<String, Edition> editions = new HashMap<>();
    Path home = settings.place("station.home");
    add(home.resolve("inbox"), editions);
    add(settings.place("ingest.folder"), editions);
    if (!settings.text("ingest.bucket").isEmpty()) {
      try {
        ask.requestBody("direct:ingest-list", null, Listing.class)
            .uploads()
            .forEach(upload -> add(upload, editions));
      } catch (CamelExecutionException e) {
        warnings.printf(
            "nightshift: the bucket cannot be listed (%s); only what is here counts.%n",
            BucketTrouble.words(e));
      }
    }
    return List.copyOf(editions.values());
  }

  /** How long one of them plays; zero if it cannot be played. */
  Duration length(Edition edition) {
    try {
      Upload upload = uploads.get(edition.key());
      Path file = files.get(edition.key());
      String version =
          upload == null
              ? file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file)
              : upload.key() + " " + upload.version();
      Duration length = known.of(version).orElse(null);
      if (length == null) {
        length = upload == null ? measured(file) : fetchedAndMeasured(upload);
        known.keep(version, length);
      }
      return length;
    } catch (IOException | CamelExecutionException e) {
      throw new OutsideException(
          "how long '%s' plays cannot be found out: %s; try again"
              .formatted(ProgrammeFileName.printable(edition.key()), BucketTrouble.words(e)));
    }
  }

  @Override
  public void close() {
    main.stop();
  }

  private Duration fetchedAndMeasured(Upload upload) throws IOException {
    Path file = Path.of(ask.requestBody("direct:ingest-fetch", upload, String.class));
    try {
      return measured(file);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.getParent());
    }
  }

  private Duration measured(Path file) {
    return ask.requestBody("direct:console-measure", file, Duration.class);
  }

  private void add(Upload upload, Map<String, Edition> editions) {
    editions.values().removeIf(other -> other.name().equals(upload.edition().name()));
    editions.put(upload.key(), upload.edition());
    uploads.put(upload.key(), upload);
  }

  private void add(Path folder, Map<String, Edition> editions) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : all) {
        add(file, file.getFileName().toString(), editions);
      }
    } catch (IOException e) {
      warnings.printf("nightshift: %s cannot be read (%s).%n", folder, e.getMessage());
    }
  }

  private void add(Path file, String name, Map<String, Edition> editions) throws IOException {
    try {
      ProgrammeFileName parsed = ProgrammeFileName.parse(name);
      editions.put(name, new Edition(name, parsed, Files.size(file), null));
      files.put(name, file);
    } catch (IllegalArgumentException noProgramme) {
      // The station refuses it, and says so.
    }
  }

  /** Below the station's home, or where temporary files go if this user may not write there. */
  private static Path scratch(SettingSources sources) throws IOException {
    Path home = Path.of(sources.texts().getOrDefault("station.home", ""));
    return Files.isDirectory(home) && Files.isWritable(home)
        ? home.resolve("rehearsal")
        : Path.of(
            System.getProperty("java.io.tmpdir"),
            "nightshift-rehearsal-" + System.getProperty("user.name"));
  }
}

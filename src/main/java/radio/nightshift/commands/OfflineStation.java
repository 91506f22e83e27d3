package radio.nightshift.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.Main;
import radio.nightshift.Station;
import radio.nightshift.condition.Printable;
import radio.nightshift.ingest.BucketTrouble;
import radio.nightshift.ingest.Listing;
import radio.nightshift.ingest.Refusal;
import radio.nightshift.ingest.UnfinishedUploads;
import radio.nightshift.ingest.Upload;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.StationRules;
import radio.nightshift.programme.Timetable;
import radio.nightshift.rehearse.KnownLengths;
import radio.nightshift.rehearse.Measure;
import radio.nightshift.rehearse.Rehearsal;
import radio.nightshift.routing.RouteFiles;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.schedule.CalendarTrouble;
import radio.nightshift.schedule.CalendarWindow;
import radio.nightshift.schedule.StationSchedule;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.settings.Settings;

/**
 * A station whose timers and pollers are off; commands send questions to its routes. It leaves
 * nothing behind but a folder of its own.
 */
final class OfflineStation implements AutoCloseable {
  /** Slots outside a span of time may still bear on it. */
  private static final Duration AROUND = Duration.ofDays(1);

  private static final int TRIES = 2;

  private final Main main;
  private final CamelContext context;
  private final ProducerTemplate ask;
  private final Settings settings;
  private final Scratch scratch;
  private final KnownLengths known;
  private final PrintWriter warnings;
  private final Measure measure = new Measure();
  private final Map<String, Upload> uploads = new HashMap<>();
  private final Map<String, Path> files = new HashMap<>();
  private boolean incomplete;

  private OfflineStation(Main main, Scratch scratch, PrintWriter warnings) throws IOException {
    this.main = main;
    this.context = main.getCamelContext();
    this.ask = context.createProducerTemplate();
    this.settings = new Settings(name -> context.resolvePropertyPlaceholders("{{?" + name + "}}"));
    this.scratch = scratch;
    this.known = new KnownLengths(scratch.kept());
    this.warnings = warnings;
  }

  /**
   * Starts it, with those of the user's route files that hold.
   *
   * @param warnings gets a line for each thing that could not be read
   */
  static OfflineStation start(SettingSources sources, Clock clock, PrintWriter warnings)
      throws Exception {
    AtomicReference<OfflineStation> started = new AtomicReference<>();
    new Launch(RouteFiles::of, files -> trial(sources, clock, files))
        .of(files -> started.set(started(sources, clock, warnings, files)))
        .forEach(
            fault ->
                warnings.printf(
                    "nightshift: %s does not hold and is not read: %s.%n",
                    fault.place(), fault.words()));
    return started.get();
  }

  /** Starts one with some route files, and ends it. */
  static void trial(SettingSources sources, Clock clock, Function<Settings, RouteFiles> files)
      throws Exception {
    started(sources, clock, null, files).close();
  }

  private static OfflineStation started(
      SettingSources sources,
      Clock clock,
      PrintWriter warnings,
      Function<Settings, RouteFiles> files)
      throws Exception {
    Scratch scratch = Scratch.below(Path.of(sources.texts().getOrDefault("station.home", "")));
    Main main = Station.offline(clock, sources, scratch.passing(), files).main();
    main.configure().setAutoStartup(false);
    try {
      main.start();
    } catch (Exception e) {
      main.stop();
      scratch.close();
      throw e;
    }
    for (Route route : main.getCamelContext().getRoutes()) {
      if (route.getEndpoint().getEndpointUri().startsWith("direct:")) {
        main.getCamelContext().getRouteController().startRoute(route.getId());
      }
    }
    return new OfflineStation(main, scratch, warnings);
  }

  StationRules rules() {
    return context.getRegistry().lookupByNameAndType("timetable", Timetable.class).rules();
  }

  /** The calendar's schedule; if it is away, the last one that the station has kept. */
  Schedule schedule(Instant from, Instant to) {
    CalendarException trouble = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        return calendar(from.minus(AROUND), to.plus(AROUND));
      } catch (CalendarException e) {
        trouble = e;
        if (e.isLasting()) {
          break;
        }
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
   * Reads the calendar.
   *
   * @throws CalendarException if it is away
   */
  Schedule calendar(Instant from, Instant to) throws CalendarException {
    Exchange answer =
        ask.send(
            "direct:schedule-read",
            exchange -> exchange.getMessage().setBody(new CalendarWindow(from, to, false)));
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
    Map<String, Edition> byName = new HashMap<>();
    add(settings.place("station.home").resolve("inbox"), 1, byName);
    add(
        settings.place("ingest.folder"),
        settings.flag("ingest.recursive") ? Integer.MAX_VALUE : 1,
        byName);
    if (!settings.text("ingest.bucket").isEmpty()) {
      try {
        for (Upload upload : ask.requestBody("direct:ingest-list", null, Listing.class).uploads()) {
          byName.put(upload.name(), upload.edition());
          uploads.put(upload.key(), upload);
        }
      } catch (CamelExecutionException e) {
        warnings.printf(
            "nightshift: the bucket cannot be listed (%s); only what is here counts.%n",
            BucketTrouble.words(e));
      }
    }
    return List.copyOf(byName.values());
  }

  /**
   * How long one of them plays; zero if it cannot be played, null if that cannot be found out, and
   * {@link Rehearsal#NOT_THERE} if the bucket does not hand it out.
   */
  Duration length(Edition edition) {
    try {
      Upload upload = uploads.get(edition.key());
      Path file = files.get(edition.key());
      String version = upload == null ? version(file) : version(upload);
      // What was measured before it was archived can be had no more.
      boolean isArchived = upload != null && upload.archived();
      Duration length = isArchived ? null : known.of(version).orElse(null);
      if (length == null) {
        length = upload == null ? measured(file) : fetchedAndMeasured(upload);
        known.keep(version, length);
      }
      return length;
    } catch (IOException | RuntimeCamelException e) {
      incomplete = true;
      Optional<Refusal> refusal = Refusal.of(e);
      if (refusal.isPresent()) {
        return withoutBucket(edition, refusal.get());
      }
      warnings.printf(
          "nightshift: how long '%s' plays cannot be found out (%s); it is taken to play.%n",
          Printable.printable(edition.key()), BucketTrouble.words(e));
      return null;
    }
  }

  /** The copy that is here plays, if there is one of that version. */
  private Duration withoutBucket(Edition edition, Refusal refusal) {
    try {
      Path here = files.get(edition.name().name());
      if (here != null && Files.size(here) == edition.size()) {
        return measured(here);
      }
    } catch (IOException gone) {
      // Then it is not here either.
    }
    warnings.printf(
        "nightshift: '%s' is not handed out by the bucket and counts as not there: %s; %s.%n",
        Printable.printable(edition.key()), refusal.reason(), refusal.remedy());
    return Rehearsal.NOT_THERE;
  }

  /** Whether something that would play could not be had, or its length not be found out. */
  boolean isIncomplete() {
    return incomplete;
  }

  private static String version(Path file) throws IOException {
    return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
  }

  /** Null for a store that does not tell versions apart. */
  private String version(Upload upload) {
    return upload.version().isEmpty()
        ? null
        : String.join(
            " ",
            settings.text("aws.endpoint"),
            settings.text("ingest.bucket"),
            upload.key(),
            upload.version(),
            "" + upload.size());
  }

  @Override
  public void close() throws IOException {
    main.stop();
    scratch.close();
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

  private Duration measured(Path file) throws IOException {
    return measure.length(file);
  }

  private void add(Path folder, int depth, Map<String, Edition> byName) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder, depth)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (UnfinishedUploads.isBelow(folder, file)) {
          continue;
        }
        add(file, file.getFileName().toString(), byName);
      }
    } catch (IOException | UncheckedIOException e) {
      warnings.printf("nightshift: %s cannot be read (%s).%n", folder, e.getMessage());
    }
  }

  private void add(Path file, String name, Map<String, Edition> byName) throws IOException {
    try {
      if (!UnfinishedUploads.isOne(name)) {
        ProgrammeFileName parsed = ProgrammeFileName.parse(name);
        byName.put(name, new Edition(name, parsed, Files.size(file), null));
        files.put(name, file);
      }
    } catch (IllegalArgumentException noProgramme) {
      // The station refuses it, and says so.
    }
  }
}

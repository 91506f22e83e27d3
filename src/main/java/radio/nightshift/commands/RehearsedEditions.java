package radio.nightshift.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import radio.nightshift.condition.Printable;
import radio.nightshift.ingest.BucketTrouble;
import radio.nightshift.ingest.Listing;
import radio.nightshift.ingest.Refusal;
import radio.nightshift.ingest.UnfinishedUploads;
import radio.nightshift.ingest.Upload;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.rehearse.KnownLengths;
import radio.nightshift.rehearse.Measure;
import radio.nightshift.rehearse.Rehearsal;
import radio.nightshift.settings.Settings;

/**
 * The editions that a rehearsal may choose from, in the bucket, the folder and the inbox, and how
 * long each plays.
 */
final class RehearsedEditions {
  private final ProducerTemplate ask;
  private final Settings settings;
  private final KnownLengths known;
  private final PrintWriter warnings;
  private final Measure measure = new Measure();
  private final Map<String, Upload> uploads = new HashMap<>();
  private final Map<String, Path> files = new HashMap<>();
  private boolean incomplete;

  /**
   * Looks at nothing yet.
   *
   * @param warnings gets a line for each thing that could not be read
   */
  RehearsedEditions(
      ProducerTemplate ask, Settings settings, KnownLengths known, PrintWriter warnings) {
    this.ask = ask;
    this.settings = settings;
    this.known = known;
    this.warnings = warnings;
  }

  /** All editions: those in the bucket, and those that are here. */
  List<Edition> all() {
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

package radio.nightshift.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import radio.nightshift.programme.PreparedProgramme;

/** The folder of a station, whether it runs in this JVM or in one of its own. */
public record StationHome(Path folder) {
  /** A file or folder in it, by the names on the way there. */
  public Path path(String... names) {
    return folder.resolve(String.join("/", names));
  }

  /** The names in a folder; none if it is not there. */
  public List<String> names(String... way) {
    Path place = path(way);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a file into the ingest folder as a careful sender does, by a rename. */
  public void send(Path file, String name) throws IOException {
    Path incoming = Files.createDirectories(path("incoming"));
    Path aside = Files.copy(file, incoming.resolve(".aside"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(aside, incoming.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The programmes that are ready, by their times. */
  public List<PreparedProgramme> ready() {
    return names("ready").stream().flatMap(name -> read(path("ready", name)).stream()).toList();
  }

  /** None if the station deletes it at this moment. */
  private static Optional<PreparedProgramme> read(Path programme) {
    Path report = programme.resolve(InnerNames.REPORT);
    try {
      return Files.exists(report)
          ? Optional.of(PreparedProgramme.read(programme))
          : Optional.empty();
    } catch (IOException e) {
      if (Files.exists(report)) {
        throw new UncheckedIOException(e);
      }
      return Optional.empty();
    }
  }

  /** The lines of the as-run log as CSV. */
  public List<CSVRecord> asRun() {
    return names("as-run").stream()
        .filter(name -> name.endsWith(".csv"))
        .flatMap(name -> rows(path("as-run", name)).stream())
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

  /** What could not be dealt with, with its stack traces. */
  public List<String> deadLetters() {
    return names("dead-letter").stream().map(name -> text(path("dead-letter", name))).toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes it with all that lies in it. */
  public void delete() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.PreparedProgramme;
import radio.nightshift.media.Recipe;
import radio.nightshift.media.UnusableFileException;
import radio.nightshift.schedule.ProgrammeFileName;

/**
 * Where programmes are prepared: begun in {@code work/}, and put into {@code ready/} by one rename
 * when all is done and checked, so that nothing half-made is ever played.
 */
public final class Workbench {
  private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);
  private static final int SLUG = 60;

  private final Path work;
  private final Path ready;
  private final List<Encoding> encodings;
  private volatile String tools;

  /**
   * Works below the station's home.
   *
   * @param encodings what the mounts carry, each once
   */
  public Workbench(Path home, List<Encoding> encodings) {
    this.work = home.resolve("work");
    this.ready = home.resolve("ready");
    this.encodings = List.copyOf(encodings);
  }

  /** Whether the version of ffmpeg, which is part of every recipe, has yet to be asked. */
  public boolean isNew() {
    return tools == null;
  }

  /** Takes the answer of {@code ffmpeg -version}. */
  public void tools(@Body String answer) {
    tools = answer.lines().findFirst().orElse("");
    LOG.info("Programmes are prepared with {}.", tools.replaceAll(" Copyright.*", ""));
  }

  /** Lays a file on the bench; null if it is ready by the same recipe already, or has gone. */
  public Preparation begin(@Body String file) throws IOException {
    Path source = Path.of(file);
    String name = source.getFileName().toString();
    Recipe recipe;
    try {
      recipe = new Recipe(name, version(source), encodings, tools);
    } catch (NoSuchFileException gone) {
      LOG.warn("'{}' has gone from the inbox before it was prepared.", name);
      return null;
    }
    String folder = folderName(name, recipe);
    if (Files.isDirectory(ready.resolve(folder))) {
      return null;
    }
    delete(work.resolve(folder));
    Files.createDirectories(work.resolve(folder));
    return new Preparation(source, work.resolve(folder), recipe.digest(), encodings);
  }

  /** Hands ffprobe's answer to the preparation it is for. */
  public void understand(
      @ExchangeProperty("preparation") Preparation preparation, @Body String json)
      throws IOException, UnusableFileException {
    preparation.understand(json == null ? "" : json);
  }

  /** Hands the end of an encoding run to the preparation it is for. */
  public void encoded(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue) {
    preparation.encoded(exitValue);
  }

  /** Hands the end of decoding the source alone to the preparation it is for. */
  public void blame(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue)
      throws IOException, UnusableFileException {
    preparation.blame(exitValue);
  }

  /** Hands the end of a test to the preparation it is for. */
  public void checked(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String error)
      throws IOException {
    preparation.checked(exitValue, error == null ? "" : error);
  }

  /**
   * Puts the finished programme into {@code ready/} and clears away what was made of an older
   * upload.
   *
   * @throws UnusableFileException if its file was taken away meanwhile, or holds nothing
   */
  public PreparedProgramme publish(@ExchangeProperty("preparation") Preparation preparation)
      throws IOException, UnusableFileException {
    if (!Files.exists(preparation.source())) {
      throw new UnusableFileException(
          preparation.source(),
          "Programme file '%s' was taken away while it was prepared, and does not play."
              .formatted(preparation.source().getFileName()));
    }
    PreparedProgramme made = preparation.finish();
    Files.createDirectories(ready);
    Path place = ready.resolve(made.folder().getFileName());
    Files.move(made.folder(), place, StandardCopyOption.ATOMIC_MOVE);
    for (Path older : madeOf(made.source())) {
      if (!older.equals(place)) {
        delete(older);
      }
    }
    LOG.info("'{}' is ready. {}", made.source(), made.summary());
    return PreparedProgramme.read(place);
  }

  /** Leaves nothing of a preparation that failed. */
  public void abandon(@ExchangeProperty("preparation") Preparation preparation) throws IOException {
    if (preparation != null) {
      delete(preparation.folder());
    }
  }

  private List<Path> madeOf(String source) throws IOException {
    try (Stream<Path> folders = Files.list(ready)) {
      return folders.filter(folder -> source.equals(sourceOf(folder).orElse(null))).toList();
    }
  }

  private static Optional<String> sourceOf(Path folder) {
    try {
      return Optional.of(PreparedProgramme.read(folder).source());
    } catch (IOException noProgramme) {
      return Optional.empty();
    }
  }

  private static String version(Path source) throws IOException {
    return Files.size(source) + "-" + Files.getLastModifiedTime(source).toMillis();
  }

  /** Readable, and fit for any file system whatever the source is called. */
  private static String folderName(String name, Recipe recipe) {
    ProgrammeFileName parsed = ProgrammeFileName.parse(name);
    String slug = parsed.programme().replaceAll("[^A-Za-z0-9_-]+", "-");
    return "%s_%s_%s"
        .formatted(
            name.substring(0, "yyyymmdd_hhmm".length()),
            slug.substring(0, Math.min(slug.length(), SLUG)),
            recipe.digest());
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> contents = Files.walk(folder)) {
        for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}

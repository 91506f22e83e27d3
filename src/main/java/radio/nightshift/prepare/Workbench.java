package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.ffmpeg.Ffmpeg;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.Recipe;
import radio.nightshift.programme.UnusableFileException;
import radio.nightshift.programme.UsedUpload;

/**
 * The place where programmes are prepared: begun in {@code work/}, and put into {@code ready/} by
 * one rename when all is done and checked, so that nothing half-made is ever played.
 */
public final class Workbench {
  private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);
  private static final int SLUG = 60;

  private final Path work;
  private final ReadyFolder ready;
  private final List<Encoding> encodings;
  private final PrepareOptions options;
  private final Ffmpeg ffmpeg;
  private final Filler filler;
  private final Clock clock;
  private final Map<String, Preparation> underWay = new ConcurrentHashMap<>();
  private volatile Made last;

  /** A programme that has got ready. */
  record Made(String name, Instant at) {}

  /**
   * A bench in {@code work/} below the station's home.
   *
   * @param encodings those of the mounts, each once
   */
  public Workbench(
      Path home,
      ReadyFolder ready,
      List<Encoding> encodings,
      PrepareOptions options,
      Ffmpeg ffmpeg,
      Clock clock) {
    this.work = home.resolve("work");
    this.ready = ready;
    this.encodings = List.copyOf(encodings);
    this.options = options;
    this.ffmpeg = ffmpeg;
    this.filler = new Filler(options.filler());
    this.clock = clock;
  }

  /** The programmes that are being prepared, with the share that is done: {@code name 43 %}. */
  String underWay() {
    return underWay.values().stream()
        .map(one -> "%s %d %%".formatted(one.assignment().name(), one.percent()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The same for the station's status, a programme each. */
  Map<String, Object> status() {
    List<Map<String, Object>> programmes =
        underWay.values().stream()
            .sorted(Comparator.comparing(one -> one.assignment().name()))
            .map(
                one ->
                    Map.<String, Object>of(
                        "programme", one.assignment().name(), "percent", one.percent()))
            .toList();
    return Map.of("underWay", programmes);
  }

  /** What got ready last since the start. */
  Optional<Made> last() {
    return Optional.ofNullable(last);
  }

  /** Deletes what a crash has left. */
  public void clear() {
    try {
      FolderTree.delete(work);
    } catch (IOException e) {
      LOG.warn("{} could not be cleared: {}", work, e.getMessage());
    }
  }

  /**
   * Begins an assignment; it stays on the bench until its exchange is over.
   *
   * @param filter more of ffmpeg's audio filters, or blank
   * @return null if it is ready already, or is being prepared
   * @throws StaleAssignmentException if its files are no longer those that were inspected
   */
  public Preparation begin(
      @Body Assignment assignment, @ExchangeProperty("filter") String filter, Exchange exchange)
      throws IOException, StaleAssignmentException {
    FilterGraph graph =
        new FilterGraph(assignment, options, filter, filler.at(assignment.airs()), encodings);
    List<String> how = new ArrayList<>(options.recipe());
    how.addAll(List.of("filter " + filter, "quick " + assignment.quick()));
    if (graph.filler() != null) {
      how.add("filler %s %s".formatted(graph.filler(), ProbedFile.version(graph.filler())));
    }
    String recipe =
        new Recipe(assignment.parts(), assignment.edit(), how, encodings, ffmpeg.version())
            .digest();
    String name = folderName(assignment, recipe);
    if (isDone(assignment, name)) {
      return null;
    }
    assignment.requireCurrent();
    Path folder = work.resolve(name);
    Preparation preparation =
        new Preparation(assignment, folder, recipe, encodings, options, graph);
    if (underWay.putIfAbsent(name, preparation) != null) {
      return null;
    }
    exchange.getExchangeExtension().addOnCompletion(new ClearAway(name));
    Files.createDirectories(folder);
    return preparation;
  }

  /** Copies the frames for mounts that carry their encoding already, if they need no change. */
  public void copy(@Body Preparation preparation) throws IOException {
    preparation.copy();
  }

  /** The files of a preparation of which one may have made ffmpeg fail. */
  public Suspects suspects(@Body Preparation preparation) {
    return new Suspects(preparation, filler);
  }

  /**
   * Puts the finished programme into {@code ready/} and clears away what it makes stale.
   *
   * @return null if it comes too late
   * @throws StaleAssignmentException if its files are no longer those that were prepared
   * @throws UnusableFileException if it holds nothing
   */
  public PreparedProgramme publish(@Body Preparation preparation)
      throws IOException, StaleAssignmentException, UnusableFileException {
    Assignment done = preparation.assignment();
    done.requireCurrent();
    if (isTooLate(done)) {
      LOG.warn("'{}' was prepared too late; the quick version stays on the air.", done.name());
      return null;
    }
    PreparedProgramme made = ready.take(preparation.finish());
    last = new Made(done.name(), clock.instant());
    if (made.note().isEmpty()) {
      LOG.info("'{}' is ready. {}", done.name(), made.summary());
    } else {
      LOG.warn("'{}' is ready. {}", done.name(), made.summary());
    }
    return made;
  }

  /** Whether what is on the air was made of the same files in the quick way. */
  private boolean isTooLate(Assignment done) throws IOException {
    boolean hasBegun = !done.quick() && !done.airs().isAfter(clock.instant());
    if (!hasBegun || done.isOver(clock.instant())) {
      return false;
    }
    for (UsedUpload part : done.parts()) {
      if (!ready.holds(List.of(part))) {
        return ready.holds(done.parts());
      }
    }
    return true;
  }

  private boolean isDone(Assignment assignment, String name) throws IOException {
    return ready.holds(name)
        || assignment.quick() && ready.holds(assignment.parts(), assignment.edit())
        || assignment.isOver(clock.instant()) && ready.holds(assignment.parts());
  }

  /** Readable, and fit for any file system whatever the source is called. */
  private static String folderName(Assignment assignment, String recipe) {
    ProgrammeFileName first = assignment.sources().get(0).parsed();
    String programme = (assignment.sources().size() > 1 ? first.joined() : first).programme();
    String slug = programme.replaceAll("[^A-Za-z0-9_-]+", "-");
    return "%s_%s_%s"
        .formatted(first.stampText(), slug.substring(0, Math.min(slug.length(), SLUG)), recipe);
  }

  /** Leaves nothing of a preparation that is over, whichever way it went. */
  private final class ClearAway extends SynchronizationAdapter {
    private final String name;

    ClearAway(String name) {
      this.name = name;
    }

    @Override
    public void onDone(Exchange exchange) {
      underWay.remove(name);
      try {
        FolderTree.delete(work.resolve(name));
      } catch (IOException e) {
        LOG.warn("{} could not be deleted: {}", work.resolve(name), e.getMessage());
      }
    }
  }
}

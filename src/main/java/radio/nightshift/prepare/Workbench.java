package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.ffmpeg.Ffmpeg;
import radio.nightshift.ffmpeg.Niceness;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.Recipe;
import radio.nightshift.programme.UnusableFileException;
import radio.nightshift.programme.UsedUpload;

/**
 * Where programmes are prepared: begun in {@code work/}, and put into {@code ready/} by one rename
 * when all is done and checked, so that nothing half-made is ever played.
 */
@ManagedResource(description = "What is being prepared for the air")
public final class Workbench {
  private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);
  private static final int SLUG = 60;
  private static final int STAMP = "yyyymmdd_hhmm".length();

  private final Path work;
  private final ReadyFolder ready;
  private final List<Encoding> encodings;
  private final PrepareOptions ways;
  private final Niceness niceness;
  private final Ffmpeg ffmpeg;
  private final Filler filler;
  private final Clock clock;
  private final Set<Assignment> waiting = ConcurrentHashMap.newKeySet();
  private final Map<String, Preparation> underWay = new ConcurrentHashMap<>();

  /**
   * Works below the station's home.
   *
   * @param encodings what the mounts carry, each once
   */
  public Workbench(
      Path home,
      ReadyFolder ready,
      List<Encoding> encodings,
      PrepareOptions ways,
      Niceness niceness,
      Ffmpeg ffmpeg,
      Filler filler,
      Clock clock) {
    this.work = home.resolve("work");
    this.ready = ready;
    this.encodings = List.copyOf(encodings);
    this.ways = ways;
    this.niceness = niceness;
    this.ffmpeg = ffmpeg;
    this.filler = filler;
    this.clock = clock;
  }

  /** What is being prepared and how much of it is done, such as {@code name 43 %}. */
  @ManagedAttribute(description = "What is being prepared, and how much of it is done in percent")
  public String getUnderWay() {
    return underWay.values().stream()
        .map(one -> "%s %d %%".formatted(one.work().name(), one.percent()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** Clears away what a crash has left. */
  public void clear() {
    try {
      FolderTree.delete(work);
    } catch (IOException e) {
      LOG.warn("{} could not be cleared: {}", work, e.getMessage());
    }
  }

  /** Whether a work has yet to queue for the bench: each scan asks for all of them again. */
  public boolean expect(@Body Assignment wanted) {
    return waiting.add(wanted);
  }

  /** Takes a work whose turn it is out of the queue: from here on a scan may ask for it again. */
  public Assignment take(@Body Assignment next) {
    waiting.remove(next);
    return next;
  }

  /**
   * Lays a work on the bench until its exchange is over.
   *
   * @param filter more of ffmpeg's audio filters, or blank
   * @return null if it is ready already, is being prepared, or its file has gone
   */
  public Preparation begin(
      @ExchangeProperty("work") Assignment wanted,
      @ExchangeProperty("filter") String filter,
      Exchange exchange)
      throws IOException {
    FilterGraph graph = new FilterGraph(wanted, ways, filter, filler.at(wanted.airs()), encodings);
    List<String> how = new ArrayList<>(ways.recipe());
    how.addAll(List.of("filter " + filter, "quick " + wanted.quick()));
    if (graph.filler() != null) {
      how.add("filler %s %s".formatted(graph.filler(), ProbedFile.version(graph.filler())));
    }
    String recipe =
        new Recipe(wanted.parts(), wanted.edit(), how, encodings, ffmpeg.version()).digest();
    String name = folderName(wanted, recipe);
    if (isDone(wanted, name) || !wanted.isCurrent()) {
      return null;
    }
    Path folder = work.resolve(name);
    Preparation preparation =
        new Preparation(wanted, folder, recipe, encodings, ways, graph, niceness);
    if (underWay.putIfAbsent(name, preparation) != null) {
      return null;
    }
    exchange.getExchangeExtension().addOnCompletion(new ClearAway(name));
    Files.createDirectories(folder);
    return preparation;
  }

  /** Copies the frames of what needs no change. */
  public void copy(@ExchangeProperty("preparation") Preparation preparation) throws IOException {
    preparation.copy();
  }

  /**
   * Puts the finished programme into {@code ready/} and clears away what it makes stale.
   *
   * @return null if it failed, that comes too late, or its files are no longer those that were
   *     prepared
   * @throws UnusableFileException if it holds nothing
   */
  public PreparedProgramme publish(@ExchangeProperty("preparation") Preparation preparation)
      throws IOException, UnusableFileException {
    Assignment done = preparation.work();
    if (preparation.isFailed()) {
      // A recording was refused, and it has been said why.
      return null;
    }
    if (!done.isCurrent()) {
      LOG.warn(
          "'{}' was taken away or came again while it was prepared; what was made of it does not play.",
          done.name());
      return null;
    }
    if (isTooLate(done)) {
      LOG.warn(
          "'{}' was prepared too late; what was made in a hurry stays on the air.", done.name());
      return null;
    }
    PreparedProgramme made = ready.take(preparation.finish());
    if (made.note().isEmpty()) {
      LOG.info("'{}' is ready. {}", preparation.work().name(), made.summary());
    } else {
      LOG.warn("'{}' is ready. {}", preparation.work().name(), made.summary());
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

  private boolean isDone(Assignment wanted, String name) throws IOException {
    return ready.holds(name)
        || wanted.quick() && ready.holds(wanted.parts(), wanted.edit())
        || wanted.isOver(clock.instant()) && ready.holds(wanted.parts());
  }

  /** Readable, and fit for any file system whatever the source is called. */
  private static String folderName(Assignment work, String recipe) {
    String name = work.sources().get(0).name();
    String programme =
        work.sources().size() > 1 ? "joined" : ProgrammeFileName.parse(name).programme();
    String slug = programme.replaceAll("[^A-Za-z0-9_-]+", "-");
    return "%s_%s_%s"
        .formatted(
            name.substring(0, STAMP), slug.substring(0, Math.min(slug.length(), SLUG)), recipe);
  }

  /** Leaves nothing of a work that is over, whichever way it went. */
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

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
import org.apache.camel.Header;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.Part;
import radio.nightshift.media.PreparedProgramme;
import radio.nightshift.media.Recipe;
import radio.nightshift.media.UnusableFileException;
import radio.nightshift.schedule.ProgrammeFileName;

/**
 * Where programmes are prepared: begun in {@code work/}, and put into {@code ready/} by one rename
 * when all is done and checked, so that nothing half-made is ever played.
 */
@ManagedResource(description = "What is being prepared for the air")
public final class Workbench {
  private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);
  private static final int SLUG = 60;
  private static final int STAMP = "yyyymmdd_hhmm".length();
  private static final int NOT_FOUND = 127;

  private final Path work;
  private final Ready ready;
  private final List<Encoding> encodings;
  private final Ways ways;
  private final Niceness niceness;
  private final Clock clock;
  private final Set<Path> badFiller = ConcurrentHashMap.newKeySet();
  private final Map<String, Preparation> underWay = new ConcurrentHashMap<>();
  private volatile String tools;

  /**
   * Works below the station's home.
   *
   * @param encodings what the mounts carry, each once
   */
  public Workbench(Path home, Ready ready, List<Encoding> encodings, Ways ways, Clock clock) {
    this.work = home.resolve("work");
    this.ready = ready;
    this.encodings = List.copyOf(encodings);
    this.ways = ways;
    this.niceness = Niceness.on(System.getenv("PATH"), ways.memory());
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

  /** Whether the version of ffmpeg, which is part of every recipe, has yet to be asked. */
  public boolean isNew() {
    return tools == null;
  }

  /** Takes the answer of {@code ffmpeg -version}, and clears away what a crash has left. */
  public void tools(@Body String answer) throws IOException {
    String version = answer.lines().findFirst().orElse("");
    LOG.info("Programmes are prepared with {}.", version.replaceAll(" Copyright.*", ""));
    Ready.delete(work);
    tools = version;
  }

  /**
   * Lays a work on the bench until its exchange is over.
   *
   * @param filter more of ffmpeg's audio filters, or blank
   * @return null if it is ready already, is being prepared, or its file has gone
   */
  public Preparation begin(
      @Body Work wanted, @ExchangeProperty("filter") String filter, Exchange exchange)
      throws IOException {
    Path filler = new FilterGraph(wanted, ways, filter, fillerAt(wanted), encodings).filler();
    List<String> how = new ArrayList<>(ways.recipe());
    how.addAll(List.of("filter " + filter, "filler " + filler, "quick " + wanted.quick()));
    String recipe = new Recipe(wanted.parts(), wanted.edit(), how, encodings, tools).digest();
    String name = folderName(wanted, recipe);
    if (isDone(wanted, name) || !wanted.isCurrent()) {
      return null;
    }
    Path folder = work.resolve(name);
    Preparation preparation =
        new Preparation(wanted, folder, recipe, encodings, ways, niceness, filter, filler);
    if (underWay.putIfAbsent(name, preparation) != null) {
      return null;
    }
    exchange.getExchangeExtension().addOnCompletion(new ClearAway(name));
    Files.createDirectories(folder);
    return preparation;
  }

  /** Hands what ffmpeg has measured to the preparation it is for. */
  public void measured(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String said)
      throws IOException {
    foundFfmpeg(exitValue);
    preparation.measured(exitValue, said == null ? "" : said);
  }

  /** Hands the end of an encoding run to the preparation it is for. */
  public void encoded(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue)
      throws IOException {
    foundFfmpeg(exitValue);
    preparation.encoded(exitValue);
  }

  /** Copies the frames of what needs no change. */
  public void copy(@ExchangeProperty("preparation") Preparation preparation) throws IOException {
    preparation.copy();
  }

  /** The arguments of nice that have ffmpeg decode one of the sources alone. */
  public List<String> suspectArguments(
      @ExchangeProperty("preparation") Preparation preparation,
      @ExchangeProperty("CamelLoopIndex") int index) {
    return preparation.suspectArguments(preparation.suspects().get(index));
  }

  /**
   * Takes the end of decoding a source alone, after a run of ffmpeg has failed.
   *
   * @throws UnusableFileException if that says why
   */
  public void blame(
      @ExchangeProperty("preparation") Preparation preparation,
      @ExchangeProperty("CamelLoopIndex") int index,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String said)
      throws IOException, UnusableFileException {
    foundFfmpeg(exitValue);
    Source source = preparation.suspects().get(index);
    String reason = Suspicion.of(exitValue, said == null ? "" : said);
    if (reason != null && Files.exists(source.file())) {
      throw Sources.unusable(source.file(), reason);
    }
  }

  /** The files of a preparation that are still there after one could not be used. */
  public List<String> rest(@ExchangeProperty("preparation") Preparation preparation) {
    return preparation.suspects().stream()
        .filter(Source::isCurrent)
        .map(source -> source.file().toString())
        .toList();
  }

  /** Says that it is this machine that is to blame for a failure: then the file waits. */
  public void sound(@ExchangeProperty("preparation") Preparation preparation, Exchange exchange)
      throws IOException {
    if (!preparation.work().isCurrent()) {
      // A file was refused or has gone meanwhile: there is nothing left to be prepared.
      exchange.setRouteStop(true);
      return;
    }
    if (preparation.filler() != null) {
      badFiller.add(preparation.filler());
      throw new IOException(
          "ffmpeg cannot prepare '%s', perhaps for the filler '%s': it is tried again without that one; take it away if it is no audio"
              .formatted(
                  preparation.work().name(),
                  ProgrammeFileName.printable("" + preparation.filler().getFileName())));
    }
    throw new IOException(
        "ffmpeg cannot prepare '%s' though the file is sound: was it ended, is there room in work/, is prepare.memory enough, and does ffmpeg take the mount's bitrate, sample rate and channels? It is tried again later"
            .formatted(preparation.work().name()));
  }

  /** Hands the end of a test to the preparation it is for. */
  public void checked(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String said)
      throws IOException {
    foundFfmpeg(exitValue);
    preparation.checked(exitValue, said == null ? "" : said);
  }

  /**
   * Puts the finished programme into {@code ready/} and clears away what it makes stale.
   *
   * @return null if that comes too late, or its files are no longer those that were prepared
   * @throws UnusableFileException if it holds nothing
   */
  public PreparedProgramme publish(@ExchangeProperty("preparation") Preparation preparation)
      throws IOException, UnusableFileException {
    PreparedProgramme finished = preparation.finish();
    Work done = preparation.work();
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
    PreparedProgramme made = ready.take(finished);
    if (made.note().isEmpty()) {
      LOG.info("'{}' is ready. {}", preparation.work().name(), made.summary());
    } else {
      LOG.warn("'{}' is ready. {}", preparation.work().name(), made.summary());
    }
    return made;
  }

  /** Whether what is on the air was made of the same files in the quick way. */
  private boolean isTooLate(Work done) throws IOException {
    boolean hasBegun = !done.quick() && !done.airs().isAfter(clock.instant());
    if (!hasBegun || done.isOver(clock.instant())) {
      return false;
    }
    for (Part part : done.parts()) {
      if (!ready.holds(List.of(part))) {
        return ready.holds(done.parts());
      }
    }
    return true;
  }

  private Path fillerAt(Work wanted) throws IOException {
    return Filler.of(ways.filler(), wanted.airs(), badFiller);
  }

  private boolean isDone(Work wanted, String name) throws IOException {
    if (wanted.quick()) {
      return ready.holds(wanted.parts(), wanted.edit());
    }
    return ready.holds(name) && ready.isWhole(name, encodings)
        || wanted.isOver(clock.instant()) && ready.holds(wanted.parts());
  }

  /** What has gone since its version was asked is missed here. */
  private void foundFfmpeg(int exitValue) throws IOException {
    if (exitValue == NOT_FOUND) {
      tools = null;
      throw new IOException("ffmpeg cannot be run; install it. It is tried again later");
    }
  }

  /** Readable, and fit for any file system whatever the source is called. */
  private static String folderName(Work work, String recipe) {
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
        Ready.delete(work.resolve(name));
      } catch (IOException e) {
        LOG.warn("{} could not be deleted: {}", work.resolve(name), e.getMessage());
      }
    }
  }
}

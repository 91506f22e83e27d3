package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import radio.nightshift.ffmpeg.FfmpegProgress;
import radio.nightshift.ffmpeg.Loudness;
import radio.nightshift.ffmpeg.Niceness;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.UnusableFileException;

/** One work on the bench, from the first measuring to its folder in {@code ready/}. */
public final class Preparation {
  /** A programme that is this near to the target, in LU, is left as it is. */
  private static final double NEAR = 0.5;

  private final Assignment work;
  private final Path folder;
  private final String recipe;
  private final List<Encoding> wanted;
  private final PrepareOptions ways;
  private final FilterGraph graph;
  private final FfmpegProgress progress;
  private final EncodedFiles results;
  private final FfmpegCommands commands;
  private final PreparationReport report;

  private final Map<Integer, Loudness> loudness = new HashMap<>();
  private final List<Encoding> toEncode;
  private final List<Encoding> copied = new ArrayList<>();
  private final List<Encoding> unchecked = new ArrayList<>();
  private boolean failed;
  private String fault;

  Preparation(
      Assignment work,
      Path folder,
      String recipe,
      List<Encoding> wanted,
      PrepareOptions ways,
      FilterGraph graph,
      Niceness niceness) {
    this.work = work;
    this.folder = folder;
    this.recipe = recipe;
    this.wanted = wanted;
    this.ways = ways;
    this.graph = graph;
    this.progress = new FfmpegProgress(folder, work.lasts());
    this.results = new EncodedFiles(work, folder);
    this.commands = new FfmpegCommands(results, graph, progress, niceness);
    this.report = new PreparationReport(work, ways);
    this.toEncode = new ArrayList<>(wanted);
  }

  Assignment work() {
    return work;
  }

  /** What gaps are filled with; null for silence, or no gap. */
  Path filler() {
    return graph.filler();
  }

  /** How much of it is done, 0 to 100. */
  int percent() {
    return progress.percent();
  }

  /** How long each run of ffmpeg may take, in milliseconds: as long as the audio, and some more. */
  public long timeout() {
    return work.lasts().plusMinutes(5).toMillis();
  }

  /** Whether its loudness is to be found out. */
  public boolean needsMeasuring() {
    return !work.quick() && ways.loudness().isPresent();
  }

  /** The arguments of nice that have ffmpeg measure what will be heard. */
  public List<String> measureArguments() {
    return commands.measure();
  }

  /** Takes what ffmpeg has said of the loudness. */
  void measured(int exitValue, String said) {
    isOver(exitValue, said);
    if (!failed) {
      for (int channels : graph.layouts()) {
        Loudness.parse(said, "ebur128@r" + channels)
            .ifPresent(found -> loudness.put(channels, found));
      }
      report.source(loudness.get(wanted.get(0).channels()), said);
    }
  }

  /**
   * Copies the frames for the mounts whose encoding they are in already, if they need no change.
   */
  public void copy() throws IOException {
    ProbedFile source = work.sources().get(0);
    if (failed || graph.isFiltered() || !work.edit().onlyCuts(source.length())) {
      return;
    }
    for (Encoding encoding : List.copyOf(toEncode)) {
      if (encoding.accepts(source.info())
          && Math.abs(gain(encoding.channels())) < NEAR
          && results.copy(encoding)) {
        toEncode.remove(encoding);
        copied.add(encoding);
        unchecked.add(encoding);
      }
    }
  }

  /** Whether ffmpeg has to encode it for some mount. */
  public boolean needsEncoding() {
    return !failed && !toEncode.isEmpty();
  }

  /** The arguments of nice that have ffmpeg encode it for all mounts that need it, in one run. */
  public List<String> encodeArguments() {
    Map<Integer, Double> gains = new HashMap<>();
    graph.layouts().forEach(channels -> gains.put(channels, gain(channels)));
    return commands.encode(toEncode, gains);
  }

  /**
   * Takes the end of the encoder's run. Whether a file or this machine is to blame for a failure,
   * only decoding the files alone can tell.
   */
  void encoded(int exitValue, String said) throws IOException {
    isOver(exitValue, said);
    if (!failed) {
      if (!needsMeasuring()) {
        report.damage(said);
      }
      for (Encoding encoding : toEncode) {
        results.cutToLength(encoding);
      }
      unchecked.addAll(toEncode);
      toEncode.clear();
    }
  }

  private void isOver(int exitValue, String said) {
    failed = exitValue != 0;
    fault = PreparationReport.firstFault(said);
  }

  /** Whether a run of ffmpeg failed. */
  public boolean isFailed() {
    return failed;
  }

  /** What ffmpeg complained of first in that run. */
  String fault() {
    return fault;
  }

  /** The files of which one may be to blame. */
  public List<Path> suspects() {
    return Stream.concat(work.sources().stream().map(ProbedFile::file), Stream.ofNullable(filler()))
        .toList();
  }

  List<String> decodeArguments(Path suspect) {
    return commands.decode(suspect);
  }

  /** Whether there is audio that has not been decoded as a test. */
  public boolean needsCheck() {
    return !failed && !unchecked.isEmpty();
  }

  /** The arguments of nice that have ffmpeg decode what was made, stopping at the first error. */
  public List<String> checkArguments() {
    return commands.check(unchecked, needsMeasuring());
  }

  /** Takes the end of the test: copied frames that do not decode clean are encoded after all. */
  void checked(int exitValue, String said) throws IOException {
    if (exitValue == Programs.TIMED_OUT) {
      throw new IOException("ffmpeg did not get through what was made of it in time");
    }
    boolean clean = exitValue == 0 && PreparationReport.faults(said) == 0;
    if (!clean && copied.isEmpty()) {
      throw new IOException(
          "what was made of it does not decode (" + PreparationReport.firstFault(said) + ")");
    }
    if (clean) {
      for (int i = 0; i < unchecked.size(); i++) {
        Encoding encoding = unchecked.get(i);
        report.result(
            encoding,
            gain(encoding.channels()),
            Loudness.parse(said, "ebur128@r" + i),
            loudness.get(encoding.channels()));
      }
      report.results(said);
      unchecked.clear();
    } else {
      // The others have not been decoded to their ends, and are tested again with these.
      report.find("Its frames do not decode clean, so it was encoded again.");
      toEncode.addAll(copied);
      unchecked.removeAll(copied);
      copied.clear();
    }
  }

  /**
   * Ends the work.
   *
   * @throws UnusableFileException if nothing in it can be heard
   */
  PreparedProgramme finish() throws IOException, UnusableFileException {
    Duration length = Duration.ZERO;
    for (Encoding encoding : wanted) {
      length = results.length(encoding);
      if (length.isZero()) {
        throw ProbedFiles.unusable(work.last().file(), "holds no audio that can be decoded");
      }
      report.length(encoding, length);
      results.checkKind(encoding);
    }
    PreparedProgramme programme =
        new PreparedProgramme(
            folder,
            work.parts(),
            work.edit(),
            recipe,
            work.quick(),
            work.title(),
            length,
            report.note());
    programme.write(report.members());
    for (FfmpegProgress.Stage stage : FfmpegProgress.Stage.values()) {
      Files.deleteIfExists(progress.file(stage));
    }
    return programme;
  }

  private double gain(int channels) {
    Loudness found = loudness.get(channels);
    return found == null ? 0 : found.gain(ways.loudness(), ways.truePeak());
  }
}

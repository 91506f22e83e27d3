package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import radio.nightshift.ffmpeg.FfmpegProgress;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.ProgramRun;
import radio.nightshift.ffmpeg.ProgramRuns;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.UnusableFileException;

/**
 * One assignment on the workbench, from measuring to its folder in {@code ready/}. Each step that
 * needs ffmpeg is a run: {@code measure}, {@code encode}, {@code check}.
 */
public final class Preparation implements Subject, ProgramRuns {
  /** A programme that is this near to the target, in LU, is left as it is. */
  private static final double NEAR = 0.5;

  /** Encoders begin and end at most a few frames early or late. */
  private static final Duration MOUNTS_DIFFER = Duration.ofMillis(300);

  /** Beyond the length of the audio itself: decoding at real time is slow enough. */
  private static final Duration SPARE = Duration.ofMinutes(5);

  private final Assignment assignment;
  private final Path folder;
  private final String recipe;
  private final List<Encoding> encodings;
  private final PrepareOptions options;
  private final FilterGraph graph;
  private final FfmpegProgress progress;
  private final EncodedFiles files;
  private final FfmpegCommands commands;
  private final PreparationReport report;
  private final OneForm forms;
  private final Measurement measurement;
  private final Proof proof;
  private final ResultCheck resultCheck;

  Preparation(
      Assignment assignment,
      Path folder,
      String recipe,
      List<Encoding> encodings,
      PrepareOptions options,
      FilterGraph graph) {
    this.assignment = assignment;
    this.folder = folder;
    this.recipe = recipe;
    this.encodings = encodings;
    this.options = options;
    this.graph = graph;
    this.progress = new FfmpegProgress(folder, assignment.lasts());
    this.files = new EncodedFiles(assignment, folder, encodings);
    this.commands = new FfmpegCommands(files, graph, progress);
    this.report = new PreparationReport(assignment, options);
    this.forms = new OneForm(graph.recordings(), folder, assignment.lasts());
    this.measurement = new Measurement(graph, forms, report, encodings.get(0).channels());
    this.proof = new Proof(options);
    this.resultCheck = new ResultCheck(files, forms, measurement, proof, report, encodings);
  }

  Assignment assignment() {
    return assignment;
  }

  @Override
  public String name() {
    return assignment.name();
  }

  @Override
  public List<String> files() {
    return assignment.files();
  }

  /** The file that gaps are filled with; null for silence, or no gap. */
  Path filler() {
    return graph.filler();
  }

  /** The share that is done, 0 to 100. */
  int percent() {
    return progress.percent();
  }

  /** The runs {@code measure}, {@code encode} and {@code check}; null for one without need. */
  @Override
  public ProgramRun run(String name) {
    return switch (name) {
      case "measure" -> measuring();
      case "encode" -> encoding();
      case "check" -> checking();
      default ->
          throw new IllegalArgumentException(
              "a preparation has the runs measure, encode and check, not " + name);
    };
  }

  /** Whether it is to be measured, and has not been. */
  public boolean needsMeasuring() {
    return !assignment.quick() && options.loudness().isPresent() && !measurement.isDone();
  }

  /** Measures what will be heard, unless there is no time, or loudness stays as it is. */
  private ProgramRun measuring() {
    if (!needsMeasuring()) {
      return null;
    }
    return forms.isPending()
        ? unifying()
        : run(
            commands.measure(),
            end -> {
              requireSuccess(end);
              measurement.measured(end);
            });
  }

  /** Makes audio of one form of a recording that has turned out to change it. */
  private ProgramRun unifying() {
    return run(
        forms.command(),
        end -> {
          requireSuccess(end);
          report.damage(end.err());
          forms.done();
        });
  }

  /** Copies the frames for mounts that carry their encoding already, if they need no change. */
  void copy() throws IOException {
    ProbedFile source = assignment.sources().get(0);
    if (!source.frames().oneForm()
        || forms.wereRequired()
        || graph.isFiltered()
        || !assignment.edit().onlyCuts(source.length())) {
      return;
    }
    for (Encoding encoding : files.toCopy()) {
      if (encoding.accepts(source.info()) && Math.abs(gain(encoding.channels())) < NEAR) {
        files.copy(encoding);
      }
    }
  }

  /** Whether there is an encoding that is not made. */
  public boolean needsEncoding() {
    return !files.toEncode().isEmpty();
  }

  /** Encodes for all mounts that need it, in one run. */
  private ProgramRun encoding() {
    if (!needsEncoding()) {
      return null;
    }
    if (forms.isPending()) {
      return unifying();
    }
    Map<Integer, Double> gains = new HashMap<>();
    graph.layouts().forEach(channels -> gains.put(channels, gain(channels)));
    return run(commands.encode(files.toEncode(), gains, !measurement.isDone()), this::encoded);
  }

  private void encoded(ProgramEnd end) throws IOException, FfmpegFailedException {
    requireSuccess(end);
    if (measurement.isDone() || measurement.encoded(end)) {
      files.encoded();
    }
  }

  /** Only decoding the files one by one can tell whether one of them is to blame. */
  private static void requireSuccess(ProgramEnd end) throws FfmpegFailedException {
    if (!end.isSuccess()) {
      throw new FfmpegFailedException(PreparationReport.firstFault(end.err()));
    }
  }

  /** Decodes one of the files on its own. */
  ProgramRun decoding(Path file, ProgramRun.Meaning meaning) {
    int track =
        assignment.sources().stream()
            .filter(source -> source.file().equals(file))
            .map(source -> source.info().tracks().played().get(0))
            .findFirst()
            .orElse(0);
    return run(commands.decode(file, track), meaning);
  }

  /** Decodes what was made as a test, up to the first error, unless all has been tested. */
  private ProgramRun checking() {
    List<Encoding> untested = files.untested();
    return untested.isEmpty()
        ? null
        : run(
            commands.check(untested, measurement.isDone()),
            end -> resultCheck.ended(untested, end));
  }

  /**
   * Writes the report of a preparation whose steps are all done.
   *
   * @throws UnusableFileException if nothing in it can be heard
   */
  PreparedProgramme finish() throws IOException, UnusableFileException {
    if (needsEncoding()) {
      throw new IOException("what was made of it is not whole: the step that encodes did not run");
    }
    Duration length = Duration.ZERO;
    Duration shortest = Duration.ofSeconds(Long.MAX_VALUE);
    Duration longest = Duration.ZERO;
    for (Encoding encoding : encodings) {
      length = files.length(encoding);
      if (length.isZero()) {
        throw Inspection.unusable(assignment.last().file(), "holds no audio that can be decoded");
      }
      report.length(encoding, length);
      shortest = length.compareTo(shortest) < 0 ? length : shortest;
      longest = length.compareTo(longest) > 0 ? length : longest;
      files.requireKind(encoding);
    }
    if (longest.minus(shortest).compareTo(MOUNTS_DIFFER) > 0) {
      throw new IOException(
          "what was made of it is %s s long for one mount and %s s for another"
              .formatted(shortest.toMillis() / 1000.0, longest.toMillis() / 1000.0));
    }
    PreparedProgramme programme =
        new PreparedProgramme(
            folder,
            assignment.parts(),
            assignment.edit(),
            recipe,
            assignment.quick(),
            assignment.title(),
            length,
            report.note());
    programme.write(report.members());
    forms.clear();
    for (FfmpegProgress.Stage stage : FfmpegProgress.Stage.PREPARATION) {
      Files.deleteIfExists(progress.file(stage));
    }
    return programme;
  }

  private ProgramRun run(List<String> command, ProgramRun.Meaning meaning) {
    return ProgramRun.of(command, assignment.lasts().plus(SPARE), meaning);
  }

  private double gain(int channels) {
    return proof.gain(channels, measurement.loudness().get(channels));
  }

  @Override
  public String toString() {
    return assignment.toString();
  }
}

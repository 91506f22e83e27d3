package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import radio.nightshift.ffmpeg.FfmpegProgress;
import radio.nightshift.ffmpeg.Loudness;
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
  private final Map<Integer, Loudness> loudness = new HashMap<>();
  private boolean measured;

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

  /** Measures what will be heard, unless there is no time, or loudness stays as it is. */
  private ProgramRun measuring() {
    return assignment.quick() || options.loudness().isEmpty()
        ? null
        : run(commands.measure(), this::measured);
  }

  private void measured(ProgramEnd end) throws FfmpegFailedException {
    requireSuccess(end);
    for (int channels : graph.layouts()) {
      Loudness.parse(end.err(), "ebur128@r" + channels)
          .ifPresent(found -> loudness.put(channels, found));
    }
    report.source(loudness.get(encodings.get(0).channels()), end.err());
    measured = true;
  }

  /** Copies the frames for mounts that carry their encoding already, if they need no change. */
  void copy() throws IOException {
    ProbedFile source = assignment.sources().get(0);
    if (graph.isFiltered() || !assignment.edit().onlyCuts(source.length())) {
      return;
    }
    for (Encoding encoding : files.toCopy()) {
      if (encoding.accepts(source.info()) && Math.abs(gain(encoding.channels())) < NEAR) {
        files.copy(encoding);
      }
    }
  }

  /** Whether there is an encoding that is not copied. */
  public boolean needsEncoding() {
    return !files.toEncode().isEmpty();
  }

  /** Encodes for all mounts that need it, in one run. */
  private ProgramRun encoding() {
    Map<Integer, Double> gains = new HashMap<>();
    graph.layouts().forEach(channels -> gains.put(channels, gain(channels)));
    return needsEncoding() ? run(commands.encode(files.toEncode(), gains), this::encoded) : null;
  }

  private void encoded(ProgramEnd end) throws IOException, FfmpegFailedException {
    requireSuccess(end);
    if (!measured) {
      report.damage(end.err());
    }
    files.encoded();
  }

  /** Only decoding the files one by one can tell whether one of them is to blame. */
  private static void requireSuccess(ProgramEnd end) throws FfmpegFailedException {
    if (!end.isSuccess()) {
      throw new FfmpegFailedException(PreparationReport.firstFault(end.err()));
    }
  }

  /** Decodes one of the files on its own. */
  ProgramRun decoding(Path file, ProgramRun.Meaning meaning) {
    return run(commands.decode(file), meaning);
  }

  /** Decodes what was made as a test, up to the first error, unless all has been tested. */
  private ProgramRun checking() {
    List<Encoding> untested = files.untested();
    return untested.isEmpty()
        ? null
        : run(commands.check(untested, measured), end -> checked(untested, end));
  }

  private void checked(List<Encoding> tested, ProgramEnd end) throws IOException {
    if (end.isTimedOut()) {
      throw new IOException("ffmpeg did not get through what was made of it in time");
    }
    boolean clean = end.isSuccess() && PreparationReport.faults(end.err()) == 0;
    if (!files.tested(clean)) {
      throw new IOException(
          "what was made of it does not decode (%s)"
              .formatted(PreparationReport.firstFault(end.err())));
    }
    if (!clean) {
      report.find("Its frames do not decode clean, so it was encoded again.");
      return;
    }
    for (int i = 0; i < tested.size(); i++) {
      Encoding encoding = tested.get(i);
      report.result(
          encoding,
          gain(encoding.channels()),
          Loudness.parse(end.err(), "ebur128@r" + i),
          loudness.get(encoding.channels()));
    }
    report.results(end.err());
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
    for (Encoding encoding : encodings) {
      length = files.length(encoding);
      if (length.isZero()) {
        throw Inspection.unusable(assignment.last().file(), "holds no audio that can be decoded");
      }
      report.length(encoding, length);
      files.requireKind(encoding);
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
    for (FfmpegProgress.Stage stage : FfmpegProgress.Stage.values()) {
      Files.deleteIfExists(progress.file(stage));
    }
    return programme;
  }

  private ProgramRun run(List<String> command, ProgramRun.Meaning meaning) {
    return ProgramRun.of(command, assignment.lasts().plus(SPARE), meaning);
  }

  private double gain(int channels) {
    Loudness found = loudness.get(channels);
    return found == null ? 0 : found.gain(options.loudness(), options.truePeak());
  }

  @Override
  public String toString() {
    return assignment.toString();
  }
}

package radio.nightshift.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import radio.nightshift.ffmpeg.FfmpegProgress;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.ProgramRun;
import radio.nightshift.ffmpeg.ProgramRuns;

/**
 * A source that is being made ready, run after run: it is inspected, its picture encoded if need be
 * and its sound decoded, the sound made round and encoded, and both put together and counted. What
 * was kept and turns out not to be sound is encoded instead.
 */
public final class Making implements ProgramRuns {
  private static final Duration SPARE = Duration.ofMinutes(30);

  /** A machine on which encoding goes slower than that could not send what comes out. */
  private static final int SLOWEST = 20;

  private final Path folder;
  private final ChannelForm form;
  private final Wants wants;
  private final long most;
  private final StationStop stop;
  private final UnchangedSource source;
  private final SourceInspection inspection;
  private LoopPlan plan;
  private TurnAssembly assembly;
  private volatile MakingProgress progress = MakingProgress.NONE;

  Making(Path folder, Path file, ChannelForm form, Wants wants, long most, StationStop stop)
      throws IOException, UnusableSourceException {
    this.folder = folder;
    this.form = form;
    this.wants = wants;
    this.most = most;
    this.stop = stop;
    this.source = UnchangedSource.of(file);
    boolean isCopied = form.treatment() == ChannelForm.Treatment.COPY;
    this.inspection = new SourceInspection(file, folder, isCopied, stop);
  }

  /** Whether it needs another run. */
  public boolean hasNext() {
    return assembly == null || !assembly.isDone();
  }

  /** How far it is, for a condition: {@code is being made: 35 %, about 4 min left}. */
  String words() {
    return progress.words();
  }

  /** The next run, whatever its name; null if all are done. */
  @Override
  public ProgramRun run(String name) {
    if (assembly == null) {
      return inspecting();
    }
    return assembly.isDone() ? null : assembling();
  }

  private ProgramRun inspecting() {
    ProgramRun run = inspection.next();
    return run(
        run.command(),
        run.limit(),
        end -> {
          run.ended(end);
          plan();
        });
  }

  /** A source that was changed meanwhile is not to blame for what could not be made of it. */
  private ProgramRun run(List<String> command, Duration limit, ProgramRun.Meaning meaning) {
    return ProgramRun.of(
        command,
        limit,
        end -> {
          try {
            meaning.of(end);
          } catch (UnusableSourceException e) {
            source.require();
            throw e;
          }
        });
  }

  private void plan() throws IOException, UnusableSourceException {
    if (inspection.next() == null) {
      plan = LoopPlan.of(inspection.form(), form, wants, most);
      assemble();
    }
  }

  private void assemble() throws IOException, UnusableSourceException {
    Duration length = Duration.ofMillis((long) (plan.source().length() * 1000));
    FfmpegProgress files = new FfmpegProgress(folder, length);
    progress = new MakingProgress(files, System.nanoTime());
    try {
      assembly = new TurnAssembly(plan, folder, files, stop);
    } catch (UnsoundException e) {
      encodeInstead(e.getMessage());
    }
  }

  private ProgramRun assembling() {
    Duration limit = SPARE.plusSeconds((long) (SLOWEST * plan.source().length()));
    try {
      return run(assembly.command(), limit, this::assembled);
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' cannot be written".formatted(folder), e);
    }
  }

  private void assembled(ProgramEnd end) throws IOException, UnusableSourceException {
    if (end.err().contains("No space left on device")) {
      throw new IOException("the disk with '%s' is full; make room on it".formatted(folder));
    }
    try {
      if (!end.isSuccess()) {
        throw new UnsoundException(end.isTimedOut() ? "it takes too long" : end.lastLine());
      }
      assembly.succeeded();
    } catch (UnsoundException e) {
      encodeInstead(e.getMessage());
    }
  }

  private void encodeInstead(String why) throws IOException, UnusableSourceException {
    // Before hours are spent on encoding a mixture.
    source.require();
    if (!plan.canEncodeInstead()) {
      throw LoopPlan.refused(plan.source(), "cannot be made ready (%s); save it anew", why);
    }
    plan = plan.encodingVideo();
    assemble();
  }

  /** The folder in which it is made. */
  Path folder() {
    return folder;
  }

  /** What was made; all else in the folder is deleted. */
  MadeLoop finish() throws IOException {
    source.require();
    MadeLoop made = assembly.made();
    Set<String> kept = new HashSet<>(made.ticks().keySet());
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(one -> !kept.contains(one.getFileName().toString())).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    return made;
  }
}

package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;
import radio.nightshift.ffmpeg.FfmpegProgress;
import radio.nightshift.ffmpeg.Niceness;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.UnreadableAudioException;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.UnusableFileException;

/** What lies in the inbox, each upload looked at once. */
public final class ProbedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ProbedFiles.class);

  private final Niceness niceness;
  private final Map<String, ProbedFile> byName = new ConcurrentHashMap<>();
  private final AtomicInteger changes = new AtomicInteger();

  /** Has programs look at them as niceness has it. */
  public ProbedFiles(Niceness niceness) {
    this.niceness = niceness;
  }

  /** Whether a file is there that has not been looked at. */
  public boolean isNew(@Body String file) {
    ProbedFile known = byName.get(Path.of(file).getFileName().toString());
    return known == null || !known.isCurrent();
  }

  /**
   * What tells this upload from others of its name, as it lies there before it is looked at.
   *
   * @return empty if it has gone
   */
  public String version(@Body String file) throws IOException {
    try {
      return ProbedFile.version(Path.of(file));
    } catch (NoSuchFileException gone) {
      return "";
    }
  }

  /** The arguments of nice that have ffprobe say what is in a file. */
  public List<String> question(@Body String file) {
    return niceness.run("ffprobe", MediaInfo.probeArguments(Path.of(file)));
  }

  /**
   * Takes ffprobe's answer.
   *
   * @return null if the file has gone
   * @throws UnusableFileException if there is no audio in the file, or its name says no air time
   * @throws IOException if the file or ffprobe's answer cannot be read
   */
  public MediaInfo probed(
      @ExchangeProperty("file") String file,
      @Body String json,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String complaint)
      throws IOException, UnusableFileException {
    Programs.ownEnd("ffprobe", exitValue);
    Path path = Path.of(file);
    byName.remove(path.getFileName().toString());
    changes.incrementAndGet();
    try {
      ProgrammeFileName.parse(path.getFileName().toString());
      if (Files.size(path) == 0) {
        throw unusable(path, "is empty");
      }
      if (!Files.isReadable(path)) {
        throw new IOException("the station's user may not read it; give it read permission");
      }
      if (json == null || json.isBlank()) {
        // Of what it cannot make out, it says so in JSON too.
        throw new IOException(
            "ffprobe gives no answer (%s)".formatted(Programs.lastLine(complaint)));
      }
      return MediaInfo.parse(json);
    } catch (IllegalArgumentException misnamed) {
      throw new UnusableFileException(path, misnamed.getMessage());
    } catch (UnreadableAudioException e) {
      throw unusable(path, "cannot be played: " + e.getMessage());
    } catch (NoSuchFileException gone) {
      sayGone(path);
      return null;
    }
  }

  /**
   * How long a file plays, if its frames or samples tell.
   *
   * @return zero if it has to be counted, for what is announced may not be there
   */
  public Duration length(
      @ExchangeProperty("file") String file, @ExchangeProperty("probed") MediaInfo probed)
      throws IOException {
    try {
      Duration framed = probed.isFramed() ? FramedAudio.length(Path.of(file)) : Duration.ZERO;
      return framed.isZero() && probed.isPlain() ? probed.duration() : framed;
    } catch (NoSuchFileException gone) {
      // It is said when it is to be taken in.
      return Duration.ZERO;
    }
  }

  /** The arguments of nice that have ffmpeg count how long a file plays. */
  public List<String> counting(@Body String file) {
    List<String> arguments = new ArrayList<>(List.of("-v", "error"));
    arguments.addAll(MediaInfo.inputGuards(Path.of(file)));
    arguments.addAll(List.of("-i", "file:" + file, "-map", "0:a:0", "-c", "copy"));
    arguments.addAll(List.of("-progress", "pipe:1", "-f", "null", "-"));
    return niceness.ffmpeg(arguments);
  }

  /** Takes the end of the counting: how far the file can be read, else what it announces. */
  public Duration counted(
      @ExchangeProperty("probed") MediaInfo probed,
      @Body String progress,
      @Header("CamelExecExitValue") int exitValue)
      throws IOException {
    Programs.ownEnd("ffmpeg", exitValue);
    Duration counted = Duration.of(FfmpegProgress.micros("" + progress), ChronoUnit.MICROS);
    return counted.isZero() || exitValue == Programs.TIMED_OUT ? probed.duration() : counted;
  }

  /**
   * Takes a file in of which all is known.
   *
   * @throws UnusableFileException if there is nothing in it
   */
  public void take(
      @ExchangeProperty("file") String path,
      @ExchangeProperty("probed") MediaInfo info,
      @ExchangeProperty("version") String version,
      @ExchangeProperty("length") Duration length)
      throws UnusableFileException {
    Path file = Path.of(path);
    if (!Files.exists(file)) {
      sayGone(file);
      return;
    }
    if (length.isZero()) {
      throw unusable(
          file, "has no audio in it, or does not say how long it is; save it anew as MP3 or WAV");
    }
    byName.put(file.getFileName().toString(), new ProbedFile(file, version, info, length));
    changes.incrementAndGet();
  }

  private static void sayGone(Path file) {
    LOG.warn(
        "'{}' has gone from the inbox before it was prepared.",
        Printable.printable(file.getFileName().toString()));
  }

  /** The one of that name, if it is still there. */
  public Optional<ProbedFile> of(String file) {
    return Optional.ofNullable(byName.get(Path.of(file).getFileName().toString()))
        .filter(ProbedFile::isCurrent);
  }

  /** Whether the file is there and has been looked at. */
  public boolean isThere(@Body String file) {
    return of(file).isPresent();
  }

  /** The files of all that are still there. */
  public List<String> files() {
    return all().stream().map(source -> source.file().toString()).toList();
  }

  /** All that are still there. */
  List<ProbedFile> all() {
    if (byName.values().removeIf(source -> !Files.exists(source.file()))) {
      changes.incrementAndGet();
    }
    return List.copyOf(byName.values());
  }

  /** A number that differs once something has. */
  int changes() {
    return changes.get();
  }

  static UnusableFileException unusable(Path file, String why) {
    return new UnusableFileException(
        file,
        "Programme file '%s' %s; upload it again."
            .formatted(Printable.printable(file.getFileName().toString()), why));
  }
}

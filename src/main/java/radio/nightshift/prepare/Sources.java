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
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.UnreadableAudioException;
import radio.nightshift.media.UnusableFileException;
import radio.nightshift.schedule.ProgrammeFileName;

/** What lies in the inbox, each upload looked at once. */
public final class Sources {
  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  private final Map<String, Source> byName = new ConcurrentHashMap<>();
  private volatile int changes;

  /** Whether a file is there that has not been looked at. */
  public boolean isNew(@Body String file) {
    Source known = byName.get(Path.of(file).getFileName().toString());
    return known == null || !known.isCurrent();
  }

  /** What ffprobe has to be asked of a file. */
  public List<String> question(@Body String file) {
    return MediaInfo.probeArguments(Path.of(file));
  }

  /**
   * Takes ffprobe's answer.
   *
   * @return null if the file has gone
   * @throws UnusableFileException if there is no audio in the file
   */
  public MediaInfo probed(
      @ExchangeProperty("file") String file,
      @Body String json,
      @Header("CamelExecExitValue") int exitValue)
      throws IOException, UnusableFileException {
    if (Programs.wasEnded(exitValue)) {
      throw new IOException("ffprobe was ended from outside");
    }
    Path path = Path.of(file);
    byName.remove(path.getFileName().toString());
    changes++;
    try {
      if (Files.size(path) == 0) {
        throw unusable(path, "is empty");
      }
      return MediaInfo.parse(json == null ? "" : json);
    } catch (UnreadableAudioException e) {
      throw unusable(path, "cannot be played: " + e.getMessage());
    } catch (NoSuchFileException gone) {
      sayGone(path);
      return null;
    }
  }

  /** The arguments of ffmpeg that count how long a file plays which does not say so itself. */
  public List<String> counting(@Body String file) {
    List<String> arguments = new ArrayList<>(List.of("-nostdin", "-v", "error"));
    arguments.addAll(MediaInfo.inputGuards(Path.of(file)));
    arguments.addAll(List.of("-i", "file:" + file, "-map", "0:a:0", "-c", "copy"));
    arguments.addAll(List.of("-progress", "pipe:1", "-f", "null", "-"));
    return arguments;
  }

  /** Takes the end of the counting. */
  public MediaInfo counted(@ExchangeProperty("probed") MediaInfo probed, @Body String progress) {
    return probed.lasting(Duration.of(Progress.micros("" + progress), ChronoUnit.MICROS));
  }

  /**
   * Takes a file in of which all is known.
   *
   * @throws UnusableFileException if there is nothing in it
   */
  public void take(
      @ExchangeProperty("file") String path, @ExchangeProperty("probed") MediaInfo info)
      throws IOException, UnusableFileException {
    Path file = Path.of(path);
    try {
      String version = Source.version(file);
      Duration framed = FramedAudio.length(file);
      Duration length = framed.isZero() ? info.duration() : framed;
      if (length.isZero()) {
        throw unusable(
            file, "has no audio in it, or does not say how long it is; save it anew as MP3 or WAV");
      }
      byName.put(file.getFileName().toString(), new Source(file, version, info, length));
      changes++;
    } catch (NoSuchFileException gone) {
      sayGone(file);
    }
  }

  private static void sayGone(Path file) {
    LOG.warn(
        "'{}' has gone from the inbox before it was prepared.",
        ProgrammeFileName.printable(file.getFileName().toString()));
  }

  /** The one of that name, if it is still there. */
  public Optional<Source> of(String file) {
    return Optional.ofNullable(byName.get(Path.of(file).getFileName().toString()))
        .filter(Source::isCurrent);
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
  List<Source> all() {
    if (byName.values().removeIf(source -> !Files.exists(source.file()))) {
      changes++;
    }
    return List.copyOf(byName.values());
  }

  /** A number that differs once something has. */
  int changes() {
    return changes;
  }

  static UnusableFileException unusable(Path file, String why) {
    return new UnusableFileException(
        file,
        "Programme file '%s' %s; upload it again."
            .formatted(ProgrammeFileName.printable(file.getFileName().toString()), why));
  }
}

package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
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
   * @throws UnusableFileException if there is no audio in the file
   */
  public void answer(
      @ExchangeProperty("file") String path,
      @Body String json,
      @Header("CamelExecExitValue") int exitValue)
      throws IOException, UnusableFileException {
    if (Programs.wasEnded(exitValue)) {
      throw new IOException("ffprobe was ended from outside. It is tried again later");
    }
    Path file = Path.of(path);
    byName.remove(file.getFileName().toString());
    changes++;
    try {
      String version = Source.version(file);
      if (Files.size(file) == 0) {
        throw unusable(file, "is empty");
      }
      MediaInfo info = MediaInfo.parse(json == null ? "" : json);
      Duration framed = FramedAudio.length(file);
      Duration length = framed.isZero() ? info.duration() : framed;
      if (length.isZero()) {
        throw unusable(
            file, "does not say how long it is, or has no audio; save it anew as MP3 or WAV");
      }
      byName.put(file.getFileName().toString(), new Source(file, version, info, length));
      changes++;
    } catch (UnreadableAudioException e) {
      throw unusable(file, "cannot be played: " + e.getMessage());
    } catch (NoSuchFileException gone) {
      LOG.warn(
          "'{}' has gone from the inbox before it was prepared.",
          ProgrammeFileName.printable(file.getFileName().toString()));
    }
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

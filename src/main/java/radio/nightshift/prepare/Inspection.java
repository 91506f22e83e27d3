package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;
import radio.nightshift.ffmpeg.Ffmpeg;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.ProgramRun;
import radio.nightshift.ffmpeg.ProgramRuns;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.UnreadableAudioException;
import radio.nightshift.media.WavFile;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.UnusableFileException;

/**
 * The inspection of one upload: ffprobe lists what is in it, and where neither frames nor samples
 * give its length, ffmpeg counts it.
 */
public final class Inspection implements Subject, ProgramRuns {
  private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final String FREE_FORMAT =
      "it is MP3 in free format, which hardly any program plays; save it anew at a standard bitrate";

  /** The unit of all times, in the head of ffmpeg's framecrc format. */
  private static final Pattern UNIT =
      Pattern.compile("(?m)^#tb 0: *(?<of>[1-9]\\d{0,8})/(?<per>[1-9]\\d{0,8})$");

  /** A line of it. */
  private static final Pattern PACKET =
      Pattern.compile("(?m)^0, *-?\\d{1,18}, *(?<time>-?\\d{1,18}), *(?<lasts>\\d{1,18}),");

  private final Path file;
  private final ProbedFiles known;
  private String version;
  private MediaInfo info;
  private Duration length;
  private FramedAudio.Survey frames = FramedAudio.Survey.NONE;

  Inspection(Path file, ProbedFiles known) {
    this.file = file;
    this.known = known;
  }

  @Override
  public String name() {
    return Printable.printable(file.getFileName().toString());
  }

  @Override
  public List<String> files() {
    return Files.exists(file) ? List.of(file.toString()) : List.of();
  }

  /** The runs {@code probe} and {@code count}; null if this upload has been inspected before. */
  @Override
  public ProgramRun run(String name) {
    return switch (name) {
      case "probe" -> probe();
      case "count" -> count();
      default ->
          throw new IllegalArgumentException(
              "an inspection has the runs probe and count, not " + name);
    };
  }

  private ProgramRun probe() {
    if (known.of(file).isPresent()) {
      return null;
    }
    version = currentVersion();
    List<String> command = new ArrayList<>(List.of("ffprobe"));
    command.addAll(MediaInfo.probeArguments(file));
    return ProgramRun.of(command, LIMIT, this::probed);
  }

  /** As it lies there before it is read. */
  private String currentVersion() {
    try {
      return ProbedFile.version(file);
    } catch (IOException gone) {
      return "";
    }
  }

  private void probed(ProgramEnd end) throws IOException, UnusableFileException {
    known.forget(file.getFileName().toString());
    try {
      ProgrammeFileName.parse(file.getFileName().toString());
      if (Files.size(file) == 0) {
        throw unusable(file, "is empty");
      }
      if (!Files.isReadable(file)) {
        throw new IOException("the station's user may not read it; give it read permission");
      }
      if (end.out().isBlank()) {
        // About what it cannot make out, it answers in JSON too.
        throw new IOException("ffprobe gives no answer (%s)".formatted(end.lastLine()));
      }
      info = MediaInfo.parse(end.out(), end.err());
      length = lengthInFile();
      if (!length.isZero()) {
        conclude();
      }
    } catch (IllegalArgumentException misnamed) {
      throw new UnusableFileException(file, misnamed.getMessage());
    } catch (UnreadableAudioException e) {
      throw unusable(file, "cannot be played: " + (isFreeFormat() ? FREE_FORMAT : e.getMessage()));
    } catch (NoSuchFileException gone) {
      warnOfGone();
    }
  }

  /** Zero if it has to be counted: what a container announces may not be there. */
  private Duration lengthInFile() throws IOException {
    try {
      if (info.isFramed() && !info.tracks().isMix()) {
        frames = FramedAudio.survey(file);
        if (frames.oneForm()) {
          return frames.length();
        }
      }
      return info.isPlain() && !WavFile.outgrewItsHeader(file) ? info.duration() : Duration.ZERO;
    } catch (NoSuchFileException gone) {
      // That is logged at the end.
      return Duration.ZERO;
    }
  }

  /**
   * Has ffmpeg count the length if it is not known: an upload that broke off still announces its
   * whole length, and recorders that write into a pipe none.
   */
  private ProgramRun count() {
    if (info == null || !length.isZero()) {
      return null;
    }
    List<String> arguments = new ArrayList<>(List.of("-v", "error"));
    arguments.addAll(MediaInfo.inputGuards(file));
    arguments.addAll(List.of("-i", "file:" + file));
    arguments.addAll(List.of("-map", "0:a:" + info.tracks().played().get(0), "-c", "copy"));
    // A list of its packets: what -progress tells ends with the last one's beginning, or is
    // estimated.
    arguments.addAll(List.of("-f", "framecrc", "-"));
    return ProgramRun.of(Ffmpeg.command(arguments), LIMIT, this::counted);
  }

  private void counted(ProgramEnd end) throws UnusableFileException {
    long late = (long) (info.tracks().lateSeconds() * 1e6);
    Duration counted =
        Duration.of(Math.max(0, endOfLastPacket(end.out()) - late), ChronoUnit.MICROS);
    length = counted.isZero() || end.isTimedOut() ? info.duration() : counted;
    conclude();
  }

  /** In microseconds; 0 if there is none. */
  private static long endOfLastPacket(String packets) {
    Matcher unit = UNIT.matcher(packets);
    if (!unit.find()) {
      return 0;
    }
    double micros = 1e6 * Long.parseLong(unit.group("of")) / Long.parseLong(unit.group("per"));
    long end = 0;
    Matcher packet = PACKET.matcher(packets);
    while (packet.find()) {
      end = Long.parseLong(packet.group("time")) + Long.parseLong(packet.group("lasts"));
    }
    return Math.round(end * micros);
  }

  private void conclude() throws UnusableFileException {
    if (!Files.exists(file)) {
      warnOfGone();
    } else if (length.isZero()) {
      throw unusable(
          file, "has no audio in it, or does not say how long it is; save it anew as MP3 or WAV");
    } else {
      known.add(new ProbedFile(file, version, info, length, frames));
    }
  }

  private boolean isFreeFormat() {
    try {
      return FramedAudio.isFreeFormat(file);
    } catch (IOException gone) {
      return false;
    }
  }

  /** The file in the inbox. */
  Path file() {
    return file;
  }

  private void warnOfGone() {
    LOG.warn("'{}' has gone from the inbox before it was prepared.", name());
  }

  static UnusableFileException unusable(Path file, String why) {
    return new UnusableFileException(
        file,
        "Programme file '%s' %s%s upload it again."
            .formatted(
                Printable.printable(file.getFileName().toString()),
                why,
                why.contains("; ") ? " and" : ";"));
  }

  @Override
  public String toString() {
    return file.toString();
  }
}

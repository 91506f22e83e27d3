package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.PreparedProgramme;
import radio.nightshift.media.UnreadableAudioException;
import radio.nightshift.media.UnusableFileException;
import radio.nightshift.schedule.ProgrammeFileName;

/**
 * One programme file on the workbench, from the first look at it to its folder in {@code ready/}.
 */
public final class Preparation {
  /** Codec padding and the rounding to whole frames stay below this; a defect does not. */
  private static final Duration TOLERANCE = Duration.ofMillis(50);

  /** What runs for long gives way to the stream. */
  private static final List<String> NICELY = List.of("-n", "15", "ffmpeg", "-nostdin");

  private final Path source;
  private final Path folder;
  private final String recipe;
  private final List<Encoding> wanted;
  private final List<Encoding> toEncode = new ArrayList<>();
  private final List<Encoding> unchecked = new ArrayList<>();
  private MediaInfo info;
  private boolean encoded;
  private boolean failed;
  private String note = "";

  Preparation(Path source, Path folder, String recipe, List<Encoding> wanted) {
    this.source = source;
    this.folder = folder;
    this.recipe = recipe;
    this.wanted = wanted;
  }

  Path source() {
    return source;
  }

  Path folder() {
    return folder;
  }

  String recipe() {
    return recipe;
  }

  /** The ffprobe arguments that find out what the file holds. */
  public List<String> probeArguments() {
    return MediaInfo.probeArguments(source);
  }

  /**
   * Takes ffprobe's answer, and copies the frames for the mounts whose encoding it already has.
   *
   * @throws UnusableFileException if there is no audio in it
   */
  public void understand(String json) throws IOException, UnusableFileException {
    if (Files.size(source) == 0) {
      throw unusable("is empty; upload it again");
    }
    try {
      info = MediaInfo.parse(json);
      for (Encoding encoding : wanted) {
        if (encoding.accepts(info)) {
          FramedAudio.copy(source, folder.resolve(encoding.fileName()), title());
          unchecked.add(encoding);
        } else {
          toEncode.add(encoding);
        }
      }
    } catch (UnreadableAudioException e) {
      throw unusable("cannot be played: " + e.getMessage() + "; upload it again");
    }
  }

  /** Whether ffmpeg has to encode it for some mount. */
  public boolean needsEncoding() {
    return !toEncode.isEmpty();
  }

  /** Whether there is audio that has not been decoded as a test. */
  public boolean needsCheck() {
    return !unchecked.isEmpty();
  }

  /** The arguments of nice that have ffmpeg encode it for all mounts that need it, in one run. */
  public List<String> encodeArguments() {
    List<String> arguments = new ArrayList<>(NICELY);
    arguments.addAll(List.of("-y", "-v", "fatal", "-nostats"));
    arguments.addAll(MediaInfo.inputGuards());
    arguments.addAll(List.of("-i", "file:" + source));
    for (Encoding encoding : toEncode) {
      arguments.addAll(encoding.ffmpegArguments());
      arguments.add("file:" + folder.resolve(encoding.fileName()));
    }
    return arguments;
  }

  /**
   * Takes the end of the encoder's run. Whether the file or this machine is to blame for a failure,
   * only decoding the file alone can tell.
   */
  public void encoded(int exitValue) {
    failed = exitValue != 0;
    if (failed) {
      return;
    }
    encoded = true;
    unchecked.addAll(toEncode);
    toEncode.clear();
  }

  /** Whether encoding failed. */
  public boolean isFailed() {
    return failed;
  }

  /** The arguments of nice that have ffmpeg decode the source alone. */
  public List<String> sourceCheckArguments() {
    List<String> arguments = new ArrayList<>(NICELY);
    arguments.addAll(List.of("-v", "fatal"));
    arguments.addAll(MediaInfo.inputGuards());
    arguments.addAll(List.of("-i", "file:" + source, "-map", "0:a:0", "-f", "null", "-"));
    return arguments;
  }

  /**
   * Takes the end of decoding the source alone, after encoding it has failed.
   *
   * @throws UnusableFileException if that fails too
   * @throws IOException if it does not: then this machine is to blame, and the file waits
   */
  void blame(int exitValue) throws IOException, UnusableFileException {
    if (exitValue == 0) {
      throw new IOException(
          "ffmpeg cannot encode '%s' though the file is sound: is there room in work/, and does ffmpeg take the mount's bitrate, sample rate and channels? It is tried again later"
              .formatted(source.getFileName()));
    }
    throw unusable("cannot be decoded by ffmpeg; upload it again");
  }

  /** The arguments of nice that have ffmpeg decode what was made, stopping at the first error. */
  public List<String> checkArguments() {
    List<String> arguments = new ArrayList<>(NICELY);
    arguments.addAll(List.of("-v", "error", "-xerror"));
    for (Encoding encoding : unchecked) {
      arguments.addAll(List.of("-i", "file:" + folder.resolve(encoding.fileName())));
    }
    for (int i = 0; i < unchecked.size(); i++) {
      arguments.addAll(List.of("-map", i + ":a:0", "-f", "null", "-"));
    }
    return arguments;
  }

  /**
   * Takes the end of the test: frames that do not decode clean are replaced by encoding the source
   * anew.
   */
  public void checked(int exitValue, String error) throws IOException {
    boolean clean = exitValue == 0 && error.isBlank();
    if (!clean && encoded) {
      throw new IOException(
          "What was made of '%s' does not decode: %s"
              .formatted(source.getFileName(), error.lines().findFirst().orElse("?")));
    }
    if (!clean) {
      note = "Its frames do not decode clean, so it was encoded again.";
      toEncode.addAll(unchecked);
    }
    unchecked.clear();
  }

  /**
   * Ends the work.
   *
   * @throws UnusableFileException if nothing in it can be heard
   */
  PreparedProgramme finish() throws IOException, UnusableFileException {
    Duration length = Duration.ZERO;
    for (Encoding encoding : wanted) {
      length = FramedAudio.length(folder.resolve(encoding.fileName()));
      if (length.isZero()) {
        throw unusable("holds no audio that can be decoded; upload it again");
      }
    }
    if (info.duration().minus(length).compareTo(Duration.ofSeconds(1).plus(TOLERANCE)) > 0) {
      note =
          "It has %s of the %s minutes that it announces; upload it again if it should be whole. %s"
              .formatted(minutes(length), minutes(info.duration()), note);
    }
    PreparedProgramme programme =
        new PreparedProgramme(
            folder, source.getFileName().toString(), recipe, title(), length, note.strip());
    programme.write();
    return programme;
  }

  private String title() {
    return info.title().isEmpty()
        ? ProgrammeFileName.parse(source.getFileName().toString()).title()
        : info.title();
  }

  private UnusableFileException unusable(String why) {
    return new UnusableFileException(
        source,
        "Programme file '%s' %s."
            .formatted(ProgrammeFileName.printable(source.getFileName().toString()), why));
  }

  private static String minutes(Duration length) {
    return "%d:%02d".formatted(length.toMinutes(), length.toSecondsPart());
  }
}

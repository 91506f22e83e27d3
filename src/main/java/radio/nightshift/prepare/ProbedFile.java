package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.UsedUpload;

/**
 * A programme file in {@code inbox/} that has been inspected.
 *
 * @param file where it lies
 * @param version tells it from other uploads of its name
 * @param length how long it plays: by its frames if it has some, else as its container says
 * @param frames what its frames come to; none if it has none that could be sent as they are
 */
public record ProbedFile(
    Path file, String version, MediaInfo info, Duration length, FramedAudio.Survey frames) {

  /** A text that tells one upload of a file from another. */
  static String version(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.size() + "-" + attributes.lastModifiedTime().toMillis();
  }

  String name() {
    return file.getFileName().toString();
  }

  ProgrammeFileName parsed() {
    return ProgrammeFileName.parse(name());
  }

  UsedUpload part() {
    return new UsedUpload(name(), version, length);
  }

  Edition edition() {
    return new Edition(name(), parsed(), 1, length);
  }

  /** Whether there is still a file, be it another upload of its name. */
  boolean isThere() {
    return Files.exists(file);
  }

  /** Whether the file that was inspected is still the one that lies there. */
  boolean isCurrent() {
    try {
      return version.equals(version(file));
    } catch (IOException gone) {
      return false;
    }
  }

  String title() {
    return info.title().isEmpty() ? parsed().title() : info.title();
  }
}

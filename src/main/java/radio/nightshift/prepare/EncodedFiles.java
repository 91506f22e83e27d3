package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.FrameReader;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.media.UnreadableAudioException;

/** The audio files that one work comes to, one for each encoding. */
final class EncodedFiles {
  /** Encoders begin a little late and end on whole frames; what is beyond this is none of that. */
  private static final Duration ENCODERS = Duration.ofMillis(20);

  private final Assignment work;
  private final Path folder;

  EncodedFiles(Assignment work, Path folder) {
    this.work = work;
    this.folder = folder;
  }

  Path file(Encoding encoding) {
    return folder.resolve(encoding.fileName());
  }

  /** How long one plays; zero if nothing in it can be heard. */
  Duration length(Encoding encoding) throws IOException {
    return FramedAudio.length(file(encoding));
  }

  /**
   * Copies the frames of the only recording, up to where it leaves.
   *
   * @return false if they are in a container of another kind, such as MP4, or are not of themselves
   *     what the mount carries, as with HE-AAC
   */
  boolean copy(Encoding encoding) throws IOException {
    try {
      FramedAudio.copy(
          work.last().file(), file(encoding), work.title(), 0, work.edit().leave().toNanos());
      if (isOfKind(encoding)) {
        return true;
      }
    } catch (UnreadableAudioException otherContainer) {
      // What was begun is deleted below.
    }
    Files.deleteIfExists(file(encoding));
    return false;
  }

  /**
   * What an encoder adds is left out: whole frames before the audio begins, and after its end. Ogg
   * files say themselves where they begin and end.
   */
  void cutToLength(Encoding encoding) throws IOException {
    if (encoding.codec() != Codec.MP3 && encoding.codec() != Codec.AAC) {
      return;
    }
    Duration lasts = work.lasts();
    Duration limit = lasts.equals(work.edit().leave()) ? lasts : lasts.plus(ENCODERS);
    long start = encoding.codec().idleNanos(encoding.sampleRate());
    if (start > 0 || length(encoding).compareTo(limit) > 0) {
      Path cut = folder.resolve("cut");
      FramedAudio.copy(file(encoding), cut, work.title(), start, start + limit.toNanos());
      Files.move(cut, file(encoding), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Looks whether one is what the mount carries.
   *
   * @throws IOException if it is not
   */
  void checkKind(Encoding encoding) throws IOException {
    if (!isOfKind(encoding)) {
      throw new IOException("what was made of it is not " + encoding.describe());
    }
  }

  private boolean isOfKind(Encoding encoding) throws IOException {
    try (FrameReader made = FrameReader.open(file(encoding))) {
      boolean otherRate =
          encoding.codec() != Codec.OPUS && made.sampleRate() != encoding.sampleRate();
      boolean otherChannels = made.channels() != 0 && made.channels() != encoding.channels();
      return made.codec() == encoding.codec() && !otherRate && !otherChannels;
    }
  }
}

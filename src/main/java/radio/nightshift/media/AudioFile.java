package radio.nightshift.media;

import java.io.IOException;
import java.nio.file.Path;

/** Finds out by its contents which format a file is in. */
final class AudioFile {
  /**
   * How much garbage may come before the audio, in bytes, so that a large file of something else is
   * soon refused.
   */
  private static final int MAX_GARBAGE = 1 << 20;

  private AudioFile() {}

  static FrameReader open(Path file) throws IOException {
    FrameInput in = FrameInput.open(file);
    try {
      return reader(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static FrameReader reader(FrameInput in) throws IOException {
    limitToAudio(in);
    Tags.skip(in);
    long start = in.position();
    boolean freeFormat = in.available(4) == 4 && Mp3FrameReader.isFreeFormat(in.peekInt(0));
    boolean oggSought = false;
    for (long at = start; at - start <= MAX_GARBAGE && in.available(1) == 1; at++) {
      FrameReader reader = null;
      if (in.peek(0) == 0xff) {
        reader = syncReader(in, at == start);
      } else if (!oggSought && in.has(0, "OggS")) {
        // This looks as far ahead as need be, so that once is enough.
        oggSought = true;
        reader = OggFrameReader.begin(in);
      }
      if (reader != null) {
        return reader;
      }
      in.seek(at + 1);
    }
    throw freeFormat
        ? new FreeFormatException()
        : new UnreadableAudioException("it holds no MP3, Ogg Opus, Ogg Vorbis or ADTS frames");
  }

  private static void limitToAudio(FrameInput in) throws IOException {
    long size = in.size();
    long end = Tags.trailingStart(in);
    if (end < size) {
      in.limit(end);
    }
    in.seek(0);
  }

  private static FrameReader syncReader(FrameInput in, boolean fresh) throws IOException {
    Mp3FrameReader mp3 = new Mp3FrameReader(in);
    if (mp3.begin(fresh)) {
      return mp3;
    }
    AdtsFrameReader adts = new AdtsFrameReader(in);
    return adts.begin(fresh) ? adts : null;
  }
}

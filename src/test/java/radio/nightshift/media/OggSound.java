package radio.nightshift.media;

import java.io.IOException;
import java.nio.file.Path;

/** Sounds that ffmpeg has encoded into Ogg. */
final class OggSound {
  static final String OPUS = "-c:a libopus -b:a 96k -ac 2";
  static final String VORBIS = "-c:a libvorbis -b:a 128k -ac 2 -ar 44100";

  private OggSound() {}

  static Path opus(Path folder) throws IOException {
    return file(folder, "3s.opus", 3.21, OPUS);
  }

  static Path vorbis(Path folder) throws IOException {
    return file(folder, "3s.ogg", 3.21, VORBIS);
  }

  static Path file(Path folder, String name, double seconds, String encoding) throws IOException {
    return Ffmpeg.sound(folder.resolve(name), seconds, (encoding + " -f ogg").split(" "));
  }
}

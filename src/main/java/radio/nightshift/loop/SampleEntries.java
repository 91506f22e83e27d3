package radio.nightshift.loop;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/**
 * The sample entries of an MP4 file, ISO/IEC 14496-12 section 8.5.2, which name what its tracks
 * hold. ffprobe shows those of encrypted tracks as if they were not.
 */
final class SampleEntries {
  private static final Set<String> ENCRYPTED = Set.of("encv", "enca", "drms", "drmi");
  private static final Set<String> AROUND = Set.of("moov", "trak", "mdia", "minf", "stbl");
  private static final int HEADER = 8;

  /** Deeper than any is, and more boxes than a film has at each level. */
  private static final int MOST = 100_000;

  private final RandomAccessFile file;
  private int boxes;

  private SampleEntries(RandomAccessFile file) {
    this.file = file;
  }

  /** Whether one of them says that the track is encrypted. */
  static boolean areEncrypted(Path mp4) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(mp4.toFile(), "r")) {
      return new SampleEntries(file).encrypted(0, file.length());
    }
  }

  private boolean encrypted(long from, long end) throws IOException {
    long at = from;
    while (at + HEADER <= end && boxes++ < MOST) {
      file.seek(at);
      long size = Integer.toUnsignedLong(file.readInt());
      byte[] type = new byte[4];
      file.readFully(type);
      String name = new String(type, StandardCharsets.ISO_8859_1);
      if (size == 1 && at + 2 * HEADER <= end) {
        size = file.readLong();
      }
      if (size < HEADER || size > end - at) {
        return false;
      }
      boolean isEncrypted =
          ENCRYPTED.contains(name)
              || AROUND.contains(name) && encrypted(at + HEADER, at + size)
              || name.equals("stsd") && encrypted(at + 2 * HEADER, at + size);
      if (isEncrypted) {
        return true;
      }
      at += size;
    }
    return false;
  }
}

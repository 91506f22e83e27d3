package radio.nightshift.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Judges by an audio file's head and tail whether all of it is there: a few hundred kilobytes are
 * read of a file of any size. What its own format does not tell stays untold, so a file that passes
 * may still be incomplete.
 *
 * <table>
 * <caption>What counts as incomplete</caption>
 * <tr><td>MP3, ADTS</td><td>the last frame is cut; fewer bytes than the Xing header tells</td></tr>
 * <tr><td>FLAC</td><td>the last frame is cut; fewer samples than the header tells</td></tr>
 * <tr><td>Ogg</td><td>the last page is cut, or is not the last of its stream</td></tr>
 * <tr><td>WAV, RF64, W64, AIFF, CAF, AU, AVI</td><td>shorter than the header tells, or the header does not
 *     tell yet</td></tr>
 * <tr><td>MP4, MOV</td><td>a box is cut, or there is no index ({@code moov})</td></tr>
 * <tr><td>Matroska, WMA</td><td>shorter than the header tells</td></tr>
 * <tr><td>all</td><td>empty, or zeros at the end, as of space that was only allocated</td></tr>
 * </table>
 */
public final class FileEnding {
  /** No encoder ends a file in so many zeros. */
  private static final int ZEROS = 4096;

  private FileEnding() {}

  /**
   * Why a file is incomplete by its own format.
   *
   * @return words such as {@code its last frame is cut off}; nothing if it is complete, or its
   *     format cannot tell
   * @throws IOException if it cannot be read
   */
  public static Optional<String> defect(Path file) throws IOException {
    try (FrameInput in = FrameInput.open(file)) {
      long size = in.size();
      if (size == 0) {
        return Optional.of("it is empty");
      }
      if (isZero(in, size - Math.min(size, ZEROS), size)) {
        return ofZeros(in, size);
      }
      return Optional.ofNullable(ofFormat(in, size));
    }
  }

  /** Zeros may be silence, or fill what a container leaves free. */
  private static Optional<String> ofZeros(FrameInput in, long size) throws IOException {
    in.seek(0);
    String defect = ofFormat(in, size);
    if (defect != null) {
      return Optional.of(defect);
    }
    in.seek(0);
    return ChunkEnding.holdsSamples(in) || in.has(4, "ftyp")
        ? Optional.empty()
        : Optional.of("its end is nothing but zeros");
  }

  private static String ofFormat(FrameInput in, long size) throws IOException {
    in.seek(0);
    Tags.skip(in);
    if (Tags.claimedLength(in, 0) > size - in.position()) {
      return "its tag is cut off";
    }
    long start = in.position();
    if (in.available(12) < 12) {
      return null;
    }
    if (ChunkEnding.isOne(in)) {
      return start == 0 ? ChunkEnding.defect(in, size) : null;
    }
    if (BoxEnding.isOne(in)) {
      return BoxEnding.defect(in, size);
    }
    long end = Tags.trailingStart(in);
    in.seek(start);
    if (in.has(0, "fLaC")) {
      return FlacEnding.defect(in, end);
    }
    if (in.has(0, "OggS")) {
      return OggEnding.defect(in, end);
    }
    return in.available(1) == 1 && in.peek(0) == 0xff ? SyncEnding.defect(in, end) : null;
  }

  /** Whether a part of a file, of 64 kB at most, is all zeros; if it is not there, it is not. */
  static boolean isZero(FrameInput in, long from, long to) throws IOException {
    int count = (int) (to - from);
    in.seek(from);
    if (count <= 0 || in.available(count) < count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (in.peek(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Words for a file that is shorter than it should be. */
  static String tooShort(long size, long announced) {
    return "it has %d of the %d bytes that its header announces".formatted(size, announced);
  }
}

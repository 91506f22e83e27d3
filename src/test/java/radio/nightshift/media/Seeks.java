package radio.nightshift.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Compares seeking with reading from the start. */
final class Seeks {
  private static final int POSITIONS = 20;

  private Seeks() {}

  /** Where a frame does not begin at the end of the one before. */
  static List<Long> gaps(List<Frame> frames) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < frames.size(); i++) {
      if (frames.get(i).startNanos() != frames.get(i - 1).endNanos()) {
        gaps.add(frames.get(i).startNanos());
      }
    }
    return gaps;
  }

  /** For Ogg, whose pages are cut anew after a seek: the first packet must be the right one. */
  static void expectExactPackets(Path file) throws IOException {
    List<Frame> linear = new ArrayList<>();
    try (FrameReader reader = FrameReader.open(file)) {
      // A limit just past the next packet's start cuts pages of one packet.
      long at = 0;
      Frame frame;
      while ((frame = reader.next(at + 1)) != null) {
        linear.add(frame);
        at = frame.endNanos();
      }
    }
    assertThat(linear).as("packets of " + file).hasSizeGreaterThan(20);
    Random random = new Random(4);
    try (FrameReader reader = FrameReader.open(file)) {
      for (int i = 0; i < POSITIONS; i++) {
        expectPacket(
            reader,
            linear,
            (long) (random.nextDouble() * linear.get(linear.size() - 1).startNanos()));
      }
      expectPacket(reader, linear, 0);
      expectPacket(reader, linear, linear.get(9).startNanos());
      reader.seek(linear.get(linear.size() - 1).endNanos());
      assertThat(reader.next(Long.MAX_VALUE)).as("after a seek to the end").isNull();
    }
  }

  private static void expectPacket(FrameReader reader, List<Frame> linear, long position)
      throws IOException {
    reader.seek(position);
    Frame right = linear.stream().filter(f -> f.startNanos() >= position).findFirst().orElseThrow();
    Frame found = reader.next(right.startNanos() + 1);
    assertThat(found).as("packet at " + position).isNotNull();
    assertThat(found.startNanos())
        .as("start of the packet at " + position)
        .isEqualTo(right.startNanos());
    assertThat(found.durationNanos())
        .as("length of the packet at " + position)
        .isEqualTo(right.durationNanos());
    assertThat(body(found)).as("packet at " + position).isEqualTo(body(right));
    assertThat(granule(found)).as("granule position of it").isEqualTo(granule(right));
  }

  private static List<String> body(Frame page) {
    return OggBytes.digests(page.bytes());
  }

  private static long granule(Frame page) {
    return ByteBuffer.wrap(page.bytes()).order(ByteOrder.LITTLE_ENDIAN).getLong(6);
  }

  static void expectExact(Path file) throws IOException {
    List<Frame> linear = Reading.of(file).frames();
    long end = linear.get(linear.size() - 1).endNanos();
    Random random = new Random(4);
    try (FrameReader reader = FrameReader.open(file)) {
      for (int i = 0; i < POSITIONS; i++) {
        long position = (long) (random.nextDouble() * end);
        expect(reader, linear, position);
      }
      expect(reader, linear, linear.get(7).startNanos());
      expect(reader, linear, linear.get(7).startNanos() + 1);
      expect(reader, linear, 0);
      reader.seek(end);
      assertThat(reader.next(Long.MAX_VALUE)).as("after a seek to the end").isNull();
      expect(reader, linear, -1);
    }
  }

  private static void expect(FrameReader reader, List<Frame> linear, long position)
      throws IOException {
    reader.seek(position);
    Frame found = reader.next(Long.MAX_VALUE);
    Frame right = linear.stream().filter(f -> f.startNanos() >= position).findFirst().orElse(null);
    if (right == null) {
      assertThat(found).as("frame at " + position).isNull();
      return;
    }
    assertThat(found.startNanos())
        .as("start of the frame at " + position)
        .isEqualTo(right.startNanos());
    assertThat(found.bytes()).as("bytes of the frame at " + position).isEqualTo(right.bytes());
  }
}

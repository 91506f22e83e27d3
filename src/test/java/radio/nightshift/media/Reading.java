package radio.nightshift.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a reader gives of a whole file. */
record Reading(byte[] opening, List<Frame> frames, byte[] closing) {

  static Reading of(Path file) throws IOException {
    try (FrameReader reader = FrameReader.open(file)) {
      byte[] opening = reader.opening("A title");
      List<Frame> frames = rest(reader);
      return new Reading(opening, frames, reader.closing());
    }
  }

  static Reading of(Path folder, byte[]... parts) throws IOException {
    Path file = Files.createTempFile(folder, "parts", ".bin");
    Files.write(file, join(parts));
    return of(file);
  }

  static List<Frame> rest(FrameReader reader) throws IOException {
    List<Frame> frames = new ArrayList<>();
    Frame frame;
    while ((frame = reader.next(Long.MAX_VALUE)) != null) {
      frames.add(frame);
    }
    return frames;
  }

  /** The frames' bytes, one after another. */
  byte[] audio() {
    return join(frames.stream().map(Frame::bytes).toArray(byte[][]::new));
  }

  /** Everything that goes on the wire. */
  byte[] stream() {
    return join(opening, audio(), closing);
  }

  long nanos() {
    return frames.isEmpty() ? 0 : frames.get(frames.size() - 1).endNanos();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Fails with where two byte sequences part, not with megabytes of numbers. */
  static void expectSame(String what, byte[] actual, byte[] expected) {
    int at = Arrays.mismatch(actual, expected);
    assertThat(at)
        .as(
            "first differing byte of %s (%d bytes, expected %d)",
            what, actual.length, expected.length)
        .isEqualTo(-1);
  }

  static byte[] part(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }
}

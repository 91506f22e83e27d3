package radio.nightshift.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import radio.nightshift.media.Frame;
import radio.nightshift.media.FrameReader;
import radio.nightshift.support.Tone;

/** 128 kbit/s MP3 of noise, in which no two frames are alike, so that each tells its position. */
final class Recording {
  private static final int KEY_BYTES = 64;

  final Path file;
  private final List<Frame> frames = new ArrayList<>();
  private final Map<ByteBuffer, Frame> byBeginning = new HashMap<>();

  /** Where a piece of a stream belongs: a frame, and the offset at which the piece has it. */
  record Place(Frame frame, int offset) {}

  private Recording(Path file) throws IOException {
    this.file = file;
    try (FrameReader reader = FrameReader.open(file)) {
      Frame frame;
      while ((frame = reader.next(Long.MAX_VALUE)) != null) {
        frames.add(frame);
        byBeginning.put(ByteBuffer.wrap(frame.bytes(), 0, KEY_BYTES), frame);
      }
    }
  }

  static Recording make(Path folder, Duration length, int seed) throws IOException {
    Path file = folder.resolve("noise-%d-%d.mp3".formatted(length.toSeconds(), seed));
    String noise =
        "anoisesrc=color=pink:amplitude=0.3:sample_rate=44100:seed=%d:duration=%d"
            .formatted(seed, length.toSeconds());
    String said =
        Tone.ffmpeg(
            List.of(
                "-f",
                "lavfi",
                "-i",
                noise,
                "-ac",
                "2",
                "-c:a",
                "libmp3lame",
                "-b:a",
                "128k",
                "-compression_level",
                "9",
                "-reservoir",
                "0",
                "file:" + file));
    if (!said.isBlank()) {
      throw new IOException("ffmpeg: " + said);
    }
    return new Recording(file);
  }

  List<Frame> frames() {
    return frames;
  }

  /** The frames that start before a position, one after the other. */
  byte[] bytesBefore(Duration limit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    frames.stream()
        .filter(frame -> frame.startNanos() < limit.toNanos())
        .forEach(frame -> bytes.writeBytes(frame.bytes()));
    return bytes.toByteArray();
  }

  /** The first frame that is found in a piece of a stream. */
  Optional<Place> find(byte[] piece) {
    for (int offset = 0; offset + KEY_BYTES <= piece.length; offset++) {
      Frame frame = byBeginning.get(ByteBuffer.wrap(piece, offset, KEY_BYTES));
      if (frame != null) {
        return Optional.of(new Place(frame, offset));
      }
    }
    return Optional.empty();
  }
}

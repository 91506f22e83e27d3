package radio.nightshift.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static radio.nightshift.media.Reading.join;
import static radio.nightshift.media.Reading.part;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.Integration;

@Integration
class AdtsFrameReaderTest {
  private static final String STEREO = "-ac 2 -ar 44100 -b:a 96k";

  @TempDir static Path folder;

  /** Frames and nothing else: 3 seconds, 44.1 kHz stereo. */
  private static byte[] bare;

  @BeforeAll
  static void encode() throws IOException {
    bare = bare(STEREO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        STEREO,
        "-ac 1 -ar 48000 -b:a 64k",
        "-ac 1 -ar 8000 -b:a 8k",
        "-ac 2 -ar 22050 -q:a 2",
        "-ac 6 -ar 48000 -b:a 256k"
      })
  void givesEveryFrameOfACleanFile(String encoding) throws IOException {
    byte[] clean = bare(encoding);
    Path file = Files.write(folder.resolve("clean.aac"), clean);
    Reading reading = Reading.of(file);

    Reading.expectSame("frames of " + encoding, reading.stream(), clean);
    assertThat(Ffmpeg.complaints(file)).as("decoder's complaints").isEmpty();
    assertThat(reading.nanos() / 1e9)
        .as("seconds of " + encoding)
        .isCloseTo(Ffmpeg.packetSeconds(file), within(1e-3));
    Seeks.expectExact(file);
  }

  @Test
  void tellsTheStream() throws IOException {
    Path file = Files.write(folder.resolve("x"), bare("-ac 1 -ar 22050 -b:a 32k"));
    try (FrameReader reader = FrameReader.open(file)) {
      assertThat(reader.codec()).isEqualTo(Codec.AAC);
      assertThat(reader.sampleRate()).isEqualTo(22050);
      assertThat(reader.channels()).isEqualTo(1);
    }
  }

  @Test
  void countsAllBlocksOfAFrame() throws IOException {
    byte[] three = {
      -1, -15, 80, -128, 4, 31, -2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    int length = 24;
    three[3] = (byte) (three[3] & ~3);
    three[4] = (byte) (length >> 3);
    three[5] = (byte) (length << 5 | 0x1f);
    three[6] = (byte) (0xfc | 2);
    List<Frame> frames = Reading.of(folder, three, three, three).frames();
    assertThat(frames).hasSize(3);
    assertThat(frames.get(2).endNanos()).isEqualTo(9 * 1024L * 1_000_000_000L / 44100);
  }

  @Test
  void readsFramesWithChecksums() throws IOException {
    byte[][] protectedFrames =
        Reading.of(folder, bare).frames().stream()
            .map(frame -> withChecksum(frame.bytes()))
            .toArray(byte[][]::new);
    Reading reading = Reading.of(folder, protectedFrames);
    Reading.expectSame("frames with CRC", reading.audio(), join(protectedFrames));
  }

  @Test
  void passesOverTagsAndGarbage() throws IOException {
    byte[] noise = new byte[60_000];
    new Random(6).nextBytes(noise);
    byte[] id3 = new byte[1000];
    System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 7, 94}, 0, id3, 0, 10);
    byte[] id3v1 = Arrays.copyOf("TAG".getBytes(StandardCharsets.US_ASCII), 128);

    Reading.expectSame("after ID3v2", Reading.of(folder, id3, bare).audio(), bare);
    Reading.expectSame("before ID3v1", Reading.of(folder, bare, id3v1).audio(), bare);
    Reading.expectSame("after noise", Reading.of(folder, noise, bare).audio(), bare);
    Reading.expectSame("joined", Reading.of(folder, bare, id3, bare).audio(), join(bare, bare));

    List<Frame> frames = Reading.of(folder, bare).frames();
    byte[] last = frames.get(frames.size() - 1).bytes();
    byte[] allButLast = part(bare, 0, bare.length - last.length);
    Reading dirty = Reading.of(folder, bare, noise, bare);
    Reading.expectSame("around noise", dirty.audio(), join(allButLast, bare));
    byte[] truncated = part(bare, 0, bare.length - 1);
    Reading.expectSame("truncated", Reading.of(folder, truncated).audio(), allButLast);
  }

  @ParameterizedTest
  @ValueSource(strings = {STEREO, "-ac 1 -ar 48000 -b:a 64k", "-ac 1 -ar 8000 -b:a 8k"})
  void fillsUpWithSilence(String encoding) throws IOException {
    byte[] audio = bare(encoding);
    try (FrameReader reader = FrameReader.open(Files.write(folder.resolve("s.aac"), audio))) {
      byte[] silence = reader.silence(2800);
      assertThat(silence).hasSizeBetween(2800, 2820);
      Path alone = Files.write(folder.resolve("alone.aac"), silence);
      assertThat(Ffmpeg.complaints(alone)).as("complaints about the silence").isEmpty();
      assertThat(Ffmpeg.samples(alone)).as("samples").isNotEmpty().containsOnly((short) 0);
      Path both = Files.write(folder.resolve("both.aac"), join(audio, silence));
      assertThat(Ffmpeg.complaints(both)).as("complaints about silence after sound").isEmpty();
    }
  }

  @Test
  void hasNoSilenceForMoreChannels() throws IOException {
    Path file = Files.write(folder.resolve("surround.aac"), bare("-ac 6 -ar 48000 -b:a 256k"));
    try (FrameReader reader = FrameReader.open(file)) {
      assertThat(reader.channels()).isEqualTo(6);
      assertThat(reader.silence(2800)).isEmpty();
    }
  }

  private static byte[] bare(String encoding) throws IOException {
    Path file = folder.resolve("bare.aac");
    String[] arguments = ("-c:a aac " + encoding + " -f adts").split(" ");
    return Files.readAllBytes(Ffmpeg.sound(file, 3, arguments));
  }

  /** The frame with two more bytes after its header, where the checksum is. */
  private static byte[] withChecksum(byte[] frame) {
    byte[] header = part(frame, 0, 7);
    int length = frame.length + 2;
    header[1] &= ~1;
    header[3] = (byte) (header[3] & ~3 | length >> 11);
    header[4] = (byte) (length >> 3);
    header[5] = (byte) (header[5] & 0x1f | length << 5);
    return join(header, new byte[] {1, 2}, part(frame, 7, frame.length));
  }
}

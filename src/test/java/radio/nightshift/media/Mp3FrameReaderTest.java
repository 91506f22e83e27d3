package radio.nightshift.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static radio.nightshift.media.Reading.join;
import static radio.nightshift.media.Reading.part;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
class Mp3FrameReaderTest {
  private static final String[] BARE = "-f mp3 -write_xing 0 -id3v2_version 0".split(" ");

  @TempDir static Path folder;

  /** Frames and nothing else: 3 seconds, 44.1 kHz stereo, 128 kbit/s. */
  private static byte[] bare;

  private static byte[] id3v2;

  @BeforeAll
  static void encode() throws IOException {
    bare = bare("-ac 2 -ar 44100 -b:a 128k");
    id3v2 = id3v2(70, 0, "title".getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-ac 2 -ar 44100 -b:a 128k",
        "-ac 2 -ar 44100 -q:a 4",
        "-ac 1 -ar 44100 -b:a 64k",
        "-ac 2 -ar 48000 -b:a 320k",
        "-ac 2 -ar 32000 -b:a 192k -joint_stereo 0",
        "-ac 1 -ar 22050 -b:a 32k",
        "-ac 2 -ar 24000 -q:a 6",
        "-ac 1 -ar 8000 -b:a 8k",
        "-ac 2 -ar 11025 -b:a 24k"
      })
  void givesEveryFrameOfACleanFileAndNoHeaderFrame(String encoding) throws IOException {
    Path file = Ffmpeg.sound(temp("clean.mp3"), 3, ("-c:a libmp3lame " + encoding).split(" "));
    Reading reading = Reading.of(file);

    byte[] frames = Ffmpeg.convert(file, ("-c copy " + String.join(" ", BARE)).split(" "));
    Reading.expectSame("frames of " + encoding, reading.audio(), frames);
    Path copy = Files.write(temp("copy.mp3"), reading.stream());
    assertThat(Ffmpeg.complaints(copy)).as("decoder's complaints").isEmpty();
    assertThat(reading.nanos() / 1e9)
        .as("seconds of " + encoding)
        .isCloseTo(Ffmpeg.packetSeconds(copy), within(1e-3));
  }

  @Test
  void tellsTheStream() throws IOException {
    try (FrameReader reader = FrameReader.open(Files.write(temp("x"), bare))) {
      assertThat(reader.codec()).isEqualTo(Codec.MP3);
      assertThat(reader.sampleRate()).isEqualTo(44100);
      assertThat(reader.channels()).isEqualTo(2);
      assertThat(reader.opening("title")).isEmpty();
      assertThat(reader.closing()).isEmpty();
    }
    byte[] mono = bare("-ac 1 -ar 22050 -b:a 32k");
    try (FrameReader reader = FrameReader.open(Files.write(temp("x"), mono))) {
      assertThat(reader.sampleRate()).isEqualTo(22050);
      assertThat(reader.channels()).isEqualTo(1);
    }
  }

  @Test
  void roundsEveryTimeFromTheStart() throws IOException {
    List<Frame> frames = Reading.of(folder, bare).frames();
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).startNanos())
          .as("start of frame " + i)
          .isEqualTo(i * 1152L * 1_000_000_000L / 44100);
      assertThat(frames.get(i).endNanos())
          .as("end of frame " + i)
          .isEqualTo((i + 1) * 1152L * 1_000_000_000L / 44100);
    }
  }

  @Test
  void skipsTagsBeforeTheAudio() throws IOException {
    byte[] withFooter = join(id3v2(40, 0x10, new byte[0]), footer(40));
    expectBare("ID3v2", id3v2, bare);
    expectBare("three ID3v2 tags, one with a footer", id3v2, withFooter, id3v2, bare);
    expectBare("a 5 MB cover full of sync words", id3v2(5_000_000, 0, randomSyncs()), bare);
    expectBare("ID3v2 with padding after it", id3v2, new byte[3000], bare);
    expectBare("an APE tag", ape(true, 50), bare);
  }

  @Test
  void skipsTagsAfterTheAudio() throws IOException {
    byte[] lyrics = ("LYRICSBEGININD0000210" + "000021" + "LYRICS200").getBytes(ISO_8859_1);
    expectBare("ID3v1", bare, id3v1());
    expectBare("APEv2", bare, ape(true, 50));
    expectBare("APEv1 and ID3v1", bare, ape(false, 5000), id3v1());
    expectBare("Lyrics3, APEv2 and ID3v1", bare, lyrics, ape(true, 99), id3v1());
    expectBare("ID3v2.4 at the end", bare, id3v2(40, 0x10, new byte[0]), footer(40));
    expectBare("one byte", bare, new byte[1]);
  }

  @Test
  void readsOnThroughTagsAndHeaderFramesOfFilesThatWereJoined() throws IOException {
    Path withHeader = Ffmpeg.sound(temp("lame.mp3"), 1, "-b:a", "128k", "-ac", "2", "-ar", "44100");
    byte[] second = Files.readAllBytes(withHeader);
    byte[] frames = Reading.of(withHeader).audio();

    Reading joined = Reading.of(folder, bare, id3v1(), second, second, id3v1());
    Reading.expectSame("frames of three files", joined.audio(), join(bare, frames, frames));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Xing", "Info", "VBRI"})
  void givesNoHeaderFrameWhateverWroteIt(String kind) throws IOException {
    byte[] header = Arrays.copyOf(bare, 417);
    Arrays.fill(header, 4, 417, (byte) 0);
    System.arraycopy(kind.getBytes(ISO_8859_1), 0, header, 36, 4);
    header[2] &= ~2;
    expectBare(kind, header, bare);
  }

  @Test
  void skipsGarbageInFrontAndInTheMiddle() throws IOException {
    byte[] noise = new byte[50_000];
    new Random(1).nextBytes(noise);
    byte[] text = "ID3 TAG The RIFF in \u00ff\u00fb is no frame. ".repeat(99).getBytes(ISO_8859_1);
    for (byte[] garbage : List.of(noise, text, randomSyncs(), new byte[9999])) {
      expectBare("garbage in front", garbage, bare);
      expectBare("garbage after a tag", id3v2, garbage, bare);

      List<Frame> frames = Reading.of(folder, bare).frames();
      int middle = frames.subList(0, 50).stream().mapToInt(f -> f.bytes().length).sum();
      int before = middle - frames.get(49).bytes().length;
      byte[] clean = join(part(bare, 0, before), part(bare, middle, bare.length));
      byte[] dirty = join(part(bare, 0, middle), garbage, part(bare, middle, bare.length));
      Reading.expectSame(
          "all frames but the one the garbage followed", Reading.of(folder, dirty).audio(), clean);
    }
  }

  @Test
  void takesFramesOfAnotherSampleRateForGarbage() throws IOException {
    byte[] other = bare("-ac 2 -ar 48000 -b:a 128k");
    Reading reading = Reading.of(folder, bare, other, bare);
    int last = Reading.of(folder, bare).frames().size() - 1;
    assertThat(reading.frames()).hasSize(2 * last + 1);
    assertThat(reading.nanos()).isEqualTo((2 * last + 1) * 1152L * 1_000_000_000L / 44100);
  }

  @Test
  void givesNoTruncatedLastFrame() throws IOException {
    List<Frame> frames = Reading.of(folder, bare).frames();
    byte[] whole = part(bare, 0, bare.length - frames.get(frames.size() - 1).bytes().length);
    for (int cut : new int[] {1, 100, 300, 410}) {
      byte[] truncated = part(bare, 0, bare.length - cut);
      Reading.expectSame(
          "frames of a file that lacks its last " + cut + " bytes",
          Reading.of(folder, truncated).audio(),
          whole);
    }
  }

  @Test
  void refusesWhatIsNoMp3() throws IOException {
    byte[] noise = new byte[3_000_000];
    new Random(2).nextBytes(noise);
    for (byte[] none : List.of(new byte[0], new byte[2], noise, randomSyncs(), id3v2, id3v1())) {
      assertThatThrownBy(() -> Reading.of(folder, none))
          .isInstanceOf(UnreadableAudioException.class)
          .hasMessageContaining("no MP3");
    }
    byte[] freeFormat = bare.clone();
    freeFormat[2] &= 0x0f;
    assertThatThrownBy(() -> Reading.of(folder, part(freeFormat, 0, 417)))
        .isInstanceOf(UnreadableAudioException.class)
        .hasMessageContaining("free format");
  }

  @Test
  void stopsAtTheLimitAndCarriesOn() throws IOException {
    Path file = Files.write(temp("limit.mp3"), bare);
    List<Frame> linear = Reading.of(file).frames();
    try (FrameReader reader = FrameReader.open(file)) {
      long third = linear.get(3).startNanos();
      for (int i = 0; i < 3; i++) {
        assertThat(reader.next(third).bytes()).isEqualTo(linear.get(i).bytes());
      }
      assertThat(reader.next(third)).as("the frame that starts at the limit").isNull();
      assertThat(reader.next(0)).isNull();
      assertThat(reader.next(third + 1).bytes()).isEqualTo(linear.get(3).bytes());
      assertThat(Reading.rest(reader)).hasSize(linear.size() - 4);
      assertThat(reader.next(Long.MAX_VALUE)).as("after the end").isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-ac 2 -ar 44100 -b:a 128k", "-ac 2 -ar 44100 -q:a 4"})
  void seeksToTheFrameThatLinearReadingGives(String encoding) throws IOException {
    Seeks.expectExact(Files.write(temp("seek.mp3"), join(id3v2, bare(encoding), id3v1())));
  }

  @Test
  void fillsUpWithSilence() throws IOException {
    for (String encoding : List.of("-ac 2 -ar 44100 -b:a 128k", "-ac 1 -ar 22050 -q:a 5")) {
      Path file = Files.write(temp("silence.mp3"), bare(encoding));
      try (FrameReader reader = FrameReader.open(file)) {
        reader.seek(Long.MAX_VALUE);
        assertThat(reader.silence(0)).isEmpty();
        byte[] silence = reader.silence(2800);
        assertThat(silence).hasSizeBetween(2800, 2800 + 1045);
        Path alone = Files.write(temp("alone.mp3"), silence);
        assertThat(Ffmpeg.complaints(alone)).as("complaints about " + encoding).isEmpty();
        assertThat(Ffmpeg.samples(alone)).as("samples").isNotEmpty().containsOnly((short) 0);
        Path both = Files.write(temp("both.mp3"), join(Files.readAllBytes(file), silence));
        assertThat(Ffmpeg.complaints(both)).isEmpty();
      }
    }
  }

  @Test
  void joinsFilesThatDecodeClean() throws IOException {
    byte[] stream = join(Reading.of(folder, bare).stream(), Reading.of(folder, bare).stream());
    assertThat(Ffmpeg.complaints(Files.write(temp("two.mp3"), stream))).isEmpty();
  }

  @Test
  void endsWhereAFileIsTruncatedWhileItIsRead() throws IOException {
    Path file = Files.write(temp("shrinks.mp3"), join(bare, bare, bare, bare));
    try (FrameReader reader = FrameReader.open(file)) {
      reader.next(Long.MAX_VALUE);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(bare.length * 2L);
      }
      assertThat(Reading.rest(reader).size()).isBetween(200, 270);
    }
  }

  @Test
  void readsAFileThatWasDeletedToItsEnd() throws IOException {
    Path file = Files.write(temp("gone.mp3"), join(bare, bare, bare));
    int all = Reading.of(file).frames().size();
    try (FrameReader reader = FrameReader.open(file)) {
      Files.delete(file);
      assertThat(Reading.rest(reader)).hasSize(all);
    }
  }

  private static void expectBare(String what, byte[]... parts) throws IOException {
    Reading reading = Reading.of(folder, parts);
    Reading.expectSame("frames of a file with " + what, reading.audio(), bare);
    assertThat(reading.frames().get(0).startNanos()).isZero();
  }

  private static byte[] bare(String encoding) throws IOException {
    String arguments = "-c:a libmp3lame " + encoding + " " + String.join(" ", BARE);
    return Files.readAllBytes(Ffmpeg.sound(temp("bare.mp3"), 3, arguments.split(" ")));
  }

  private static Path temp(String name) {
    return folder.resolve(name);
  }

  /** Sync words of the right kind whose frames do not follow one another. */
  private static byte[] randomSyncs() {
    byte[] bytes = new byte[20_000];
    new Random(3).nextBytes(bytes);
    for (int i = 50; i + 100 < bytes.length; i += 100) {
      System.arraycopy(bare, 0, bytes, i, 4);
    }
    return bytes;
  }

  private static byte[] id3v2(int size, int flags, byte[] content) {
    ByteBuffer tag = ByteBuffer.allocate(10 + size);
    tag.put("ID3".getBytes(ISO_8859_1)).put((byte) 4).put((byte) 0).put((byte) flags);
    for (int shift = 21; shift >= 0; shift -= 7) {
      tag.put((byte) (size >> shift & 0x7f));
    }
    return tag.put(content).array();
  }

  private static byte[] footer(int size) {
    byte[] footer = part(id3v2(size, 0x10, new byte[0]), 0, 10);
    System.arraycopy("3DI".getBytes(ISO_8859_1), 0, footer, 0, 3);
    return footer;
  }

  private static byte[] id3v1() {
    return Arrays.copyOf("TAGtitle".getBytes(ISO_8859_1), 128);
  }

  private static byte[] ape(boolean withHeader, int size) {
    return join(
        withHeader ? apeEnd(size, 0xa0) : new byte[0],
        new byte[size],
        apeEnd(size, withHeader ? 0x80 : 0));
  }

  private static byte[] apeEnd(int size, int flags) {
    return ByteBuffer.allocate(32)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("APETAGEX".getBytes(ISO_8859_1))
        .putInt(2000)
        .putInt(size + 32)
        .putInt(0)
        .putInt(flags << 24)
        .array();
  }
}

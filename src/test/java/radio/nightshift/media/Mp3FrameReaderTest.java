package radio.nightshift.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static radio.nightshift.media.Mp3Bytes.id3v1;
import static radio.nightshift.media.Mp3Bytes.id3v2;
import static radio.nightshift.media.Reading.join;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.Integration;

/** What is read of MP3 files, and how long it plays. */
@Integration
class Mp3FrameReaderTest {
  @TempDir static Path folder;

  private static byte[] bare;

  @BeforeAll
  static void encode() throws IOException {
    bare = Mp3Bytes.bare(folder);
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
    Path file =
        Ffmpeg.sound(folder.resolve("clean.mp3"), 3, ("-c:a libmp3lame " + encoding).split(" "));
    Reading reading = Reading.of(file);

    byte[] frames = Ffmpeg.convert(file, ("-c copy " + Mp3Bytes.BARE).split(" "));
    Reading.expectSame("frames of " + encoding, reading.audio(), frames);
    Path copy = Files.write(folder.resolve("copy.mp3"), reading.stream());
    assertThat(Ffmpeg.complaints(copy)).as("decoder's complaints").isEmpty();
    assertThat(reading.nanos() / 1e9)
        .as("seconds of " + encoding)
        .isCloseTo(Ffmpeg.packetSeconds(copy), within(1e-3));
  }

  @Test
  void tellsTheStream() throws IOException {
    try (FrameReader reader = FrameReader.open(Files.write(folder.resolve("x"), bare))) {
      assertThat(reader.codec()).isEqualTo(Codec.MP3);
      assertThat(reader.sampleRate()).isEqualTo(44100);
      assertThat(reader.channels()).isEqualTo(2);
      assertThat(reader.opening("title")).isEmpty();
      assertThat(reader.closing()).isEmpty();
    }
    byte[] mono = Mp3Bytes.bare(folder, "-ac 1 -ar 22050 -b:a 32k");
    try (FrameReader reader = FrameReader.open(Files.write(folder.resolve("x"), mono))) {
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
  void stopsAtTheLimitAndCarriesOn() throws IOException {
    Path file = Files.write(folder.resolve("limit.mp3"), bare);
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
    Seeks.expectExact(
        Files.write(
            folder.resolve("seek.mp3"), join(id3v2(), Mp3Bytes.bare(folder, encoding), id3v1())));
  }

  @Test
  void fillsUpWithSilence() throws IOException {
    for (String encoding : List.of("-ac 2 -ar 44100 -b:a 128k", "-ac 1 -ar 22050 -q:a 5")) {
      Path file = Files.write(folder.resolve("silence.mp3"), Mp3Bytes.bare(folder, encoding));
      try (FrameReader reader = FrameReader.open(file)) {
        reader.seek(Long.MAX_VALUE);
        assertThat(reader.silence(0)).isEmpty();
        byte[] silence = reader.silence(2800);
        assertThat(silence).hasSizeBetween(2800, 2800 + 1045);
        Path alone = Files.write(folder.resolve("alone.mp3"), silence);
        assertThat(Ffmpeg.complaints(alone)).as("complaints about " + encoding).isEmpty();
        assertThat(Ffmpeg.samples(alone)).as("samples").isNotEmpty().containsOnly((short) 0);
        Path both =
            Files.write(folder.resolve("both.mp3"), join(Files.readAllBytes(file), silence));
        assertThat(Ffmpeg.complaints(both)).isEmpty();
      }
    }
  }

  @Test
  void joinsFilesThatDecodeClean() throws IOException {
    byte[] stream = join(Reading.of(folder, bare).stream(), Reading.of(folder, bare).stream());
    assertThat(Ffmpeg.complaints(Files.write(folder.resolve("two.mp3"), stream))).isEmpty();
  }

  @Test
  void endsWhereAFileIsTruncatedWhileItIsRead() throws IOException {
    Path file = Files.write(folder.resolve("shrinks.mp3"), join(bare, bare, bare, bare));
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
    Path file = Files.write(folder.resolve("gone.mp3"), join(bare, bare, bare));
    int all = Reading.of(file).frames().size();
    try (FrameReader reader = FrameReader.open(file)) {
      Files.delete(file);
      assertThat(Reading.rest(reader)).hasSize(all);
    }
  }
}

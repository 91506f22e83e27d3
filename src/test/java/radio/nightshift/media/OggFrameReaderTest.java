package radio.nightshift.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static radio.nightshift.media.OggBytes.pages;
import static radio.nightshift.media.OggBytes.serial;
import static radio.nightshift.media.OggBytes.withSerial;
import static radio.nightshift.media.OggSound.OPUS;
import static radio.nightshift.media.OggSound.VORBIS;
import static radio.nightshift.media.Reading.join;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.Integration;

/** What is read of a file that holds one sound stream, and what goes on the wire. */
@Integration
class OggFrameReaderTest {
  @TempDir static Path folder;

  private static Path opus;
  private static Path vorbis;

  @BeforeAll
  static void encode() throws IOException {
    opus = OggSound.opus(folder);
    vorbis = OggSound.vorbis(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OPUS,
        "-c:a libopus -b:a 256k -ac 2 -frame_duration 2.5 -application lowdelay",
        "-c:a libopus -b:a 24k -ac 1 -frame_duration 60 -application voip",
        "-c:a libopus -b:a 32k -ac 1 -frame_duration 10 -application voip -vbr off",
        "-c:a libopus -b:a 510k -ac 2 -vbr off -page_duration 5000000",
        "-c:a libopus -b:a 64k -ac 2 -page_duration 1",
        VORBIS,
        "-c:a libvorbis -q:a 10 -ac 2 -ar 48000",
        "-c:a libvorbis -q:a 0 -ac 1 -ar 22050",
        "-c:a libvorbis -q:a 1 -ac 2 -ar 8000 -page_duration 1"
      })
  void givesEveryPacketOfACleanFileAndItsWholeLength(String encoding) throws IOException {
    Path file = OggSound.file(folder, "clean.ogg", 3.21, encoding);
    Reading reading = Reading.of(file);
    Path copy = Files.write(folder.resolve("copy.ogg"), reading.stream());

    assertThat(packets(copy)).as("packets of " + encoding).isEqualTo(packets(file));
    assertThat(Ffmpeg.complaints(copy)).as("decoder's complaints").isEmpty();
    Reading.expectSame(
        "what is heard", Ffmpeg.convert(copy, "-f", "s16le"), Ffmpeg.convert(file, "-f", "s16le"));
    assertThat(reading.nanos() / 1e9)
        .as("seconds of " + encoding)
        .isCloseTo(Ffmpeg.packetSeconds(file), within(0.07));
    assertThat(Seeks.gaps(reading.frames())).as("gaps between frames").isEmpty();
    Seeks.expectExactPackets(file);
  }

  @Test
  void countsAllTransmittedSamples() throws IOException {
    // 3.21 s and 312 samples of pre-skip take 161 packets of 20 ms.
    assertThat(Reading.of(opus).nanos()).isEqualTo(161 * 20_000_000L);
  }

  @Test
  void tellsTheStream() throws IOException {
    try (FrameReader reader = FrameReader.open(opus)) {
      assertThat(reader.codec()).isEqualTo(Codec.OPUS);
      assertThat(reader.sampleRate()).isEqualTo(48000);
      assertThat(reader.channels()).isEqualTo(2);
      assertThat(reader.silence(3000)).isEmpty();
    }
    try (FrameReader reader =
        FrameReader.open(OggSound.file(folder, "mono.ogg", 1, VORBIS + " -ac 1"))) {
      assertThat(reader.codec()).isEqualTo(Codec.VORBIS);
      assertThat(reader.sampleRate()).isEqualTo(44100);
      assertThat(reader.channels()).isEqualTo(1);
    }
  }

  @Test
  void rebuildsPagesOfAtMostATenthOfASecondThatRunOnFromTheHeaders() throws IOException {
    for (Path file : List.of(opus, vorbis)) {
      Reading reading = Reading.of(file);
      assertThat(reading.frames())
          .allSatisfy(frame -> assertThat(frame.durationNanos()).isBetween(0L, 100_000_000L));
      assertThat(reading.frames()).hasSizeLessThan(45);
      List<byte[]> pages = pages(reading.stream());
      for (int i = 0; i < pages.size(); i++) {
        ByteBuffer page = ByteBuffer.wrap(pages.get(i)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(page.getInt(18)).as("number of page " + i).isEqualTo(i);
        assertThat(page.get(5))
            .as("flags of page " + i + " of " + pages.size())
            .isEqualTo((byte) (i == 0 ? 2 : i == pages.size() - 1 ? 4 : 0));
      }
    }
  }

  @Test
  void putsTheTitleIntoTheComments() throws IOException {
    for (Path file : List.of(opus, vorbis)) {
      try (FrameReader reader = FrameReader.open(file)) {
        Frame frame = reader.next(Long.MAX_VALUE);
        assertThat(tagOf(reader.opening("Björk – Jóga"), frame, reader)).isEqualTo("Björk – Jóga");
        String tooLongForAPage = "x".repeat(70_000);
        assertThat(tagOf(reader.opening(tooLongForAPage), frame, reader))
            .isEqualTo(tooLongForAPage);
        assertThat(tagOf(reader.opening(""), frame, reader)).isEmpty();
        assertThat(new String(reader.opening(""), UTF_8))
            .contains("Nightshift")
            .doesNotContain("TITLE");
      }
    }
  }

  @Test
  void takesANewSerialNumberForEachOpening() throws IOException {
    Set<Integer> serials = new HashSet<>();
    try (FrameReader reader = FrameReader.open(opus)) {
      for (int i = 0; i < 10; i++) {
        int serial = serial(reader.opening("x"));
        serials.add(serial);
        assertThat(serial(reader.next(Long.MAX_VALUE).bytes())).isEqualTo(serial);
        assertThat(serial(reader.closing())).isEqualTo(serial);
      }
    }
    assertThat(serials).hasSize(10);
  }

  @Test
  void endsACutStreamWithAnEmptyPageAtItsLastPacket() throws IOException {
    try (FrameReader reader = FrameReader.open(opus)) {
      byte[] opening = reader.opening("cut");
      List<Frame> frames = new ArrayList<>();
      Frame frame;
      while ((frame = reader.next(1_010_000_000L)) != null) {
        frames.add(frame);
      }
      assertThat(frames.get(frames.size() - 1).endNanos()).isEqualTo(1_020_000_000L);
      ByteBuffer last = ByteBuffer.wrap(reader.closing()).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(last.capacity()).isEqualTo(27);
      assertThat(last.get(5)).as("flags").isEqualTo((byte) 4);
      assertThat(last.getLong(6)).as("granule position").isEqualTo(51 * 960);

      byte[] stream =
          join(opening, new Reading(opening, frames, new byte[0]).audio(), last.array());
      Path cut = Files.write(folder.resolve("cut.opus"), stream);
      assertThat(Ffmpeg.complaints(cut)).isEmpty();
      assertThat(Ffmpeg.samples(cut)).hasSize(2 * (51 * 960 - 312));

      Frame carriedOn = reader.next(Long.MAX_VALUE);
      assertThat(carriedOn.startNanos()).as("where it carries on").isEqualTo(1_020_000_000L);
    }
  }

  @Test
  void keepsTheSourcesGranulePositionsAfterASeek() throws IOException {
    try (FrameReader reader = FrameReader.open(opus)) {
      reader.seek(1_990_000_000L);
      byte[] opening = reader.opening("late");
      Frame first = reader.next(Long.MAX_VALUE);
      assertThat(first.startNanos()).isEqualTo(2_000_000_000L);
      assertThat(granule(first.bytes())).isEqualTo(105 * 960);
      Path late = folder.resolve("late.opus");
      Reading rest = new Reading(opening, Reading.rest(reader), reader.closing());
      Files.write(late, join(opening, first.bytes(), rest.audio(), rest.closing()));
      assertThat(Ffmpeg.complaints(late)).isEmpty();
    }
  }

  @Test
  void chainsFilesThatDecodeClean() throws IOException {
    for (Path file : List.of(opus, vorbis)) {
      byte[] twice = join(Reading.of(file).stream(), Reading.of(file).stream());
      Path chained = Files.write(folder.resolve("chained.ogg"), twice);
      assertThat(Ffmpeg.complaints(chained)).as("complaints about two of " + file).isEmpty();
      assertThat(Ffmpeg.samples(chained).length)
          .as("samples heard")
          .isCloseTo(2 * Ffmpeg.samples(file).length, within(2 * 5000));
    }
  }

  /** Size and checksum of each packet, as ffmpeg's demuxer sees them. */
  private static List<String> packets(Path file) throws IOException {
    String lines = new String(Ffmpeg.convert(file, "-c", "copy", "-f", "framecrc"), UTF_8);
    return lines
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(", *"))
        .map(fields -> fields[4].strip() + " " + fields[5].strip())
        .toList();
  }

  private static long granule(byte[] page) {
    return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getLong(6);
  }

  private static String tagOf(byte[] opening, Frame frame, FrameReader reader) throws IOException {
    // The frame was built for another serial number; ffmpeg needs some audio page of this one.
    byte[] audio = withSerial(frame.bytes(), serial(opening));
    Path file = Files.write(folder.resolve("title.ogg"), join(opening, audio, reader.closing()));
    return Ffmpeg.title(file);
  }
}

package radio.nightshift.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static radio.nightshift.media.Mp3Bytes.ape;
import static radio.nightshift.media.Mp3Bytes.footer;
import static radio.nightshift.media.Mp3Bytes.id3v1;
import static radio.nightshift.media.Mp3Bytes.id3v2;
import static radio.nightshift.media.Reading.join;
import static radio.nightshift.media.Reading.part;

import java.io.IOException;
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

/** What is passed over in files whose MP3 frames are not all that is in them. */
@Integration
class Mp3TagsAndGarbageTest {
  @TempDir static Path folder;

  private static byte[] bare;

  @BeforeAll
  static void encode() throws IOException {
    bare = Mp3Bytes.bare(folder);
  }

  @Test
  void skipsTagsBeforeTheAudio() throws IOException {
    byte[] withFooter = join(id3v2(40, 0x10, new byte[0]), footer(40));
    expectBare("ID3v2", id3v2(), bare);
    expectBare("three ID3v2 tags, one with a footer", id3v2(), withFooter, id3v2(), bare);
    expectBare("a 5 MB cover full of sync words", id3v2(5_000_000, 0, randomSyncs()), bare);
    expectBare("ID3v2 with padding after it", id3v2(), new byte[3000], bare);
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
    Path withHeader =
        Ffmpeg.sound(folder.resolve("lame.mp3"), 1, "-b:a", "128k", "-ac", "2", "-ar", "44100");
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
      expectBare("garbage after a tag", id3v2(), garbage, bare);

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
    byte[] other = Mp3Bytes.bare(folder, "-ac 2 -ar 48000 -b:a 128k");
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
    for (byte[] none : List.of(new byte[0], new byte[2], noise, randomSyncs(), id3v2(), id3v1())) {
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

  private static void expectBare(String what, byte[]... parts) throws IOException {
    Reading reading = Reading.of(folder, parts);
    Reading.expectSame("frames of a file with " + what, reading.audio(), bare);
    assertThat(reading.frames().get(0).startNanos()).isZero();
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
}

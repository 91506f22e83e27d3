package radio.nightshift.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Tone;

/** Which files are incomplete by their own format: real ones, whole, cut and only allocated. */
@Integration
class FileEndingTest {
  private static final int SECONDS = 20;

  @TempDir static Path folder;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.mp3       | -b:a 128k                                  | last frame/announces
          vbr.mp3     | -q:a 4                                     | last frame/announces
          bare.mp3    | -b:a 128k -write_xing 0 -id3v2_version 0   | last frame
          tagged.mp3  | -b:a 96k -write_id3v1 1 -metadata title=x  | last frame/announces
          low.mp3     | -b:a 32k -ar 22050 -ac 1                   | last frame/announces
          a.aac       | -b:a 128k                                  | last frame
          a.wav       |                                            | announces
          float.wav   | -c:a pcm_f32le                             | announces
          big.wav     | -rf64 always                               | announces
          a.w64       |                                            | announces
          a.aiff      |                                            | announces
          a.caf       |                                            | announces
          a.au        |                                            | announces
          a.avi       | -c:a mp3                                   | announces
          a.flac      |                                            | last frame/samples
          quiet.flac  | -af volume=0                               | last frame/samples/no audio
          a.opus      | -b:a 96k                                   | last page
          a.ogg       | -c:a libvorbis                             | last page
          flac.oga    | -c:a flac                                  | last page
          a.m4a       |                                            | announces/index
          fast.m4a    | -movflags +faststart                       | announces
          a.mov       | -c:a pcm_s16le                             | announces/index
          a.mka       | -c:a flac                                  | announces
          a.webm      | -c:a libopus                               | announces
          a.wma       |                                            | announces
          """)
  void aWholeFilePassesAndACutOneDoesNot(String name, String arguments, String words)
      throws IOException {
    Path file = tone(name, arguments);
    byte[] whole = Files.readAllBytes(file);
    assertThat(FileEnding.defect(file)).as("whole").isEmpty();
    for (double part : new double[] {0.45, 0.77, 0.9}) {
      byte[] cut = Arrays.copyOf(whole, (int) (whole.length * part) | 1);
      assertThat(defect(cut)).as("cut at %s", part).containsPattern(words.replace('/', '|'));
      // Of samples, zeros are silence, unless they are very many.
      if (part < 0.5 || !name.matches(".*\\.(wav|w64|aiff|caf|au)")) {
        assertThat(defect(Arrays.copyOf(cut, whole.length)))
            .as("allocated, and written as far as %s", part)
            .isNotEmpty();
      }
    }
  }

  /** The last byte of these is not audio, or a frame whose length nobody tells. */
  @ParameterizedTest
  @ValueSource(strings = {"one.mp3", "one.aac", "one.flac", "one.opus", "one.wav", "one.m4a"})
  void oneByteIsMissed(String name) throws IOException {
    byte[] whole = Files.readAllBytes(tone(name, null));
    assertThat(defect(Arrays.copyOf(whole, whole.length - (name.endsWith("wav") ? 100 : 1))))
        .isNotEmpty();
  }

  @Test
  void anMp3ThatIsCutBetweenTwoFramesIsToldByItsHeader() throws IOException {
    byte[] whole = Files.readAllBytes(tone("info.mp3", "-b:a 128k -ar 48000 -id3v2_version 0"));
    assertThat(defect(Arrays.copyOf(whole, whole.length - 100 * 384))).contains("announces");
  }

  @Test
  void whatFollowsTheAudioIsNoFault() throws IOException {
    byte[] whole = Files.readAllBytes(tone("before-tags.mp3", "-b:a 128k"));
    byte[] tag = Arrays.copyOf("TAGtitle".getBytes(StandardCharsets.US_ASCII), 128);
    assertThat(defect(joined(whole, tag))).as("with an ID3v1 tag").isEmpty();
    assertThat(defect(joined(whole, "\n".getBytes(StandardCharsets.US_ASCII)))).isEmpty();
    byte[] flac = Files.readAllBytes(tone("before-tags.flac", null));
    assertThat(defect(joined(flac, tag))).isEmpty();
  }

  @Test
  void aWavWhoseHeaderIsNotFilledInIsBeingWritten() throws IOException {
    byte[] wav = Files.readAllBytes(tone("header.wav", "-bitexact"));
    for (int told : new int[] {0, -1}) {
      ByteBuffer buffer = ByteBuffer.wrap(wav.clone()).order(ByteOrder.LITTLE_ENDIAN);
      buffer.putInt(4, told).putInt(40, told);
      assertThat(defect(buffer.array())).contains("does not tell yet");
    }
  }

  @Test
  void silenceAtTheEndOfAWavIsNoFault() throws IOException {
    assertThat(FileEnding.defect(tone("pause.wav", "-af apad=pad_dur=8"))).isEmpty();
  }

  @Test
  void emptyAndForeignFiles() throws IOException {
    assertThat(defect(new byte[0])).contains("empty");
    assertThat(defect(new byte[10_000])).contains("zeros");
    assertThat(defect("no audio at all".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    for (String head : new String[] {"RIFF", "fLaC", "OggS", "ID3\3\0\0\0\0", "FORM", "caff"}) {
      // Whatever comes of it, it comes to an end.
      defect((head + "x".repeat(50)).getBytes(StandardCharsets.ISO_8859_1));
      defect(head.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void ofALargeFileLittleIsRead() throws IOException {
    Path file = Files.copy(tone("sparse.wav", "-rf64 always"), folder.resolve("sparse"));
    long size = 20L << 30;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
    // Its header tells of less; reading all of it would take minutes.
    assertThat(FileEnding.defect(file)).isEmpty();
    Files.delete(file);
  }

  private static Path tone(String name, String arguments) {
    String[] all = arguments == null ? new String[0] : arguments.strip().split(" +");
    return Tone.file(folder.resolve(name), SECONDS, 440, all);
  }

  private static String defect(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("content"), content);
    return FileEnding.defect(file).orElse("");
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}

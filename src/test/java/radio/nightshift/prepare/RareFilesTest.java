package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static radio.nightshift.prepare.OneUpload.SLOT;
import static radio.nightshift.prepare.OneUpload.audio;
import static radio.nightshift.prepare.OneUpload.made;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Files that this machine has no encoder for, or that no test should hold whole: made by hand. */
@Integration
class RareFilesTest {
  private static final long FOUR_GIB = 4L << 30;

  @TempDir Path files;
  @RegisterExtension final Station station = new Station();

  /**
   * Its frames give 22050 Hz, and its header says that the decoder makes 44100 Hz of them: what
   * copies or counts the frames alone has half the length.
   */
  @Test
  void heAacHasTheLengthAndTheToneThatItsDecoderGives() throws Exception {
    Path plain = made(files.resolve("a.m4a"), "-f lavfi -i sine=f=440:d=4:r=22050 -ac 2 -c:a aac");
    byte[] bytes = Files.readAllBytes(plain);
    int extension = indexOf(bytes, 0x56, 0xe5, 0x00);
    // Spectral band replication is there, and doubles the rate to that of index 4.
    bytes[extension + 2] = (byte) 0xa0;
    PreparedProgramme ready =
        OneUpload.prepared(station, Files.write(files.resolve("he.m4a"), bytes), SLOT + "he.m4a");
    Waveform heard = Waveform.of(audio(ready));
    assertThat(heard.seconds()).isCloseTo(4, within(0.15));
    assertThat(heard.hertz(1, 3)).isCloseTo(440, within(5.0));
    assertThat(ready.note()).isEmpty();
  }

  @Test
  void amrIsDecoded() throws Exception {
    ByteArrayOutputStream amr = new ByteArrayOutputStream();
    amr.writeBytes("#!AMR\n".getBytes(StandardCharsets.US_ASCII));
    Random voice = new Random(1);
    for (int frame = 0; frame < 250; frame++) {
      byte[] bits = new byte[31];
      voice.nextBytes(bits);
      amr.write(0x3c);
      amr.writeBytes(bits);
    }
    PreparedProgramme ready =
        OneUpload.prepared(
            station,
            Files.write(files.resolve("voice.amr"), amr.toByteArray()),
            SLOT + "voice.amr");
    Waveform heard = Waveform.of(audio(ready));
    assertThat(heard.seconds()).isCloseTo(5, within(0.15));
    assertThat(heard.level(1, 4)).isGreaterThan(0.001);
  }

  /** A film whose media take more than four GiB: a hole, after the sound, before the index. */
  @Test
  void aFileOfMoreThanFourGibibytesIsReadToItsEnd() throws Exception {
    Path small = made(files.resolve("s.mp4"), "-f lavfi -i sine=f=440:d=4 -ac 2 -c:a aac");
    byte[] bytes = Files.readAllBytes(small);
    int media = indexOf(bytes, 'm', 'd', 'a', 't') - 4;
    int index = indexOf(bytes, 'm', 'o', 'o', 'v') - 4;
    Path large = station.path("film.mp4");
    try (FileChannel out =
        FileChannel.open(
            large,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      // ffmpeg leaves room before the media for a size of 64 bits.
      out.write(ByteBuffer.wrap(bytes, 0, media - 8));
      out.write(ByteBuffer.allocate(8).putInt(1).put("mdat".getBytes()).flip());
      out.write(ByteBuffer.allocate(8).putLong(FOUR_GIB + index - (media - 8)).flip());
      out.write(ByteBuffer.wrap(bytes, media + 8, index - media - 8));
      out.write(ByteBuffer.wrap(bytes, index, bytes.length - index), FOUR_GIB + index);
    }
    station.start();
    Files.move(large, station.path("incoming", SLOT + "film.mp4"));
    PreparedProgramme ready = station.awaitFirstReady();
    Waveform heard = Waveform.of(audio(ready));
    assertThat(heard.seconds()).isCloseTo(4, within(0.15));
    assertThat(heard.hertz(1, 3)).isCloseTo(440, within(5.0));
    assertThat(ready.note()).isEmpty();
    assertThat(station.path("inbox", SLOT + "film.mp4")).hasSize(FOUR_GIB + bytes.length);
  }

  @Test
  void freeFormatIsNamedAsWhatItIs() throws Exception {
    byte[] bytes = Files.readAllBytes(Tone.mp3(files.resolve("a.mp3"), 4, 440));
    for (int i = 0; i < bytes.length - 3; i++) {
      if (bytes[i] == -1 && (bytes[i + 1] & 0xfe) == 0xfa) {
        bytes[i + 2] &= 0x0f;
      }
    }
    station.start();
    station.send(Files.write(files.resolve("free.mp3"), bytes), SLOT + "free.mp3");
    Awaitility.await("refused").until(() -> station.names("rejected").size() == 2);
    assertThat(station.path("rejected", SLOT + "free.mp3.txt"))
        .content()
        .contains("MP3 in free format", "save it anew at a standard bitrate");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, Café à la crème", "windows-1251, Группа крови"})
  void aTitleThatIsMarkedAsLatinIsReadAsItWasMeant(String written, String title) throws Exception {
    byte[] text = title.getBytes(Charset.forName(written));
    ByteBuffer tag = ByteBuffer.allocate(21 + text.length);
    tag.put("ID3\3\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII)).put((byte) (11 + text.length));
    tag.put("TIT2".getBytes(StandardCharsets.US_ASCII)).putInt(1 + text.length).putShort((short) 0);
    tag.put((byte) 0).put(text);
    Path bare = made(files.resolve("b.mp3"), "-f lavfi -i sine=d=4 -write_xing 0 -id3v2_version 0");
    Path tagged = Files.write(files.resolve("tag"), tag.array());
    PreparedProgramme ready =
        OneUpload.prepared(
            station, OneUpload.joined(files.resolve("t.mp3"), tagged, bare), SLOT + "t.mp3");
    assertThat(ready.title()).isEqualTo(title);
  }

  private static int indexOf(byte[] bytes, int... sought) {
    for (int i = 0; i <= bytes.length - sought.length; i++) {
      int found = 0;
      while (found < sought.length && (bytes[i + found] & 0xff) == sought[found]) {
        found++;
      }
      if (found == sought.length) {
        return i;
      }
    }
    throw new AssertionError("ffmpeg writes other files than it did");
  }
}

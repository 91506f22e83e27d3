package radio.nightshift.media.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.media.ts.TransportFile.Track;
import radio.nightshift.support.Integration;
import radio.nightshift.support.TransportClip;

/** What a transport file holds, and what is reported of one that is damaged. */
@Integration
class TransportFileTest {
  private static final int PICTURES = 40;

  @TempDir static Path clips;
  private static Path clip;
  private static byte[] bytes;

  @TempDir Path folder;

  @BeforeAll
  static void make() throws IOException {
    clip =
        TransportClip.make(
            clips.resolve("clip.ts"), PICTURES, "-c:v", "libx264", "-g", "10", "-bf", "2");
    bytes = Files.readAllBytes(clip);
  }

  @Test
  void everyUnitIsCounted() throws Exception {
    TransportFile file = TransportFile.inspect(clip);
    assertThat(file.bytes()).isEqualTo(bytes.length);
    assertThat(file.continuityErrors()).isZero();
    assertThat(file.map().pcrPid()).isEqualTo(0x100);
    assertThat(file.map().pid()).isEqualTo(0x1000);
    Track video = file.video().orElseThrow();
    assertThat(video.type()).as("H.264").isEqualTo(0x1b);
    assertThat(video.units()).isEqualTo(PICTURES);
    assertThat(video.randomAccessPoints()).isEqualTo(PICTURES / 10);
    assertThat(video.startsAtRandomAccess()).isTrue();
    assertThat(video.lastPts() - video.firstPts()).isEqualTo((PICTURES - 1) * 3600L);
    assertThat(video.firstDts()).isEqualTo(video.firstPts() - 2 * 3600);
    Track audio = file.audio().orElseThrow();
    assertThat(audio.pid()).isEqualTo(0x101);
    assertThat(audio.units()).as("one frame a unit").isEqualTo(PICTURES * 3600 / 1920);
    assertThat(audio.firstPts()).isEqualTo(video.firstPts());
  }

  @Test
  void anEntryIsTheLastKeyFrameThatIsSentByThen() throws Exception {
    try (TransportReader reader = TransportReader.open(clip)) {
      TransportPacket packet = new TransportPacket();
      ByteBuffer all = ByteBuffer.wrap(bytes);
      for (int picture = 0; picture < PICTURES; picture++) {
        int entry = (int) reader.entry(picture * 3600L + 10);
        packet.at(all, entry);
        assertThat(packet.isRandomAccess()).as("entry for picture %d", picture).isTrue();
        assertThat(reader.sinceFirst(packet.pcr())).isEqualTo(picture / 10 * 36_000L);
      }
      assertThat(reader.entry(-1)).isZero();
    }
  }

  @Test
  void stampsAreRewrittenAsTheyAreRead() {
    TransportPacket packet = new TransportPacket();
    ByteBuffer copy = ByteBuffer.wrap(bytes.clone());
    long[] stamps = {0, 1, (1L << 33) - 1, 0x155555555L, 0xaaaaaaaaL, -5, 1L << 33};
    int tried = 0;
    for (int at = 0; at < copy.limit(); at += 188) {
      packet.at(copy, at);
      for (long stamp : stamps) {
        if (packet.hasPcr()) {
          packet.pcr(stamp);
          assertThat(packet.pcr()).isEqualTo(Stamp.of(stamp));
        }
        if (packet.hasDts()) {
          packet.pts(stamp);
          packet.dts(stamp + 7);
          assertThat(packet.pts()).isEqualTo(Stamp.of(stamp));
          assertThat(packet.dts()).isEqualTo(Stamp.of(stamp + 7));
          tried++;
        }
      }
    }
    assertThat(tried).isPositive();
  }

  @Test
  void stampsAreComparedOverTheirWrap() {
    long last = (1L << 33) - 1;
    assertThat(Stamp.between(last, 5)).isEqualTo(6);
    assertThat(Stamp.between(5, last)).isEqualTo(-6);
    assertThat(Stamp.since(10, 24 * 3600 * 90_000L)).isEqualTo(24 * 3600 * 90_000L - 10);
    assertThat(Stamp.since(10, 4)).isEqualTo(-6);
    assertThat(Stamp.of(-1)).isEqualTo(last);
  }

  @Test
  void damageIsReportedInWords() throws Exception {
    assertRefused(new byte[0], "cut off");
    assertRefused(Arrays.copyOf(bytes, 1000), "cut off");
    assertRefused(new byte[1880], "no packet begins at byte 0");
    assertRefused(Arrays.copyOf(bytes, 188 * 2), "no program tables");
    byte[] broken = bytes.clone();
    broken[188 * 20] = 0;
    assertRefused(broken, "no packet begins at byte 3760");
    broken = bytes.clone();
    broken[188 * 2 + 20] ^= 1;
    assertRefused(broken, "(PMT) is damaged");
    Path gone = folder.resolve("gone.ts");
    assertThatThrownBy(() -> TransportFile.inspect(gone)).hasMessage("'%s' is gone", gone);
  }

  private void assertRefused(byte[] content, String words) throws IOException {
    Path file = Files.write(folder.resolve("damaged.ts"), content);
    assertThatThrownBy(() -> TransportFile.inspect(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'%s' cannot be played", file)
        .hasMessageContaining(words);
  }

  /** Whatever the bytes are: a result, or an exception for the owner of the file. */
  @Test
  void noBytesBreakIt() throws Exception {
    Random random = new Random(12);
    for (int i = 0; i < 300; i++) {
      byte[] hostile = Arrays.copyOf(bytes, 188 * 60);
      for (int n = 0; n < 40; n++) {
        int at = random.nextInt(hostile.length);
        // Sync bytes stay, as without them nothing else would be read.
        hostile[at] = at % 188 == 0 ? hostile[at] : (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("hostile.ts"), hostile);
      try {
        TransportFile.inspect(file);
        playThrough(file, random.nextInt(200_000));
      } catch (IOException e) {
        assertThat(e).hasMessageContaining(file.toString());
      }
    }
  }

  private static void playThrough(Path file, long ticks) throws IOException {
    try (TransportReader reader = TransportReader.open(file)) {
      PacketWindow window = new PacketWindow();
      for (window.start(reader, reader.entry(ticks), () -> ticks); !window.isAtEnd(); ) {
        window.ticks();
        window.advance();
      }
    }
  }
}

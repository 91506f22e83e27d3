package radio.nightshift.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Patience;

/** Damaged and malicious files may cost frames, but never time, memory or the station. */
@Integration
class HostileAudioTest {
  private static final int VARIANTS = 200;

  @TempDir static Path folder;

  @ParameterizedTest
  @CsvSource({
    "mp3, -c:a libmp3lame -b:a 64k -f mp3",
    "aac, -c:a aac -b:a 64k -f adts",
    "opus, -c:a libopus -b:a 64k -page_duration 200000 -f ogg",
    "vorbis, -c:a libvorbis -b:a 96k -ar 44100 -page_duration 200000 -f ogg"
  })
  void survivesAnyDamage(String name, String encoding) throws IOException {
    Path clean = Ffmpeg.sound(folder.resolve(name), 1, encoding.split(" "));
    byte[] bytes = Files.readAllBytes(clean);
    int read = 0;
    for (int seed = 0; seed < VARIANTS; seed++) {
      byte[] damaged = damage(bytes, new Random(seed));
      boolean checksumsRight = name.contains("s") && seed % 2 == 0;
      Path file = Files.write(folder.resolve("bad"), checksumsRight ? repaired(damaged) : damaged);
      String what = name + " damaged with seed " + seed;
      read +=
          assertTimeoutPreemptively(Patience.HANGS, () -> readAll(file, what), what) > 0 ? 1 : 0;
    }
    assertThat(read)
        .as("damaged files of which something could be read")
        .isGreaterThan(VARIANTS / 10);
  }

  private static long readAll(Path file, String what) {
    try (FrameReader reader = FrameReader.open(file)) {
      long size = Files.size(file);
      reader.opening("x");
      long bytes = expectOrder(reader, what, 0);
      assertThat(bytes).as("bytes read of " + what).isLessThan(2 * size + 1000);
      for (long position : new long[] {0, 123_456_789, 900_000_000, Long.MAX_VALUE, -5}) {
        reader.seek(position);
        expectOrder(reader, what, position);
      }
      reader.silence(2800);
      reader.closing();
      return bytes;
    } catch (IOException expected) {
      return 0;
    } catch (RuntimeException e) {
      return fail("not an IOException from " + what, e);
    }
  }

  private static long expectOrder(FrameReader reader, String what, long from) throws IOException {
    long bytes = 0;
    long end = from;
    Frame frame;
    while ((frame = reader.next(Long.MAX_VALUE)) != null) {
      assertThat(frame.durationNanos()).as("duration in " + what).isNotNegative();
      assertThat(frame.startNanos()).as("time in " + what).isGreaterThanOrEqualTo(end);
      end = frame.endNanos();
      bytes += frame.bytes().length;
    }
    return bytes;
  }

  private static byte[] damage(byte[] clean, Random random) {
    byte[] bytes = clean.clone();
    for (int i = random.nextInt(6); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      // Much of it hits the headers.
      at = random.nextInt(4) > 0 ? at : Math.min(at, random.nextInt(200));
      int count = Math.min(bytes.length - at, 1 + random.nextInt(300));
      switch (random.nextInt(6)) {
        case 0 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 1 ->
            bytes =
                Reading.join(
                    Reading.part(bytes, 0, at),
                    Reading.part(bytes, at + count, Math.max(at + count + 1, bytes.length)));
        case 2 ->
            bytes =
                Reading.join(
                    Reading.part(bytes, 0, at + count), Reading.part(bytes, at, bytes.length));
        case 3 -> Arrays.fill(bytes, at, at + count, (byte) random.nextInt(256));
        default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }

  /** The same bytes with the checksum of each page made right, so that the damage gets through. */
  private static byte[] repaired(byte[] bytes) {
    for (int at = 0; at + 27 < bytes.length; at++) {
      if (bytes[at] == 'O'
          && bytes[at + 1] == 'g'
          && bytes[at + 2] == 'g'
          && bytes[at + 3] == 'S') {
        int end = OggBytes.end(bytes, at);
        if (end <= bytes.length) {
          byte[] page = Reading.part(bytes, at, end);
          OggBytes.repair(page);
          System.arraycopy(page, 0, bytes, at, page.length);
        }
      }
    }
    return bytes;
  }

  @Test
  void isNotHeldUpByFilesMadeToBeSlow() throws IOException {
    byte[] syncs = new byte[4_000_000];
    Arrays.fill(syncs, (byte) 0xff);
    byte[] pages = new byte[4_000_000];
    byte[] tags = new byte[4_000_000];
    for (int i = 0; i + 28 < pages.length; i += 28) {
      System.arraycopy(OggBytes.empty(i / 28), 0, pages, i, 27);
    }
    for (int i = 0; i + 10 < tags.length; i += 10) {
      System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 0}, 0, tags, i, 10);
    }
    for (byte[] slow : new byte[][] {syncs, pages, tags}) {
      Path file = Files.write(folder.resolve("slow"), slow);
      assertTimeoutPreemptively(Patience.HANGS, () -> readAll(file, "slow file"));
    }
  }

  @Test
  void seeksThroughPagesThatPretendMuch() throws IOException {
    // Headers of an Opus stream, then pages on which packets begin and never end.
    Path opus = Ffmpeg.sound(folder.resolve("head.opus"), 1, "-c:a", "libopus");
    byte[] audio = Files.readAllBytes(opus);
    List<byte[]> pages = OggBytes.pages(audio);
    byte[] begin = Reading.join(pages.get(0), pages.get(1), pages.get(2));
    int serial = OggBytes.serial(pages.get(0));
    byte[] many = new byte[28 * 100_000];
    for (int i = 0; i < 100_000; i++) {
      byte[] page = OggBytes.unfinished(serial, 3 + i);
      System.arraycopy(page, 0, many, 28 * i, page.length);
    }
    Path file = Files.write(folder.resolve("many"), Reading.join(begin, many));
    assertTimeoutPreemptively(Patience.HANGS, () -> readAll(file, "endless packet"));
  }

  @Test
  void passesOverAGiantHeaderPacketWithoutKeepingIt() throws IOException {
    Path file = Ffmpeg.sound(folder.resolve("memory.opus"), 1, "-c:a", "libopus");
    byte[] head = OggBytes.pages(Files.readAllBytes(file)).get(0);
    int serial = OggBytes.serial(head);
    try (OutputStream out = Files.newOutputStream(folder.resolve("giant"))) {
      out.write(head);
      for (int i = 1; i < 500; i++) {
        out.write(OggBytes.full(serial, i));
      }
    }
    long before = allocated();
    assertThat(readAll(folder.resolve("giant"), "a header packet of 32 MB")).isZero();
    assertThat(allocated() - before).as("bytes allocated on the way").isLessThan(6 << 20);
  }

  @Test
  void allocatesNothingForTheFramesThatASeekPasses() throws IOException {
    Path minute = Ffmpeg.sound(folder.resolve("minute.mp3"), 60, "-b:a", "128k");
    byte[] bytes = Files.readAllBytes(minute);
    Path long4 = Files.write(folder.resolve("long.mp3"), Reading.join(bytes, bytes, bytes, bytes));
    long before = allocated();
    try (FrameReader reader = FrameReader.open(long4)) {
      reader.seek(230_000_000_000L);
      assertThat(reader.next(Long.MAX_VALUE)).as("a frame near the end").isNotNull();
    }
    assertThat(allocated() - before).as("bytes allocated on the way").isLessThan(500_000);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}

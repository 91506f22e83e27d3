package radio.nightshift.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DownloadTest {
  private static final Pace PACE = new Pace(Duration.ofMillis(200), 1000);

  @TempDir Path folder;
  private final AtomicBoolean aborted = new AtomicBoolean();

  @Test
  void aServerThatDribblesIsLeftAndWhatCameStays() throws Exception {
    assertThatThrownBy(() -> download(1_000_000, false).take(endless(10)))
        .isInstanceOf(IncompleteDownloadException.class)
        .hasMessageContaining("too slowly");
    assertThat(aborted).isTrue();
    assertThat(Files.size(folder.resolve("part"))).isPositive();
  }

  @Test
  void aServerThatSendsMoreThanItListedFillsNoDisk() {
    assertThatThrownBy(() -> download(100_000, false).take(endless(50_000)))
        .hasMessageContaining("longer than the 100000 bytes");
    assertThat(aborted).isTrue();
    assertThat(folder.resolve("part")).doesNotExist();
  }

  @Test
  void aStationThatStopsDoesNotWaitForIt() {
    assertThatThrownBy(() -> download(1_000_000, true).take(endless(50_000)))
        .hasMessageContaining("the station stops");
    assertThat(aborted).isTrue();
  }

  private Download download(long size, boolean stopping) {
    return new Download(
        folder.resolve("part"), Download.Extent.of(size), PACE, () -> stopping, "SHA-256");
  }

  private Download.Answer endless(int bytesAtOnce) {
    InputStream in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("by the byte");
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            return Math.min(length, bytesAtOnce);
          }
        };
    return new Download.Answer(in, null, () -> aborted.set(true));
  }
}

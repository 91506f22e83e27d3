package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.disk.Pace;
import radio.nightshift.support.Integration;

/** A web server, and fetches from it, for the tests of what it may do. */
@Integration
@Timeout(180)
abstract class FetchFromServer {
  static final String MODIFIED = "Last-Modified: Mon, 02 Nov 2026 10:00:00 GMT\r\n";
  static final long MOST = 1_000_000;

  @TempDir Path folder;
  SourceServer server;
  volatile boolean isStopping;

  @BeforeEach
  void start() throws IOException {
    server = SourceServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  final void refused(String words) {
    assertThatThrownBy(() -> fetch("/clip.mp4").current())
        .isInstanceOf(SourceException.class)
        .hasNoCause()
        .hasMessageStartingWith("'" + server.address("/clip.mp4") + "' ")
        .hasMessageContaining(words)
        .message()
        .doesNotContain("s3cret");
  }

  final void breakOffAfter(int bytes) {
    server.manner(
        visit -> {
          visit.head(server.content.length);
          visit.write(Arrays.copyOf(server.content, bytes));
        });
  }

  final List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("source"))) {
      return all.toList();
    }
  }

  final SourceFetch fetch(String path) {
    return fetchAt(server.address(path), Optional.empty());
  }

  final SourceFetch fetchAt(String address, Optional<SourceLogin> login) {
    return new SourceFetch(
        SourceAddress.of("loop.demo.source", address),
        login,
        folder,
        new FetchLimits(MOST, new Pace(Duration.ofMillis(300), 1000), () -> isStopping),
        null,
        Clock.systemUTC());
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

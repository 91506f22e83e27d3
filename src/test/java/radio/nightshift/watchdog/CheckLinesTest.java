package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckLinesTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/London");

  @TempDir Path home;

  @Test
  void aLineHasInstantResultNameAndWords() throws IOException {
    write(lines(), "2026-07-01T10:00:00Z", "no source\nis there");
    assertThat(Files.readString(home.resolve("watchdog/watchdog.log")))
        .isEqualTo("2026-07-01T11:00:00+01:00 fail Icecast Sources: no source\\u000ais there\n");
  }

  @Test
  void eachDayHasItsFileAndOldOnesGo() throws IOException {
    CheckLines lines = lines();
    write(lines, "2026-06-28T22:00:00Z", "1");
    write(lines, "2026-06-28T23:30:00Z", "2");
    write(lines, "2026-06-29T10:00:00Z", "3");
    // Another run goes on with the day's file.
    write(lines(), "2026-06-29T12:00:00Z", "4");
    write(lines(), "2026-06-30T12:00:00Z", "5");
    assertThat(names())
        .containsExactly("watchdog-2026-06-28.log", "watchdog-2026-06-29.log", "watchdog.log");
    assertThat(Files.readAllLines(home.resolve("watchdog/watchdog-2026-06-29.log"))).hasSize(3);
    Files.writeString(home.resolve("watchdog/watchdog-of-mine.log"), "");
    write(lines(), "2026-07-02T12:00:00Z", "6");
    assertThat(names())
        .as("three days later")
        .containsExactly(
            "watchdog-2026-06-29.log",
            "watchdog-2026-06-30.log",
            "watchdog-of-mine.log",
            "watchdog.log");
  }

  @Test
  void aClockThatIsPutBackChangesNothing() throws IOException {
    CheckLines lines = lines();
    for (String instant :
        List.of("2026-07-01T00:10:00Z", "2026-06-30T20:10:00Z", "2026-07-01T00:20:00Z")) {
      write(lines, instant, "");
    }
    assertThat(names()).containsExactly("watchdog.log");
    assertThat(Files.readAllLines(home.resolve("watchdog/watchdog.log"))).hasSize(3);
  }

  @Test
  void aDayHasAnEnd() throws IOException {
    CheckLines lines = lines();
    for (int i = 0; i < 1000; i++) {
      write(lines, "2026-07-01T10:00:00Z", "x".repeat(2000));
    }
    Path file = home.resolve("watchdog/watchdog.log");
    assertThat(Files.size(file)).as("bytes").isBetween(10_000L, 11_000L);
    assertThat(Files.readAllLines(file)).last().asString().contains("left out");
    write(lines, "2026-07-02T10:00:00Z", "next day");
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  private CheckLines lines() {
    return new CheckLines(home.resolve("watchdog"), ZONE, Duration.ofDays(3), 10_000);
  }

  private static void write(CheckLines lines, String instant, String words) throws IOException {
    lines.write(
        "Icecast Sources", new Observation("icecast", false, words, Instant.parse(instant)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("watchdog"))) {
      return files.map(file -> "" + file.getFileName()).sorted().toList();
    }
  }
}

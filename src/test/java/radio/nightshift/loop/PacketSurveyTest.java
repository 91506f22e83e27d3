package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.support.Integration;

/** What is told from a stream's time stamps, however many there are. */
@Integration
class PacketSurveyTest {
  private static final double TICK = 1 / 90_000.0;
  private static final int DAY = 24 * 3600 * 50 + 1;

  @TempDir Path folder;

  private PacketSurvey survey(String times) throws IOException {
    StringBuilder csv = new StringBuilder();
    String flags = "K__";
    for (String time : times.strip().split(" +")) {
      csv.append(time).append(",0,3600,").append(flags).append('\n');
      flags = "___";
    }
    return PacketSurvey.read(
        Files.writeString(folder.resolve("packets.csv"), csv), TICK, StationStop.NEVER);
  }

  @ParameterizedTest
  @CsvSource({
    "0 3600 7200 10800, '', 0",
    "0 10800 3600 7200 14400, '', 1",
    "0 14400 7200 3600 10800 18000, '', 2",
    "0 3600 7200 7200 14400, its frame rate is not constant, 0",
    "0 3600 9900 10800, its frame rate is not constant, 0",
    "3600 0 7200, it begins with frames that need others before them, 1",
    "0 N/A 3600, frames have no time stamps, 0",
    "N/A N/A, frames have no time stamps, 0",
  })
  void orderIsToldFromTheStamps(String times, String obstacle, int reorder) throws IOException {
    PacketSurvey survey = survey(times);
    assertThat(survey.obstacle()).as("obstacle of %s", times).isEqualTo(obstacle);
    assertThat(survey.reorder()).as("reorder of %s", times).isEqualTo(reorder);
  }

  private Path day() throws IOException {
    Path csv = folder.resolve("day.csv");
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      for (int i = 0; i < DAY; i++) {
        int shown = i == 0 ? 0 : i % 2 == 0 ? i - 1 : i + 1;
        out.write((shown * 1800L) + ",0,1800," + (i % 50 == 0 ? "K__" : "___") + "\n");
      }
    }
    return csv;
  }

  @Test
  void dayOfFramesTakesNoMemory() throws IOException {
    Path csv = day();
    long before = used();
    AtomicInteger lines = new AtomicInteger();
    long[] most = new long[1];
    StationStop measure =
        new StationStop(
            () -> {
              if (lines.incrementAndGet() % 2_000_000 == 0) {
                most[0] = Math.max(most[0], used() - before);
              }
              return false;
            });
    PacketSurvey survey = PacketSurvey.read(csv, TICK, measure);
    assertThat(survey.count()).as("frames of a day").isEqualTo(DAY);
    assertThat(survey.obstacle()).as("obstacle").isEmpty();
    assertThat(survey.reorder()).as("reorder").isEqualTo(1);
    assertThat(survey.keyDistance()).as("frames between key frames").isEqualTo(50);
    assertThat(most[0]).as("bytes of heap held while it is read").isLessThan(4_000_000);
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void stopOfTheStationBreaksItOff() throws IOException {
    Path csv = Files.writeString(folder.resolve("packets.csv"), "0,0,1,K__\n");
    assertThatThrownBy(() -> PacketSurvey.read(csv, TICK, new StationStop(() -> true)))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessageContaining("the station stops");
  }
}

package radio.nightshift.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;

class ScheduleFileTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("schedule.csv");
  }

  private ScheduleReading reading() {
    return new ScheduleReading(Instant.MIN, Instant.MAX, LONDON);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    Schedule schedule =
        new Schedule(
            List.of(
                slot("quotes", "He said \"no\", twice", "2026-06-10T13:00:00Z"),
                slot("formula", "=SUM(A1)", "2026-06-10T14:00:00Z"),
                slot("plain", "caf\u00e9", "2026-12-10T14:00:30.5Z"),
                slot("autumn", "second of the two", "2026-10-25T01:30:00Z")));
    ScheduleFile file = new ScheduleFile(path(), LONDON);
    file.write(schedule);
    assertThat(Files.readString(path()))
        .contains(
            "\"2026-06-10T14:00:00+01:00\",\"2026-06-10T15:00:00+01:00\",\"quotes\",\"20260610_1400_quotes\",\"He said \"\"no\"\", twice\"\r\n")
        .contains("\"'=SUM(A1)\"")
        .contains("\"2026-10-25T01:30:00+00:00\"");
    assertThat(file.read(reading())).isEqualTo(schedule);
    assertThat(Files.list(folder)).hasSize(1);
  }

  private static Slot slot(String pid, String title, String start) {
    Instant at = Instant.parse(start);
    return new Slot(pid, title, at, at.plusSeconds(3600));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-06-10T14:00,2026-06-10T15:00,jazz",
        "2026-06-10 14:00,2026-06-10 15:00,Jazz",
        "2026-06-10T14:00:00+01:00,2026-06-10T15:00:00+01:00,jazz",
        "2026-06-10T13:00:00Z,2026-06-10T14:00Z,JAZZ",
        "2026-06-10T09:00-04:00,2026-06-10T10:00-0400,jazz",
        "\"2026-06-10T14:00:00+01:00\",\"2026-06-10T15:00:00+01:00\",\"jazz\",\"x\",\"Title, with comma\"",
        " \"2026-06-10T14:00\" , \"2026-06-10T15:00\" , \"jazz\"",
        "2026-06-10T14:00;2026-06-10T15:00;jazz",
        "\uFEFFstart,end,PID,file,title\r\n2026-06-10T14:00,2026-06-10T15:00,jazz\r\n",
        "\n\n2026-06-10T14:00,2026-06-10T15:00,jazz\n\n",
      })
  void whatAPersonWritesIsUnderstood(String text) throws Exception {
    Files.writeString(path(), text);
    ScheduleReading reading = reading();
    Schedule schedule = new ScheduleFile(path(), LONDON).read(reading);
    assertThat(schedule.slots())
        .singleElement()
        .satisfies(
            slot -> {
              assertThat(slot.pid()).isEqualTo("jazz");
              assertThat(slot.start()).isEqualTo("2026-06-10T13:00:00Z");
              assertThat(slot.end()).isEqualTo("2026-06-10T14:00:00Z");
            });
    assertThat(reading.reports()).isEmpty();
  }

  @Test
  void aLineThatIsNoSlotIsReportedAndTheOthersCount() throws Exception {
    Files.writeString(
        path(),
        """
        2026-06-10T14:00,2026-06-10T15:00,jazz
        2026-06-31T14:00,2026-06-10T15:00,jazz
        2026-06-10T16:00
        2026-06-10T17:00,,../../etc/passwd
        "2026-06-10T18:00,"
        2026-06-10T19:00,,blues
        2026-06-10T21:00,2026-06-10T20:00,soul
        """);
    ScheduleReading reading = reading();
    Schedule schedule = new ScheduleFile(path(), LONDON).read(reading);
    assertThat(schedule.slots()).extracting(Slot::pid).containsExactly("jazz", "blues", "soul");
    assertThat(schedule.slots()).allMatch(slot -> !slot.end().isBefore(slot.start()));
    assertThat(reading.reports().keySet())
        .hasSize(4)
        .allMatch(line -> line.startsWith("Line ") && line.contains(" is no slot: "));
  }

  @Test
  void aTimeThatSummerTimeSkipsIsReadWithTheOffsetBeforeIt() throws Exception {
    Files.writeString(path(), "2026-03-29T01:30,2026-03-29T03:00,jazz");
    assertThat(new ScheduleFile(path(), LONDON).read(reading()).slots().get(0).start())
        .isEqualTo("2026-03-29T01:30:00Z");
  }
}

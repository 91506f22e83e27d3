package radio.nightshift.schedule.ics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.Schedule;
import radio.nightshift.schedule.ScheduleReading;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Patience;

/** The time and memory that a calendar may take, whoever wrote it. */
@Integration
class IcsCostTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Instant FROM = Instant.parse("2026-03-25T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-04-05T00:00:00Z");

  @TempDir Path folder;

  @Test
  void aHostileRuleTakesNoTime() throws IOException {
    StringBuilder all = new StringBuilder("BEGIN:VCALENDAR\nVERSION:2.0\n");
    for (int i = 0; i < 50; i++) {
      for (String rule :
          new String[] {
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12;BYMINUTE=0,1,2,3,4,5,6,7,8,9;BYSECOND=0,1,2,3,4,5",
            "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=MINUTELY;INTERVAL=30",
            "FREQ=YEARLY;BYYEARDAY=" + "1,".repeat(300) + "2;BYHOUR=1,2,3",
            "FREQ=WEEKLY;COUNT=999999999",
            "COUNT=1;".repeat(100),
          }) {
        all.append("BEGIN:VEVENT\nUID:1\nSUMMARY:Show\nDESCRIPTION:PID:jazz\\nTYPE:RECORDED\n")
            .append("DTSTART:20000101T000000Z\nRRULE:" + rule + "\nEND:VEVENT\n");
      }
    }
    Path file = Files.writeString(folder.resolve("a.ics"), all.append("END:VCALENDAR\n"));
    assertTimeout(
        Patience.HANGS, () -> IcsCalendar.read(file, new ScheduleReading(FROM, TO, LONDON)));
  }

  @Test
  void aHugeCalendarTakesLittleMemory() throws Exception {
    Path file = folder.resolve("huge.ics");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("BEGIN:VCALENDAR\n");
      out.write("BEGIN:VEVENT\nDTSTART:20260326T140000Z\nDESCRIPTION:PID:first TYPE:RECORDED ");
      for (int i = 0; i < 10 * 1024; i++) {
        out.write("x".repeat(1023) + "\n ");
      }
      out.write("\nSUMMARY:" + "y".repeat(10 << 20) + "\nEND:VEVENT\n");
      for (int i = 0; i < 50_000; i++) {
        out.write(
            "BEGIN:VEVENT\nUID:%d\nDTSTART:20260326T%02d%02d00Z\nDURATION:PT1H\nDESCRIPTION:PID:show-%d TYPE:RECORDED %s\nEND:VEVENT\n"
                .formatted(i, i % 24, i % 60, i, "z".repeat(500)));
      }
      out.write("END:VCALENDAR\n");
    }
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                "" + file)
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said).contains("50001 slots");
  }

  /** Reads a calendar in a JVM of its own. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      ScheduleReading reading = new ScheduleReading(FROM, TO, LONDON);
      Schedule schedule = IcsCalendar.read(Path.of(arguments[0]), reading);
      System.out.println(schedule.slots().size() + " slots");
    }
  }
}

package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.Timetable;
import radio.nightshift.programme.UsedUpload;
import radio.nightshift.support.MovableClock;

/** What was found in programmes to come, as conditions. */
class FindingsTest {
  private static final String NAME = "20260610_1400_jazz.mp3";

  @TempDir Path home;
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");
  private final Conditions conditions = Conditions.unkept(clock);
  private ReadyFolder ready;
  private Findings findings;

  @BeforeEach
  void findings() throws IOException {
    Encoding encoding = new Encoding(Codec.MP3, 128, 44100, 2);
    ready = new ReadyFolder(home, List.of(encoding));
    findings = new Findings(ready, new Timetable(ZoneOffset.UTC, clock), conditions);
  }

  private PreparedProgramme programme(String note) throws IOException {
    Path folder =
        Files.createDirectories(home.resolve("ready").resolve(NAME + "-" + note.length()));
    PreparedProgramme programme =
        new PreparedProgramme(
            folder,
            List.of(new UsedUpload(NAME, "1", Duration.ofHours(1))),
            new Edit(null, Duration.ofHours(1), Duration.ofHours(1), false),
            "recipe",
            false,
            "",
            Duration.ofHours(1),
            note);
    programme.write(Map.of());
    ready.load();
    return programme;
  }

  @Test
  void whatWasFoundIsAConditionUntilTheProgrammeIsMadeAnewWithout() throws IOException {
    findings.report(programme("It is silent for 12 s at 0:03:00."));
    findings.look();
    assertThat(conditions.all())
        .singleElement()
        .extracting(Condition::text)
        .isEqualTo(
            "In '20260610_1400_jazz.mp3' was found: It is silent for 12 s at 0:03:00; upload the recording"
                + " again if that is not meant.");
    findings.report(programme(""));
    assertThat(conditions.all()).isEmpty();
  }

  @Test
  void itIsOverADayAfterItsTime() throws IOException {
    findings.report(programme("It is silent for 12 s."));
    clock.moveTo("2026-06-11T13:59:00Z");
    findings.look();
    assertThat(conditions.all()).hasSize(1);
    clock.moveTo("2026-06-11T14:01:00Z");
    findings.look();
    assertThat(conditions.all()).isEmpty();
  }

  @Test
  void itIsOverOnceTheProgrammeIsGone() throws IOException {
    findings.report(programme("It is silent for 12 s."));
    ready.delete(ready.release(NAME));
    findings.look();
    assertThat(conditions.all()).isEmpty();
  }

  @Test
  void nobodyIsToldOfProgrammesThatArePast() throws IOException {
    clock.moveTo("2026-07-01T00:00:00Z");
    findings.report(programme("It is silent for 12 s."));
    assertThat(conditions.all()).isEmpty();
  }
}

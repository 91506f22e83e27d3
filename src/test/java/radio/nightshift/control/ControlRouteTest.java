package radio.nightshift.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.settings.SettingException;
import radio.nightshift.support.CommandRun;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** A running station that is asked and drained by the commands. */
@Integration
class ControlRouteTest {
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T14:00:00Z");
  private final Instant minute = clock.minute();

  @RegisterExtension final Station station = new Station().with(clock);

  @TempDir Path files;

  private CommandRun command(String... words) {
    return command(station.home(), words);
  }

  private CommandRun command(Path home, String... words) {
    Properties own = new Properties();
    own.setProperty("station.home", "" + home);
    own.setProperty("playout.host", "127.0.0.1");
    own.setProperty("playout.port", "1");
    own.setProperty("playout.password", IcecastServer.PASSWORD);
    return CommandRun.with(own, files.resolve("settings.properties"), words);
  }

  private void playTwo(SourceProbe probe) throws Exception {
    station.start("playout.port", "" + probe.port());
    station.send(Tone.mp3(files.resolve("a.mp3"), 20, 440), Station.stamp(minute) + "_jazz.mp3");
    station.send(
        Tone.mp3(files.resolve("b.mp3"), 20, 880),
        Station.stamp(minute.plusSeconds(60)) + "_news.mp3");
    station.awaitReady(2);
    clock.stepTo(minute.minusSeconds(2));
    clock.run();
    Awaitility.await("on the air")
        .until(() -> command("status", "--format", "json").out().contains("positionSeconds"));
  }

  @Test
  void theStatusHasWhatIsOnTheAirAndWhatComesNext() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      playTwo(probe);
      CommandRun ending = command("status");
      assertThat(ending.err()).isEmpty();
      assertThat(ending.code()).as("exit code").isZero();
      assertThat(ending.out())
          .contains("ON THE AIR", "_jazz.mp3", "of 0:00:20", "NEXT", "_news.mp3", "are free")
          .doesNotContain("CONDITIONS");
      assertThat(ending.out().lines()).as("lines").allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void aGraveConditionIsInTheStatusAndItsExitCode() throws Exception {
    station.start();
    station
        .bean(Conditions.class)
        .raise(
            "schedule",
            "calendar " + "with a name that is very long ".repeat(4),
            Severity.ERROR,
            "the calendar cannot be read for reasons that take more than a line to be told in full",
            "mend it\u0007");
    CommandRun ending = command("status");
    assertThat(ending.code()).as("exit code").isEqualTo(1);
    assertThat(ending.out())
        .contains("CONDITIONS", "error", "calendar cannot be read", "mend it\\u0007");
    assertThat(ending.out().lines()).as("lines").allMatch(line -> line.length() <= 80);
    assertThat(command("status", "--format", "json").out())
        .contains("\"severity\":\"error\"", "\"freeBytes\"", "\"underWay\"");
  }

  @Test
  void theScheduleOfADayHasWhatPlaysThen() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      playTwo(probe);
      CommandRun ending = command("schedule", "--day", "2026-06-10");
      assertThat(ending.code()).as("exit code").isZero();
      assertThat(ending.out().lines())
          .hasSize(3)
          .allMatch(line -> line.length() <= 80)
          .anyMatch(line -> line.contains("2026-06-10, times of UTC"))
          .anyMatch(line -> line.matches("  14:\\d\\d:00 .*_jazz.mp3 +own"))
          .anyMatch(line -> line.matches("  14:\\d\\d:00 .*_news.mp3 +own"));
      assertThat(command("schedule", "--format", "json").out())
          .contains("\"day\":\"2026-06-10\"", "\"play\":\"own\"");
      assertThat(command("schedule", "--day", "2027-01-01").out())
          .contains("Nothing is to be played.");
      assertThat(command("schedule", "--day", "tomorrow"))
          .isEqualTo(
              new CommandRun(
                  2, "", "nightshift: --day is 'tomorrow'; give a day such as 2026-06-10.\n"));
    }
  }

  @Test
  void theAsRunLogHasWhatWasOnTheAir() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      playTwo(probe);
      clock.stepTo(minute.plusSeconds(55));
      station.awaitAsRun(1);
      CommandRun ending = command("as-run");
      assertThat(ending.code()).as("exit code").isZero();
      List<String> csv = ending.out().lines().toList();
      assertThat(csv).as("the rows:\n" + ending.out()).hasSizeBetween(2, 3);
      assertThat(csv.get(0)).startsWith("mount,programme,title,outcome,planned_start");
      assertThat(csv.get(1)).contains("main,", "_jazz.mp3", "PLAYED");
      // The database has whole milliseconds, and so has the start error that comes of it.
      assertThat(Files.readString(station.path("as-run", "2026-06-10.csv")))
          .as("the file of the day")
          .contains(csv.get(1).split("(?<=Z|\\+00:00),\\d+[.]")[0]);
      assertThat(command("as-run", "--format", "json", "--to", "" + minute.plusSeconds(1)).out())
          .contains("\"outcome\":\"PLAYED\"")
          .doesNotContain("news");
      assertThat(command("as-run", "--from", "2026-06-11").out().lines()).hasSize(1);
      assertThat(command("as-run", "--from", "x").code()).as("a wrong instant").isEqualTo(2);
      assertThat(command("as-run", "--format", "xml").code()).as("a wrong form").isEqualTo(2);
    }
  }

  @Test
  void aStationWithoutProgrammesSaysSo() throws Exception {
    station.start("playout.enabled", "false");
    assertThat(command("schedule").err()).contains("its programmes are turned off");
    assertThat(command("status").code()).isZero();
  }

  @Test
  void aHomeThatIsTooLongForASocketKeepsNothingFromTheAir() throws Exception {
    Path home = station.home().resolve("long".repeat(30));
    try (Station other = new Station(home)) {
      other.start();
      assertThat(other.bean(Conditions.class).find("control", "socket"))
          .hasValueSatisfying(one -> assertThat(one.words()).contains("107 bytes at most"));
    }
  }

  @Test
  void aWrongFormatIsRefused() throws Exception {
    assertThat(command("status", "--format", "xml").code()).isEqualTo(2);
  }

  @Test
  void whereNoStationRunsItIsSaidWithAnExitCodeOfItsOwn() throws Exception {
    for (String command : List.of("status", "drain", "schedule", "as-run")) {
      CommandRun ending = command(files, command);
      assertThat(ending.code()).as("exit code of " + command).isEqualTo(3);
      assertThat(ending.err().lines()).hasSize(1);
      assertThat(ending.err()).contains("no station runs in '" + files + "'");
    }
  }

  @Test
  void aSecondStationInOneHomeIsRefusedWithTheProcessOfTheFirst() throws Exception {
    station.start();
    CommandRun ending = command("run");
    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err()).contains("station.home", "process " + ProcessHandle.current().pid());
    assertThat(command("status").code()).as("status of the first").isZero();
    station.close();
    try (Station next = new Station(station.home())) {
      next.start();
    }
  }

  @Test
  void aStationThatListensWhereAnotherIsExpectedIsLeftAlone() throws Exception {
    station.start();
    Properties others = new Properties();
    others.setProperty("station.home", "" + files);
    others.setProperty("control.socket", "" + station.path("control"));
    for (String command : List.of("status", "drain", "schedule", "as-run")) {
      CommandRun ending = CommandRun.with(others, files.resolve("settings.properties"), command);
      assertThat(ending.code()).as("exit code of " + command).isEqualTo(2);
      assertThat(ending.err())
          .contains("works in '" + station.home() + "', not in '" + files + "'");
    }
    assertThat(command("status", "--format", "json").out()).contains("\"draining\":false");
  }

  @Test
  void anAddressForJmxThatIsNotThereYetKeepsNothingFromTheAir() throws Exception {
    station.start("jmx.port", "7099", "jmx.host", "station.invalid", "jmx.password", "reads");
    assertThat(command("status").code()).as("exit code of status").isZero();
    assertThat(station.log().with("JMX cannot be served at jmx.host 'station.invalid'")).hasSize(1);
  }

  @Test
  void aDrainLetsTheProgrammeOnTheAirEndAndNoOtherBegin() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      playTwo(probe);
      assertThat(command("drain").out()).contains("ends after", "_jazz.mp3", "main");
      assertThat(command("status").out()).contains("ends after what is on the air");
      clock.stepTo(minute.plusSeconds(55));
      assertThat(station.awaitAsRun(1))
          .extracting(row -> row.get("outcome"))
          .containsExactly("PLAYED");
    }
  }

  @Test
  void aStationWithNothingOnTheAirIsDrainedAtOnce() throws Exception {
    Path home = files.resolve("home");
    CompletableFuture<CommandRun> run = CompletableFuture.supplyAsync(() -> command(home, "run"));
    Awaitility.await("a station").until(() -> command(home, "status").code() != 3);
    assertThat(command(home, "drain").out()).contains("ends now");
    assertThat(run.get().code()).as("exit code of the station").isEqualTo(Drain.EXIT_CODE);
    assertThat(command(home, "status").code()).as("exit code of status").isEqualTo(3);
  }

  @Test
  void thePathOfTheSocketIsJudgedAsTheStationDoes() {
    Map<String, String> settings =
        Map.of("station.home", "/tmp", "control.socket", "/" + "ä".repeat(54));
    assertThatThrownBy(() -> new Inquiry(new radio.nightshift.settings.Settings(settings::get)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("107 bytes at most");
  }
}

package radio.nightshift.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
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
import picocli.CommandLine;
import radio.nightshift.Nightshift;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.settings.SettingException;
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

  private record Ending(int code, String out, String err) {}

  private Ending command(String... words) throws Exception {
    return command(station.home(), words);
  }

  private Ending command(Path home, String... words) throws Exception {
    Path settings = files.resolve("settings.properties");
    Properties own = new Properties();
    own.setProperty("station.home", "" + home);
    own.setProperty("playout.host", "127.0.0.1");
    own.setProperty("playout.port", "1");
    own.setProperty("playout.password", IcecastServer.PASSWORD);
    try (var out = Files.newBufferedWriter(settings)) {
      own.store(out, null);
    }
    CommandLine line = Nightshift.commands();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--settings";
    all[words.length + 1] = "" + settings;
    return new Ending(line.execute(all), "" + out, "" + err);
  }

  private void playTwo(SourceProbe probe) throws Exception {
    station.start("playout.port", "" + probe.port());
    station.send(Tone.mp3(files.resolve("a.mp3"), 20, 440), Station.stamp(minute) + "_jazz.mp3");
    station.send(
        Tone.mp3(files.resolve("b.mp3"), 20, 880),
        Station.stamp(minute.plusSeconds(60)) + "_news.mp3");
    station.awaitReady(2);
    clock.run();
    Awaitility.await("on the air")
        .until(() -> command("status", "--format", "json").out().contains("positionSeconds"));
  }

  @Test
  void theStatusHasWhatIsOnTheAirAndWhatComesNext() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      playTwo(probe);
      Ending ending = command("status");
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
    Ending ending = command("status");
    assertThat(ending.code()).as("exit code").isEqualTo(1);
    assertThat(ending.out())
        .contains("CONDITIONS", "error", "calendar cannot be read", "mend it\\u0007");
    assertThat(ending.out().lines()).as("lines").allMatch(line -> line.length() <= 80);
    assertThat(command("status", "--format", "json").out())
        .contains("\"severity\":\"error\"", "\"freeBytes\"", "\"underWay\"");
  }

  @Test
  void aWrongFormatIsRefused() throws Exception {
    assertThat(command("status", "--format", "xml").code()).isEqualTo(2);
  }

  @Test
  void whereNoStationRunsItIsSaidWithAnExitCodeOfItsOwn() throws Exception {
    for (String command : List.of("status", "drain")) {
      Ending ending = command(files, command);
      assertThat(ending.code()).as("exit code of " + command).isEqualTo(3);
      assertThat(ending.err().lines()).hasSize(1);
      assertThat(ending.err()).contains("no station runs in '" + files + "'");
    }
  }

  @Test
  void aSecondStationInOneHomeIsRefusedWithTheProcessOfTheFirst() throws Exception {
    station.start();
    Ending ending = command("run");
    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err()).contains("station.home", "process " + ProcessHandle.current().pid());
    assertThat(command("status").code()).as("status of the first").isZero();
    station.close();
    try (Station next = new Station(station.home())) {
      next.start();
    }
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
    CompletableFuture<Ending> run =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return command(home, "run");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
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
        .hasMessageContaining("109 bytes");
  }
}

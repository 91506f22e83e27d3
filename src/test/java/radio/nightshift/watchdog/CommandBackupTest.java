package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.watchdog.Standing.Phase;

/** A program starts and stops the backup, and whatever it does the watchdog goes on. */
@Integration
class CommandBackupTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** One that keeps the backup's state as a file and writes down what it was run with. */
  private static final String RIGHT =
      """
      echo "$*" >> runs
      case "$1" in
        start) touch on ;;
        stop) rm -f on ;;
        state) test -e on || exit 3 ;;
      esac
      """;

  @TempDir Path folder;

  private final Programs programs = new Programs();

  @AfterEach
  void stop() throws IOException {
    programs.stop();
    Path pid = folder.resolve("pid");
    if (Files.exists(pid)) {
      left(pid).destroyForcibly();
    }
  }

  @Test
  void itIsStartedOnceAndStoppedByWhoHasStartedIt() throws Exception {
    CommandBackup own = process(RIGHT);
    assertStanding(own, Phase.STOPPED, false);
    own.start();
    own.start();
    assertStanding(own, Phase.RUNNING, true);
    assertStanding(process(RIGHT), Phase.RUNNING, true);
    process(RIGHT).stop();
    own = process(RIGHT);
    own.stop();
    assertStanding(own, Phase.STOPPED, false);
    assertThat(runs()).containsOnlyOnce("start").containsOnlyOnce("stop");
  }

  @Test
  void whatSomebodyElseHasStartedIsNeverStopped() throws Exception {
    Files.createFile(folder.resolve("on"));
    CommandBackup own = process(RIGHT);
    own.start();
    own.stop();
    assertStanding(own, Phase.RUNNING, false);
    assertThat(runs()).containsOnly("state");
  }

  @Test
  void aBackupWhoseStateIsUnknownIsStartedAndLeftAlone() throws Exception {
    CommandBackup own = process("echo $1 >> runs; test $1 = start");
    own.start();
    own.stop();
    assertThat(runs()).containsExactly("state", "start");
  }

  @Test
  void aMachineThatBootsIsStillOurs() throws Exception {
    CommandBackup own = process("test $1 != state || exit 3");
    own.start();
    assertStanding(own, Phase.STARTING, true);
    assertStanding(process(RIGHT), Phase.STOPPED, false);
    Files.createFile(folder.resolve("on"));
    assertStanding(process(RIGHT), Phase.RUNNING, true);
  }

  @Test
  void aStateThatIsNeitherIsSaidWithTheReason() throws Exception {
    BackupException trouble = failure(process("echo no route to it >&2; exit 7")::look);
    assertThat(trouble)
        .hasMessageContaining("state' ends with 7 (no route to it); it is to end with 0");
    assertThat(trouble.isLasting()).isFalse();
  }

  @Test
  void ofMuchOutputOneShortLineIsShown() throws Exception {
    BackupException trouble =
        failure(process("yes '<script>' | head -c 300000; printf '\\033[2J'; exit 1")::look);
    assertThat(trouble.getMessage()).hasSizeLessThan(600).doesNotContain("\033");
  }

  @Test
  void aProgramThatHangsIsEnded() throws Exception {
    CommandBackup hangs = process("sleep 600", Duration.ofMillis(300));
    assertThat(failure(hangs::look)).hasMessageContaining("has not ended within");
  }

  @Test
  void whatAProgramLeavesBehindIsNotWaitedFor() throws Exception {
    CommandBackup own =
        process(
            "case $1 in start) sleep 600 & echo $! > pid; sleep 1;; state) test -e pid || exit 3;; esac");
    own.start();
    assertStanding(own, Phase.RUNNING, true);
    assertThat(left(folder.resolve("pid")).isAlive()).as("what the program has started").isTrue();
  }

  @Test
  void aProgramThatIsMissingOrReachesNobodyIsSaid() throws Exception {
    CommandBackup gone = process(RIGHT);
    Files.delete(folder.resolve("backup"));
    BackupException missing = failure(gone::start);
    assertThat(missing).hasMessageContaining("set watchdog.backup.command to a program");
    assertThat(missing.isLasting()).isTrue();
    assertThat(failure(process("exit 255")::look)).hasMessageContaining("as ssh does");
    Files.writeString(folder.resolve("backup"), "#!/no/such/shell\n");
    assertThat(failure(gone::look)).hasMessageContaining("cannot be run");
  }

  private static ProcessHandle left(Path pid) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
  }

  private List<String> runs() throws IOException {
    return Files.readAllLines(folder.resolve("runs"));
  }

  private CommandBackup process(String script) throws IOException {
    return process(script, LIMIT);
  }

  private CommandBackup process(String script, Duration limit) throws IOException {
    Path program = folder.resolve("backup");
    Files.writeString(program, "#!/bin/sh\ncd %s\n%s\n".formatted(folder, script));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    StartNote note =
        new StartNote(
            folder.resolve("home/watchdog/backup"),
            "command " + program,
            CommandBackup.SETTLING,
            Conditions.unkept(MovableClock.running()));
    return new CommandBackup(program, limit, programs, note);
  }

  private static void assertStanding(Backup backup, Phase phase, boolean isOurs) throws Exception {
    Standing seen = backup.look();
    assertThat(seen.phase()).as(seen.words()).isEqualTo(phase);
    assertThat(seen.ours()).as("ours: " + seen.words()).isEqualTo(isOurs);
  }

  private static BackupException failure(ThrowingCallable call) {
    return catchThrowableOfType(BackupException.class, call);
  }
}

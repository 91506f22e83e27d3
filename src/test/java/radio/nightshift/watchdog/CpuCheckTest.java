package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.Integration;

/** The check of an encoder's processor use, on a made-up {@code /proc}. */
@Integration
class CpuCheckTest {
  private static final Duration ROUND = Duration.ofSeconds(300);
  private static final int TICKS_OF_A_ROUND = 30_000;

  @TempDir Path folder;
  private Path proc;
  private Path pidFile;
  private long nanos = Long.MAX_VALUE - 5;

  @BeforeEach
  void folders() throws IOException {
    proc = Files.createDirectory(folder.resolve("proc"));
    Files.createDirectory(proc.resolve("sys"));
    pidFile = folder.resolve("encoder.pid");
  }

  /** A process as the kernel shows it. */
  private void process(long pid, String name, String program, String state, long ticks, long start)
      throws IOException {
    Path place = Files.createDirectories(proc.resolve("" + pid));
    Files.writeString(place.resolve("comm"), name + "\n");
    Files.writeString(place.resolve("cmdline"), program + "\0--quiet\0");
    Files.writeString(
        place.resolve("stat"),
        "%d (%s) %s 1 1 1 0 -1 4194560 1 2 3 4 %d %d 7 8 20 0 1 0 %d 5000 6\n"
            .formatted(pid, name, state, ticks - ticks / 3, ticks / 3, start));
  }

  private void encoder(long ticks) throws IOException {
    process(12, "liquidsoap", "/usr/bin/liquidsoap", "S", ticks, 77);
  }

  private CpuCheck check(String process) {
    return new CpuCheck(new WatchedProcess(process, proc), 20, () -> nanos);
  }

  private String look(CpuCheck check) throws CheckFailedException {
    nanos += ROUND.toNanos();
    return check.check();
  }

  private void assertFails(CpuCheck check, String words) {
    assertThatThrownBy(() -> look(check))
        .isInstanceOf(CheckFailedException.class)
        .hasMessageContaining(words);
  }

  @Test
  void itFailsAtTheThirdIdleCheckRunning() throws Exception {
    CpuCheck check = check("liquidsoap");
    encoder(90_000);
    assertThat(look(check)).isEqualTo("'liquidsoap' runs; its use is known from the next check on");
    encoder(90_000 + TICKS_OF_A_ROUND / 5);
    assertThat(look(check)).isEqualTo("'liquidsoap' uses 20.0 % of a core");
    encoder(100_000);
    look(check);
    encoder(100_000 + TICKS_OF_A_ROUND / 10);
    assertThat(look(check)).endsWith("uses 10.0 % of a core, too little at 2 of 3 checks running");
    encoder(110_000);
    assertThat(look(check)).endsWith("uses 23.3 % of a core");
    look(check);
    look(check);
    assertFails(check, "'liquidsoap' has used less than 20 % of a core at 3 checks running");
    assertFails(check, "'liquidsoap' has used less than 20 % of a core at 3 checks running");
    encoder(120_000);
    assertThat(look(check)).endsWith("uses 33.3 % of a core");
  }

  @Test
  void noProcessFailsAtOnceAndANewOneHasItsThreeChecks() throws Exception {
    CpuCheck check = check("liquidsoap");
    process(13, "liquidsoap-log", "/bin/sh", "S", 5, 5);
    process(14, "liquidsoap", "liquidsoap", "Z", 5, 5);
    assertFails(check, "no process 'liquidsoap' runs");
    encoder(0);
    look(check);
    look(check);
    look(check);
    assertFails(check, "has used less than 20 %");
    Files.delete(proc.resolve("12/stat"));
    assertFails(check, "no process 'liquidsoap' runs");
    encoder(1);
    look(check);
    look(check);
    assertThat(look(check)).contains("too little at 2 of 3 checks running");
  }

  @Test
  void severalProcessesAreAddedUp() throws Exception {
    CpuCheck check = check("encoder");
    process(20, "encoder", "encoder", "R", 500, 1);
    process(21, "python3", "/opt/x/encoder", "R", 0, 2);
    look(check);
    process(20, "encoder", "encoder", "R", 500 + 3000, 1);
    process(21, "python3", "/opt/x/encoder", "R", 3000, 2);
    process(22, "encoder", "encoder", "R", 300, 3);
    assertThat(look(check)).endsWith("uses 21.0 % of a core");
  }

  @Test
  void aLaterProcessOfTheSameNumberIsAnother() throws Exception {
    CpuCheck check = check("liquidsoap");
    encoder(90_000);
    look(check);
    process(12, "liquidsoap", "liquidsoap", "R", 9000, 88);
    assertThat(look(check)).endsWith("uses 30.0 % of a core");
  }

  @Test
  void aNameMayHoldAnything() throws Exception {
    process(30, "a) R (b", "x", "S", 6000, 3);
    CpuCheck check = check("a) R (b");
    look(check);
    process(30, "a) R (b", "x", "S", 15_000, 3);
    assertThat(look(check)).endsWith("uses 30.0 % of a core");
  }

  @Test
  void aPidFileNamesTheProcess() throws Exception {
    encoder(0);
    Files.writeString(pidFile, " 12\nsecond line\n");
    CpuCheck check = check("" + pidFile);
    look(check);
    encoder(9000);
    assertThat(look(check)).isEqualTo("'%s' uses 30.0 %% of a core", pidFile);
  }

  @Test
  void aStaleFileNamesNoStranger() throws Exception {
    encoder(0);
    Files.writeString(pidFile, "12");
    Files.setLastModifiedTime(pidFile, FileTime.from(Instant.parse("2026-03-02T12:00:00Z")));
    CpuCheck check = check("" + pidFile);
    look(check);
    Files.delete(proc.resolve("12/stat"));
    assertFails(check, "process 12 of the pid file '%s' does not run".formatted(pidFile));
    process(12, "stranger", "stranger", "R", 500_000, 99);
    assertFails(check, "process 12 is another than the pid file '%s' was".formatted(pidFile));
    Files.setLastModifiedTime(pidFile, FileTime.from(Instant.parse("2026-03-02T12:30:00Z")));
    assertThat(look(check)).endsWith("its use is known from the next check on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "rubbish", "-12", "0", "12x", "99999999999999999999", "\0\0"})
  void rubbishInAPidFileFails(String text) throws IOException {
    Files.writeString(pidFile, text);
    assertFails(check("" + pidFile), "holds no number of a process; correct watchdog.process");
  }

  @Test
  void whatIsNoPidFileFails() throws Exception {
    assertFails(check("" + pidFile), "there is no pid file '%s'; start the".formatted(pidFile));
    assertFails(check("" + folder), "there is no pid file");
    new ProcessBuilder("mkfifo", "" + pidFile).start().waitFor();
    assertFails(check("" + pidFile), "there is no pid file");
  }

  @Test
  void aMachineWithoutProcFails() {
    CpuCheck check =
        new CpuCheck(new WatchedProcess("x", folder.resolve("missing")), 20, () -> nanos);
    assertFails(check, "processes cannot be listed in");
  }
}

package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import radio.nightshift.support.Integration;

/** The check of an encoder's processor use, on processes that compute, are stopped and killed. */
@Integration
class CpuCheckProcessTest {
  private static final Duration WORK = Duration.ofMillis(300);

  private final List<Process> processes = new ArrayList<>();
  private final String name = "busy-" + ProcessHandle.current().pid();
  private final CpuCheckTime time = new CpuCheckTime();
  private final CpuCheck check = new CpuCheck(new WatchedProcess(name), 20, time::now);

  /** The time as it would be if the processor were idle otherwise. */
  private static final class CpuCheckTime {
    private long nanos;

    long now() {
      return nanos;
    }

    void pass(Duration by) {
      nanos += by.toNanos();
    }
  }

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process busy() throws IOException {
    String loop = "exec -a %s bash -c 'while :; do :; done'".formatted(name);
    Process process = new ProcessBuilder("bash", "-c", loop).start();
    processes.add(process);
    await("a process that works").until(() -> used(process).compareTo(WORK) > 0);
    return process;
  }

  private static Duration used(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void signal(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
  }

  private void work(Process process) {
    Duration before = used(process);
    await("work").until(() -> used(process).minus(before).compareTo(WORK) > 0);
    time.pass(WORK.multipliedBy(3));
  }

  @Test
  void oneThatWorksPassesAndOneThatIsStoppedFails() throws Exception {
    Process process = busy();
    check.check();
    work(process);
    assertThat(check.check()).as("working").matches(".* uses \\d+\\.\\d % of a core");
    signal(process, "STOP");
    // What it did until it was stopped.
    check.check();
    for (int i = 1; i < 3; i++) {
      time.pass(Duration.ofSeconds(2));
      assertThat(check.check()).as("stopped, check %d", i).contains("uses 0.0 % of a core, too");
    }
    time.pass(Duration.ofSeconds(2));
    assertThatThrownBy(check::check)
        .as("stopped, check 3")
        .isInstanceOf(CheckFailedException.class)
        .hasMessageContaining("less than 20 % of a core at 3 checks running");
    signal(process, "CONT");
    work(process);
    assertThat(check.check()).as("working again").matches(".* uses \\d+\\.\\d % of a core");
  }

  @Test
  void oneThatIsKilledFailsAtOnce() throws Exception {
    Process process = busy();
    check.check();
    process.destroyForcibly().waitFor();
    assertThatThrownBy(check::check).hasMessage("no process '%s' runs", name);
  }

  @Test
  void twoOfAnEncodersProcessesAreAddedUp() throws Exception {
    Process one = busy();
    Process other = busy();
    signal(one, "STOP");
    signal(other, "STOP");
    check.check();
    Duration before = used(one).plus(used(other));
    for (Process process : List.of(one, other)) {
      signal(process, "CONT");
      work(process);
      signal(process, "STOP");
    }
    time.nanos = used(one).plus(used(other)).minus(before).toNanos();
    String words = check.check();
    double share = Double.parseDouble(words.replaceFirst(".* uses ([0-9.]+) .*", "$1"));
    assertThat(share).as(words).isBetween(85.0, 115.0);
  }

  @Test
  void aLookAtAllProcessesIsQuick(TestReporter figures) throws Exception {
    busy();
    CpuCheck any = new CpuCheck(new WatchedProcess(name), 0);
    any.check();
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      any.check();
    }
    long micros = (System.nanoTime() - start) / 100_000;
    figures.publishEntry("microseconds for a check", "" + micros);
    assertThat(micros).as("microseconds for a check").isLessThan(500_000);
  }
}

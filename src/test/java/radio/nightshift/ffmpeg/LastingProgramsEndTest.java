package radio.nightshift.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static radio.nightshift.ffmpeg.Shell.assertIsGone;
import static radio.nightshift.ffmpeg.Shell.awaitGone;
import static radio.nightshift.ffmpeg.Shell.pid;
import static radio.nightshift.ffmpeg.Shell.sh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.LogLines;

/** That nothing of a lasting program outlives what it should. */
@Integration
class LastingProgramsEndTest {
  private static final String STUBBORN = "trap '' TERM; while :; do sleep 1; done";

  @TempDir Path home;
  private LastingPrograms programs;

  @BeforeEach
  void begin() {
    programs = new LastingPrograms(home);
  }

  @AfterEach
  void stop() {
    programs.stop();
  }

  @Test
  void aChildThatMindsNoTermEndsWithTheProgram() throws Exception {
    Path file = home.resolve("child");
    String child = "sh -c 'echo $$ > %s; %s' &".formatted(file, STUBBORN.replace("''", "\"\""));
    LastingProgram program = programs.start(sh(child + " sleep 600"));
    long pid = pid(file);
    program.end();
    assertIsGone(program.pid(), "the program");
    assertIsGone(pid, "its child");
  }

  @Test
  void aProgramMayEndInItsOwnTime() throws Exception {
    Path last = home.resolve("last");
    Path file = home.resolve("pid");
    String script =
        "trap 'sleep 0.2; echo written > %s; exit' TERM; echo $$ > %s; while :; do sleep 0.01; done";
    LastingProgram program = programs.start(sh(script.formatted(last, file)));
    pid(file);
    program.end();
    assertThat(last).as("what it writes at its end").hasContent("written");
  }

  @Test
  void whatIsLeftOfAProgramThatHasEndedIsEnded() throws Exception {
    Path file = home.resolve("child");
    LastingProgram program = programs.start(sh("sleep 600 & echo $! > %s; exit 1".formatted(file)));
    awaitGone(pid(file), "what it has left");
    assertThatThrownBy(program::requireAlive).hasMessageContaining("exit value 1");
    program.end();
  }

  @Test
  void aStationThatIsKilledTakesItsProgramsWithIt() throws Exception {
    try (OtherStation station = OtherStation.start(home, System.getenv("PATH"))) {
      long program = station.program();
      assertThat(Shell.isGone(program)).as("the program is gone before").isFalse();
      station.kill();
      awaitGone(program, "its program");
      assertThat(programs.endLeftovers()).as("leftovers").isZero();
    }
  }

  @Test
  void whatAKilledStationLeavesIsEndedByItsMark() throws Exception {
    Path bin = path("sh", "sleep", "ffmpeg", "setsid");
    Path stranger = Files.createDirectory(home.resolve("stranger"));
    try (OtherStation station = OtherStation.start(home, "" + bin);
        OtherStation other = OtherStation.start(stranger, "" + bin);
        LogLines log = LogLines.open()) {
      station.kill();
      other.kill();
      LastingProgram own = programs.start(sh("sleep 600"));
      assertThat(programs.endLeftovers()).as("leftovers").isEqualTo(1);
      assertIsGone(station.program(), "the one left");
      assertThat(Shell.isGone(other.program())).as("that of another home is gone").isFalse();
      own.requireAlive();
      assertThat(log.warnings("1 of its programs")).hasSize(1);
      assertThat(programs.endLeftovers()).as("leftovers afterwards").isZero();
      assertThat(new LastingPrograms(stranger).endLeftovers()).as("those of the other").isOne();
    }
  }

  @Test
  void theEndOfTheThreadThatAskedForAProgramIsNotItsEnd() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    LastingProgram program = pool.submit(() -> programs.start(sh("sleep 600"))).get();
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).as("the pool has ended").isTrue();
    LastingProgram later = programs.start(sh("exit 0"));
    await("the end of a later one").until(() -> !later.isAlive());
    program.requireAlive();
  }

  @Test
  void aStoppedStationStartsNoMore() throws Exception {
    List<LastingProgram> stubborn = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      stubborn.add(programs.start(sh(STUBBORN)));
    }
    long start = System.nanoTime();
    programs.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("how long five that mind no TERM take")
        .isLessThan(Duration.ofSeconds(4));
    for (LastingProgram one : stubborn) {
      assertIsGone(one.pid(), "one that minds no TERM");
    }
    assertThatThrownBy(() -> programs.start(sh("sleep 600")))
        .hasMessageContaining("the station is being stopped");
    programs.stop();
  }

  @Test
  void withoutTheProgramsOfUtilLinuxItRunsAndSaysSoOnce() throws Exception {
    programs = new LastingPrograms(home, "" + path("sh", "sleep"));
    try (LogLines log = LogLines.open()) {
      LastingProgram program =
          programs.start(sh("sleep 600 & echo $! > %s; wait".formatted(home.resolve("child"))));
      long child = pid(home.resolve("child"));
      LastingProgram second = programs.start(sh("exit 0"));
      await("its end").until(() -> !second.isAlive());
      program.end();
      assertIsGone(program.pid(), "the program");
      assertIsGone(child, "its child");
      for (String missing : List.of("setsid", "setpriv --pdeathsig", "prlimit")) {
        assertThat(log.warnings("no '" + missing + "'")).as("lines on " + missing).hasSize(1);
      }
    }
  }

  @Test
  void nothingIsLeftOfFifty() throws Exception {
    programs.start(sh("exit 0"));
    await("rest").until(() -> threads().stream().noneMatch(name -> name.contains("output")));
    List<String> threads = threads();
    int files = files();
    for (int i = 0; i < 50; i++) {
      LastingProgram program = programs.start(sh("sleep 600"));
      if (i % 2 == 0) {
        program.end();
      } else {
        ProcessHandle.of(program.pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    await("files").untilAsserted(() -> assertThat(files()).isLessThanOrEqualTo(files + 1));
    await("threads")
        .untilAsserted(() -> assertThat(threads()).hasSizeLessThanOrEqualTo(threads.size()));
    programs.stop();
    await("threads after the stop")
        .untilAsserted(
            () -> assertThat(threads()).doesNotContain("program-starter", "program-watch"));
  }

  private Path path(String... names) throws IOException {
    Path bin = Files.createDirectory(home.resolve("bin"));
    for (String name : names) {
      Files.createSymbolicLink(bin.resolve(name), Path.of("/usr/bin", name));
    }
    return bin;
  }

  /** Without those that the JDK has wait for the end of a process, and keeps for a minute. */
  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("process reaper") && !name.startsWith("ForkJoinPool"))
        .toList();
  }

  private static int files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return (int) files.count();
    }
  }
}

package radio.nightshift.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecException;
import org.apache.camel.component.exec.ExecResult;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Patience;

@Integration
class ProgramsTest {
  private static final long LONG = 60_000;

  @TempDir Path folder;
  private final Programs programs = new Programs();

  @AfterEach
  void stop() {
    programs.stop();
  }

  @Test
  void aProgramThatHangsAndMindsNoSignalIsGoneAtItsTimeOut() throws Exception {
    ExecResult result = shell("trap '' TERM INT; echo $$ > pid; while :; do sleep 1; done", 500);
    assertThat(result.getExitValue()).isEqualTo(ProgramEnd.TIMED_OUT);
    assertIsGone("the program");
  }

  @Test
  void aChildThatHoldsTheOutputOpenHoldsNothingUp() throws Exception {
    ExecResult result = shell("sleep 600 & echo $! > pid; wait", 500);
    assertThat(result.getExitValue()).isEqualTo(ProgramEnd.TIMED_OUT);
    assertIsGone("its child");
  }

  @Test
  void ofEndlessOutputTheBeginningAndTheEndAreKept() throws Exception {
    ExecResult result = shell("echo the head; yes | head -c 100000000; echo the end", LONG);
    byte[] kept = result.getStdout().readAllBytes();
    assertThat(kept.length).as("bytes kept").isBetween(500_000, 1 << 20);
    assertThat(new String(kept, 0, 9)).isEqualTo("the head\n");
    assertThat(new String(kept, kept.length - 8, 8)).isEqualTo("the end\n");
  }

  @Test
  void bothOutputsAndTheExitValueComeBack() throws Exception {
    ExecResult result = shell("echo out; echo err >&2; cat; exit 3", LONG);
    assertThat(result.getStdout()).hasContent("out\n");
    assertThat(result.getStderr()).hasContent("err\n");
    assertThat(result.getExitValue()).isEqualTo(3);
  }

  @Test
  void stoppingEndsWhatRunsAndRunsNoMore() throws Exception {
    CompletableFuture<ExecResult> running =
        CompletableFuture.supplyAsync(
            () -> shell("trap '' TERM; echo $$ > pid; while :; do sleep 1; done", LONG));
    Awaitility.await("it runs").until(() -> !pid().isEmpty());
    programs.stop();
    assertThatThrownBy(running::join)
        .as("an end that says nothing against the file")
        .hasCauseInstanceOf(ExecException.class)
        .hasMessageContaining("being stopped");
    assertIsGone("the program");
    assertThatThrownBy(() -> shell("touch more", LONG)).isInstanceOf(ExecException.class);
    assertThat(folder.resolve("more")).as("what it would have made").doesNotExist();
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> run("no-such-program", List.of(), LONG))
        .isInstanceOf(ExecException.class)
        .hasMessageContaining("no-such-program");
  }

  @Test
  void aProgramThatWantsMoreThanItsMemoryFailsAlone() throws Exception {
    Path path = Files.createDirectory(folder.resolve("bin"));
    Path hog =
        Files.writeString(
            path.resolve("ffmpeg"), "#!/bin/sh\nhead -c ${HOG}M /dev/zero | tail -c 2G >&2\n");
    assertThat(hog.toFile().setExecutable(true)).isTrue();
    Niceness niceness = Niceness.on(System.getenv("PATH"), 300);
    assertThat(niceness.before()).as("on a machine that has prlimit").contains("--as=300000000");
    assertThat(withFirstOnPath(path, "HOG=900", niceness).getExitValue())
        .as("exit of the one that wants 900 MB")
        .isNotZero();
    assertThat(withFirstOnPath(path, "HOG=1", niceness).getExitValue())
        .as("exit of the one that wants 1 MB")
        .isZero();
  }

  @Test
  void whoeverRunsForLongGivesWayToTheStream() throws Exception {
    Niceness niceness = new Niceness(List.of("-n", "15", "nice"));
    assertThat(niceness.with(Ffmpeg.command(List.of("-version"))))
        .startsWith("-n", "15", "nice", "ffmpeg", "-nostdin")
        .endsWith("-version");
    assertThat(run("nice", niceness.before(), LONG).getStdout()).hasContent("15\n");
  }

  @Test
  void aMachineWithoutMemoryEndsTheProgramBeforeTheStation() throws Exception {
    CompletableFuture<ExecResult> running =
        CompletableFuture.supplyAsync(
            () ->
                shell(
                    "echo $$ > pid; until [ -e go ]; do sleep 0.01; done; cat /proc/self/oom_score_adj",
                    LONG));
    Awaitility.await("it runs").until(() -> !pid().isEmpty());
    Path own = Path.of("/proc/self/oom_score_adj");
    Path theirs = Path.of("/proc", pid(), "oom_score_adj");
    Awaitility.await("its rank")
        .untilAsserted(
            () ->
                assertThat(Integer.parseInt(Files.readString(theirs).strip()))
                    .isGreaterThan(Integer.parseInt(Files.readString(own).strip()))
                    .isGreaterThanOrEqualTo(0));
    Files.createFile(folder.resolve("go"));
    assertThat(running.join().getStdout()).as("that of its child").hasContent("500\n");
  }

  private ExecResult withFirstOnPath(Path path, String variable, Niceness niceness) {
    List<String> line = niceness.with(Ffmpeg.command(List.of()));
    String command =
        "set -o pipefail; PATH=%s:$PATH %s nice %s"
            .formatted(path, variable, String.join(" ", line));
    return run("bash", List.of("-c", command), LONG);
  }

  private ExecResult shell(String script, long timeout) {
    return run("sh", List.of("-c", script), timeout);
  }

  private ExecResult run(String program, List<String> arguments, long timeout) {
    ExecCommand command =
        new ExecCommand(
            program,
            arguments,
            folder.toString(),
            timeout,
            Set.of(),
            null,
            null,
            false,
            LoggingLevel.DEBUG);
    return assertTimeoutPreemptively(
        Patience.HANGS, () -> programs.execute(command), program + " ended");
  }

  private String pid() throws IOException {
    Path file = folder.resolve("pid");
    return Files.exists(file) ? Files.readString(file).strip() : "";
  }

  private void assertIsGone(String what) throws IOException {
    ProcessHandle.of(Long.parseLong(pid()))
        .ifPresent(
            process ->
                Awaitility.await(what + " is gone, process " + process.pid())
                    .until(() -> !process.isAlive()));
  }
}

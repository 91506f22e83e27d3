package radio.nightshift.ffmpeg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static radio.nightshift.ffmpeg.Shell.assertIsGone;
import static radio.nightshift.ffmpeg.Shell.sh;
import static radio.nightshift.ffmpeg.Shell.silent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Patience;

@Integration
class LastingProgramsTest {
  private static final int MEMORY = 2000;
  private static final List<String> TONE =
      List.of(
          "-y", "-re", "-f", "lavfi", "-i", "sine", "-c:a", "pcm_s16le", "-f", "wav", "/dev/null");

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
  void ffmpegReportsItsProgress() throws Exception {
    LastingProgram ffmpeg = programs.start(LastingRun.ffmpeg(TONE, MEMORY, Duration.ofSeconds(30)));
    await("progress").until(() -> !ffmpeg.isAlive() || ffmpeg.progress().time().toMillis() > 500);
    ffmpeg.requireAlive();
    assertThat(ffmpeg.progress().speed()).as("speed").isBetween(0.5, 2.0);
    assertThat(ffmpeg.progress().bitrate()).as("bits per second").isBetween(600_000L, 800_000L);
    assertThat(ffmpeg.progress().bytes()).as("bytes written").isGreaterThan(40_000);
    ffmpeg.end();
    assertIsGone(ffmpeg.pid(), "ffmpeg");
    assertThatThrownBy(ffmpeg::requireAlive)
        .isInstanceOf(ProgramEndedException.class)
        .hasMessageContaining("'ffmpeg' was ended by the station");
    ffmpeg.end();
  }

  @Test
  void anEndIsToldWithItsReasonButNoSecret() throws Exception {
    LastingProgram program =
        programs.start(
            sh("echo first >&2; echo \"refused $KEY\u001b[31m\" >&2; exit 7")
                .withSecret("KEY", "Sesame"));
    await("its end").until(() -> !program.isAlive());
    assertThatThrownBy(program::requireAlive)
        .isInstanceOf(ProgramEndedException.class)
        .hasMessage("'sh' has ended with exit value 7: refused ***\\u001b[31m");
  }

  @Test
  void aKillFromOutsideIsToldApart() throws Exception {
    LastingProgram program = programs.start(sh("sleep 600"));
    ProcessHandle.of(program.pid()).orElseThrow().destroyForcibly();
    await("its end").until(() -> !program.isAlive());
    assertThatThrownBy(program::requireAlive).hasMessageContaining("from outside by signal 9");
  }

  @Test
  void aProgramWithoutProgressIsKilled() throws Exception {
    LastingProgram silent = programs.start(silent("sleep 600", 200));
    await("its end").until(() -> !silent.isAlive());
    assertThatThrownBy(silent::requireAlive).hasMessageContaining("without any progress for 0.2 s");
    String report = "echo out_time_us=5; echo progress=continue; sleep 600";
    LastingProgram stuck = programs.start(silent(report, 200).waitingFirst());
    await("its end").until(() -> !stuck.isAlive());
    assertThatThrownBy(stuck::requireAlive).hasMessageContaining("without any progress");
  }

  @Test
  void untilItsFirstProgressAProgramMayWait() throws Exception {
    LastingProgram waiting = programs.start(silent("sleep 600", 1).waitingFirst());
    LastingProgram other = programs.start(silent("sleep 600", 300));
    await("the end of one that may not").until(() -> !other.isAlive());
    waiting.requireAlive();
  }

  @Test
  void floodsOfErrorsAreReadWithoutBeingKept() throws Exception {
    LastingProgram program =
        programs.start(sh("yes error | head -c 100000000 >&2; echo >&2; echo the end >&2; exit 3"));
    await("its end").until(() -> !program.isAlive());
    assertThatThrownBy(program::requireAlive).hasMessageEndingWith("exit value 3: the end");
  }

  @Test
  void aWriteToAProgramThatHasEndedSaysWhy() throws Exception {
    LastingProgram program =
        programs.start(sh("head -c 5 >&2; echo >&2; echo 'no such host' >&2; exit 4"));
    program.input().write("hello".getBytes(UTF_8));
    await("its end").until(() -> !program.isAlive());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> program.input().write(new byte[188]))
          .isInstanceOf(ProgramEndedException.class)
          .hasMessage("'sh' has ended with exit value 4: no such host");
    }
  }

  @Test
  void aWriteThatWaitsEndsWithTheProgram() throws Exception {
    LastingProgram deaf = programs.start(silent("sleep 600", 400));
    assertTimeoutPreemptively(
        Patience.HANGS,
        () ->
            assertThatThrownBy(() -> deaf.input().write(new byte[1 << 20]))
                .isInstanceOf(ProgramEndedException.class)
                .hasMessageContaining("without any progress"));
    LastingProgram ended = programs.start(sh("sleep 600"));
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(() -> ended.input().write(new byte[1 << 20]))
                    .hasMessageContaining("was ended by the station"));
    ended.end();
    writing.get(Patience.HANGS.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void theEndOfTheInputIsTheEndOfAProgramThatReadsIt() throws Exception {
    LastingProgram program = programs.start(sh("cat > " + home.resolve("copy")));
    program.input().write("to the end".getBytes(UTF_8));
    program.input().close();
    await("its end").until(() -> !program.isAlive());
    assertThat(home.resolve("copy")).hasContent("to the end");
  }

  @Test
  void theEnvironmentIsItsOwnAndNoSecretIsAmongTheArguments() throws Exception {
    Path environment = home.resolve("environment");
    Path read = home.resolve("read");
    LastingProgram program =
        programs.start(
            sh("env > %s; : > %s; sleep 600".formatted(environment, read))
                .withSecret("KEY", "Sesame"));
    await("it runs").until(() -> Files.exists(read));
    assertThat(Files.readAllLines(environment))
        .as("its environment, beside what a shell adds")
        .filteredOn(line -> !line.matches("(PWD|SHLVL|_|OLDPWD)=.*"))
        .containsExactlyInAnyOrder(
            "PATH=" + System.getenv("PATH"),
            "LANG=C.UTF-8",
            "NIGHTSHIFT_PROGRAM_OF=" + home.toRealPath(),
            "KEY=Sesame");
    assertThat(Files.readString(Path.of("/proc", "" + program.pid(), "cmdline")))
        .as("its arguments")
        .contains("sleep 600")
        .doesNotContain("Sesame");
  }

  @Test
  void itsMemoryIsLimited() throws Exception {
    String hog = "head -c 900M /dev/zero | tail -c 2G >/dev/null";
    LastingRun run = LastingRun.of(List.of("sh", "-c", hog), 300, Duration.ZERO);
    LastingProgram program = programs.start(run);
    await("its end").until(() -> !program.isAlive());
    assertThatThrownBy(program::requireAlive).hasMessageContaining("memory exhausted");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    LastingRun run = LastingRun.of(List.of("no-such-program"), MEMORY, Duration.ZERO);
    assertThatThrownBy(() -> programs.start(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'no-such-program' cannot be started")
        .hasMessageContaining("install it");
  }
}

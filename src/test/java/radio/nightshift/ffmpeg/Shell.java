package radio.nightshift.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs of scripts that last, and what has become of their processes. */
final class Shell {
  private Shell() {}

  static LastingRun sh(String script) {
    return silent(script, 0);
  }

  /** One that must make progress. */
  static LastingRun silent(String script, int millis) {
    return LastingRun.of(List.of("sh", "-c", script), 2000, Duration.ofMillis(millis));
  }

  /** The process that has written its number to a file, once it has. */
  static long pid(Path file) throws Exception {
    await("a process's number in " + file).until(() -> !Files.readString(file).isBlank());
    return Long.parseLong(Files.readString(file).strip());
  }

  static boolean isGone(long pid) {
    return ProcessEntry.of(pid).map(ProcessEntry::isOver).orElse(true);
  }

  /** Fails unless it is gone by now. */
  static void assertIsGone(long pid, String what) {
    assertThat(isGone(pid)).as(what + " is gone, process " + pid).isTrue();
  }

  static void awaitGone(long pid, String what) {
    await("the end of " + what + ", process " + pid).until(() -> isGone(pid));
  }
}

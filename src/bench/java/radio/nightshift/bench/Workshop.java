package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Where a row works: its folder, the distribution that is measured, and the time of day. */
record Workshop(Path folder, Path distribution) {
  private static final Pattern JVM_FLAG = Pattern.compile("\\s(-X[^\\s$]+)(?=\\s)");

  /** A folder in it that is not there yet. */
  Path newFolder(String name) throws IOException {
    return Files.createTempDirectory(folder, name + "-");
  }

  /** The command that runs a main class of ours as the distribution runs its own. */
  List<String> java(Class<?> main, String... arguments) throws IOException {
    return java(main.getName(), arguments);
  }

  List<String> java(String main, String... arguments) throws IOException {
    Matcher flags = JVM_FLAG.matcher(Files.readString(distribution.resolve("bin/nightshift")));
    return Stream.of(
            Stream.of(Path.of(System.getProperty("java.home"), "bin/java").toString()),
            flags.results().map(flag -> flag.group(1)),
            Stream.of("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")),
            Stream.of("-cp", System.getProperty("java.class.path"), main),
            Stream.of(arguments))
        .flatMap(part -> part)
        .toList();
  }

  /** Starts a process of which nothing is read; what it says is in a file of the folder. */
  Process start(String name, List<String> command) throws IOException {
    return start(Files.createTempFile(folder, name + "-", ".log"), command);
  }

  /** Starts one whose log is wanted. */
  Process start(Path log, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** What the processes had to say at last, for a person who looks for a failure. */
  void printLogs() throws IOException {
    try (Stream<Path> logs = Files.list(folder)) {
      for (Path log : logs.filter(file -> file.toString().endsWith(".log")).toList()) {
        List<String> lines = Files.readAllLines(log);
        System.err.println("--- " + log.getFileName());
        lines.stream().skip(Math.max(0, lines.size() - 20)).forEach(System.err::println);
      }
    }
  }

  static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  static void waitUntil(Instant instant) {
    long wait;
    while ((wait = Instant.now().until(instant, ChronoUnit.NANOS)) > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  static void waitFor(Duration duration) {
    waitUntil(Instant.now().plus(duration));
  }

  static void await(String what, Duration most, Callable<Boolean> condition) {
    Awaitility.await(what)
        .pollInterval(Duration.ofMillis(5))
        .pollDelay(Duration.ZERO)
        .atMost(most)
        .until(condition);
  }

  /** The first whole minute that is at least that far away. */
  static Instant minuteAfter(Duration atLeast) {
    return Instant.now().plus(atLeast).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
  }

  /** The minute that is running. */
  static Instant thisMinute() {
    return Instant.now().truncatedTo(ChronoUnit.MINUTES);
  }

  static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}

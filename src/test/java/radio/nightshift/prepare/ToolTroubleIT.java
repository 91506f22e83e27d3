package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Tone;

/** What the machine does to ffmpeg is no fault of the file: it waits, and is prepared after all. */
@Integration
class ToolTroubleIT {
  /** Root needs no user namespace for one of mounts, and some machines allow none. */
  private static final String A_ROOM_OF_ITS_OWN =
      "if unshare --mount true; then exec unshare --mount \"$@\"; "
          + "else exec unshare --user --map-root-user --mount \"$@\"; fi";

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("nightshift.distribution", "target/nightshift"));
  private static final String NAME = "20260610_1410_tone.mp3";
  private static final int SECONDS = 60;

  @TempDir Path folder;
  private Path station;
  private Path output;
  private Process process;

  @BeforeEach
  void distribution() throws IOException {
    station = Files.createDirectories(folder.resolve("station"));
    output = folder.resolve("output");
    Files.createDirectories(folder.resolve("home"));
    Files.createSymbolicLink(station.resolve("lib"), DISTRIBUTION.resolve("lib").toAbsolutePath());
    for (String part : List.of("bin", "routes")) {
      Files.createDirectories(station.resolve(part));
      for (Path file : in(DISTRIBUTION.resolve(part))) {
        Files.copy(file, station.resolve(part).resolve(file.getFileName()));
      }
    }
  }

  /** So that a test need not wait as long as a station. */
  private void faster(String before, String after) throws IOException {
    Path routes = station.resolve("routes/prepare.camel.yaml");
    String text = Files.readString(routes);
    assertThat(text).as("prepare.camel.yaml").contains(before);
    Files.writeString(routes, text.replace(before, after));
  }

  @AfterEach
  void end() throws InterruptedException {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void ffmpegThatIsMissingIsAskedForAndWaitedFor() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool :
        List.of("sh", "java", "nice", "ionice", "prlimit", "dirname", "readlink", "env")) {
      link(bin, tool);
    }
    faster("delay: 5m", "delay: 1s");
    start(bin.toString(), "");
    send(folder.resolve("home"));
    await().untilAsserted(() -> assertThat(said()).contains("does not run", "install ffmpeg"));
    assertThat(names("inbox")).containsExactly(NAME);
    assertThat(names("ready")).isEmpty();
    link(bin, "ffprobe");
    link(bin, "ffmpeg");
    awaitWhole();
    assertThat(names("rejected")).as("rejected").isEmpty();
  }

  @Test
  void ffmpegThatHangsWhileItEncodesIsEndedAndTriedAgain() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path once = folder.resolve("hangs");
    Files.createFile(once);
    Path hanging =
        Files.writeString(
            bin.resolve("ffmpeg"),
            "#!/bin/sh\ncase \"$*\" in *libmp3lame*) [ -e '%s' ] && exec sleep 600;; esac\nPATH='%s' exec ffmpeg \"$@\"\n"
                .formatted(once, System.getenv("PATH")));
    assertThat(hanging.toFile().setExecutable(true)).isTrue();
    faster("commandExecutor=#programs", "commandExecutor=#programs&timeout=8000");
    start(bin + ":" + System.getenv("PATH"), "");
    send(folder.resolve("home"));
    await().untilAsserted(() -> assertThat(said()).contains("though the file is sound"));
    assertThat(names("inbox")).containsExactly(NAME);
    Files.delete(once);
    awaitWhole();
    assertThat(names("rejected")).as("rejected").isEmpty();
  }

  @Test
  void ffmpegThatIsKilledWhileItEncodesIsTriedAgain() throws Exception {
    start(System.getenv("PATH"), "");
    send(folder.resolve("home"));
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> encoder().map(ProcessHandle::destroyForcibly).count() > 0);
    await().untilAsserted(() -> assertThat(said()).contains("ended from outside"));
    assertThat(names("inbox")).containsExactly(NAME);
    awaitWhole();
    assertThat(names("rejected")).as("rejected").isEmpty();
  }

  /** With 945 kB only the very last of what ffmpeg writes does not fit. */
  @ParameterizedTest
  @ValueSource(ints = {200, 945})
  void nothingCutShortGetsReadyOnAFullDiskAndAllOfItOnceThereIsRoom(int room) throws Exception {
    faster("delay: 5m", "delay: 1s");
    start(
        System.getenv("PATH"),
        "mount -t tmpfs -o size=4m none '%s' &&".formatted(folder.resolve("home")));
    await().untilAsserted(() -> assertThat(said()).contains("The station is up"));
    Path home = home();
    Files.createDirectories(home.resolve("inbox"));
    Path tone = Tone.file(folder.resolve(NAME), SECONDS, 440, "-b:a", "32k", "-ar", "22050");
    long free = home.toFile().getUsableSpace();
    Files.write(home.resolve("ballast"), new byte[(int) (free - Files.size(tone) - room * 1000L)]);
    send(home);
    await().untilAsserted(() -> assertThat(said()).contains("cannot be prepared now"));
    assertThat(names("ready")).as("ready, with %d kB of room", room).isEmpty();
    assertThat(names("inbox")).containsExactly(NAME);
    Files.delete(home.resolve("ballast"));
    awaitWhole();
    assertThat(names("rejected")).as("rejected").isEmpty();
  }

  /** In a name space of its own, in which it may mount something first. */
  private void start(String path, String first) throws IOException {
    Path settings = folder.resolve("settings.properties");
    Files.writeString(
        settings,
        String.join(
            "\n",
            "station.home=" + folder.resolve("home"),
            "station.zone=UTC",
            "ingest.poll=200ms",
            "playout.host=127.0.0.1",
            "playout.port=1",
            "playout.password=nothing"));
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-------"));
    String run =
        first
            + " exec '%s' run --settings '%s'"
                .formatted(station.resolve("bin/nightshift"), settings);
    List<String> command = new ArrayList<>();
    if (!first.isEmpty()) {
      command.addAll(List.of("/bin/sh", "-c", A_ROOM_OF_ITS_OWN, "sh"));
    }
    command.addAll(List.of("/bin/sh", "-c", run));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("PATH", path);
    process = builder.start();
  }

  private void send(Path home) throws IOException {
    Path tone = folder.resolve(NAME);
    if (!Files.exists(tone)) {
      Tone.file(tone, SECONDS, 440, "-b:a", "32k", "-ar", "22050");
    }
    Path incoming = Files.createDirectories(home.resolve("incoming"));
    Path aside = Files.copy(tone, incoming.resolve(".aside"));
    Files.move(aside, incoming.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  private Stream<ProcessHandle> encoder() {
    return process
        .descendants()
        .filter(one -> one.info().commandLine().orElse("").matches(".*ffmpeg.*libmp3lame.*"));
  }

  private void awaitWhole() throws IOException {
    await()
        .untilAsserted(
            () -> assertThat(names("ready")).as("ready; it said:\n%s", said()).hasSize(1));
    Path ready = home().resolve("ready").resolve(names("ready").get(0));
    assertThat(PreparedProgramme.read(ready).length())
        .isBetween(Duration.ofSeconds(SECONDS), Duration.ofMillis(1000 * SECONDS + 150));
  }

  private ConditionFactory await() {
    return Awaitility.await();
  }

  /** Home as the station sees it. */
  private Path home() {
    return Path.of("/proc/" + process.pid() + "/root" + folder.resolve("home"));
  }

  private String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names(String of) {
    Path place = home().resolve(of);
    return Files.isDirectory(place)
        ? in(place).stream().map(file -> file.getFileName().toString()).toList()
        : List.of();
  }

  private static List<Path> in(Path place) {
    try (Stream<Path> files = Files.list(place)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path bin, String tool) throws IOException {
    for (String place : System.getenv("PATH").split(":")) {
      Path real = Path.of(place, tool);
      if (Files.isExecutable(real)) {
        Files.createSymbolicLink(bin.resolve(tool), real);
        return;
      }
    }
    throw new AssertionError(tool + " is not on the PATH");
  }
}

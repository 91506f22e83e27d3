package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;
import radio.nightshift.support.StationHome;
import radio.nightshift.support.Tone;

/** What the machine does to ffmpeg is no fault of the file: it waits, and is prepared after all. */
@Integration
class ToolTroubleIT {
  /** Root needs no user namespace for one of mounts, and some machines allow none. */
  private static final String A_ROOM_OF_ITS_OWN =
      "if unshare --mount true; then exec unshare --mount \"$@\"; "
          + "else exec unshare --user --map-root-user --mount \"$@\"; fi";

  private static final String NAME = "20260610_1410_tone.mp3";
  private static final int SECONDS = 60;

  @RegisterExtension
  final PackagedStation station =
      new PackagedStation()
          .with("ingest.poll", "200ms")
          .with("playout.host", "127.0.0.1")
          .with("playout.port", "1")
          .with("playout.password", "nothing");

  private Path distribution;
  private Run run;

  @BeforeEach
  void distribution() throws IOException {
    distribution = station.copy();
    Files.createDirectories(station.home().folder());
  }

  /** So that a test need not wait as long as a station. */
  private void faster(String before, String after) throws IOException {
    Path routes = distribution.resolve("routes/prepare.camel.yaml");
    String text = Files.readString(routes);
    assertThat(text).as("prepare.camel.yaml").contains(before);
    Files.writeString(routes, text.replace(before, after));
  }

  @Test
  void ffmpegThatIsMissingIsAskedForAndWaitedFor() throws Exception {
    Path bin = Files.createDirectory(station.beside("bin"));
    for (String tool :
        List.of("sh", "java", "nice", "ionice", "prlimit", "dirname", "readlink", "env")) {
      link(bin, tool);
    }
    faster("delay: 5m", "delay: 1s");
    start(bin.toString(), "");
    send(station.home());
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
    Path bin = Files.createDirectory(station.beside("bin"));
    Path once = station.beside("hangs");
    Files.createFile(once);
    Path hanging =
        Files.writeString(
            bin.resolve("ffmpeg"),
            "#!/bin/sh\ncase \"$*\" in *libmp3lame*) [ -e '%s' ] && exec sleep 600;; esac\nPATH='%s' exec ffmpeg \"$@\"\n"
                .formatted(once, System.getenv("PATH")));
    assertThat(hanging.toFile().setExecutable(true)).isTrue();
    faster("commandExecutor=#programs", "commandExecutor=#programs&timeout=20000");
    // On a busy machine the second try may be too slow for that, too.
    faster("delay: 5m", "delay: 1s");
    start(bin + ":" + System.getenv("PATH"), "");
    send(station.home());
    await().untilAsserted(() -> assertThat(said()).contains("though the file is sound"));
    assertThat(names("inbox")).containsExactly(NAME);
    Files.delete(once);
    awaitWhole();
    assertThat(names("rejected")).as("rejected").isEmpty();
  }

  @Test
  void ffmpegThatIsKilledWhileItEncodesIsTriedAgain() throws Exception {
    start(System.getenv("PATH"), "");
    send(station.home());
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
        "mount -t tmpfs -o size=4m none '%s' &&".formatted(station.home().folder()));
    await().untilAsserted(() -> assertThat(said()).contains("The station is up"));
    StationHome home = home();
    Files.createDirectories(home.path("inbox"));
    Path tone = Tone.file(station.beside(NAME), SECONDS, 440, "-b:a", "32k", "-ar", "22050");
    long free = home.folder().toFile().getUsableSpace();
    Files.write(home.path("ballast"), new byte[(int) (free - Files.size(tone) - room * 1000L)]);
    send(home);
    await().untilAsserted(() -> assertThat(said()).contains("cannot be prepared now"));
    assertThat(names("ready")).as("ready, with %d kB of room", room).isEmpty();
    assertThat(names("inbox")).containsExactly(NAME);
    Files.delete(home.path("ballast"));
    awaitWhole();
    assertThat(names("rejected")).as("rejected").isEmpty();
  }

  @Test
  void aStationStartsOnAFullDiskAndSaysSoInOneLine() throws Exception {
    Path folder = station.home().folder();
    start(
        System.getenv("PATH"),
        "mount -t tmpfs -o size=16k none '%s' && head -c 16k /dev/zero > '%s/ballast' &&"
            .formatted(folder, folder));
    await()
        .untilAsserted(
            () ->
                assertThat(said())
                    .contains("The station is up")
                    .containsPattern("ERROR 0.0 GB are free below '.*'; .*; make room")
                    // Where the as-run log cannot be opened, which is tried four times.
                    .contains("what it was about is not in dead-letter/ either"));
    assertThat(said()).doesNotContain("\tat ");
  }

  /** In a name space of its own, in which it may mount something first. */
  private void start(String path, String first) throws IOException {
    if (!first.isEmpty()) {
      String shell = "/bin/sh";
      station.through(
          shell, "-c", A_ROOM_OF_ITS_OWN, "sh", shell, "-c", first + " exec \"$@\"", "sh");
    }
    run = station.withEnvironment("PATH", path).start(distribution);
  }

  private void send(StationHome home) throws IOException {
    Path tone = station.beside(NAME);
    if (!Files.exists(tone)) {
      Tone.file(tone, SECONDS, 440, "-b:a", "32k", "-ar", "22050");
    }
    home.send(tone, NAME);
  }

  private Stream<ProcessHandle> encoder() {
    return run.process()
        .descendants()
        .filter(one -> one.info().commandLine().orElse("").matches(".*ffmpeg.*libmp3lame.*"));
  }

  private void awaitWhole() throws IOException {
    await()
        .untilAsserted(
            () -> assertThat(names("ready")).as("ready; it said:\n%s", said()).hasSize(1));
    assertThat(home().ready().get(0).length())
        .isBetween(Duration.ofSeconds(SECONDS), Duration.ofMillis(1000 * SECONDS + 150));
  }

  private ConditionFactory await() {
    return Awaitility.await();
  }

  /** Home as the station sees it. */
  private StationHome home() {
    return new StationHome(
        Path.of("/proc/" + run.process().pid() + "/root" + station.home().folder()));
  }

  private String said() {
    return run.said();
  }

  private List<String> names(String of) {
    return home().names(of);
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

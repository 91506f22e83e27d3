package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.support.Station;

/** The product: the distribution's own process on a home of its own, with one mount or many. */
final class StationProcess implements AutoCloseable {
  static final String MOUNT = "/live.mp3";

  private final Workshop shop;
  private final Path home;
  private final Path settings;
  private Process process;
  private Path log;

  private StationProcess(Workshop shop, Path home, List<String> settings) throws IOException {
    this.shop = shop;
    this.home = home;
    this.settings = Files.write(home.resolve("bench.properties"), settings);
  }

  /**
   * Starts a station whose Icecast is at that port. Programmes pass as they are, unless further
   * settings say otherwise.
   */
  static StationProcess start(Workshop shop, int port, String password, String... further)
      throws IOException {
    Path home = shop.newFolder("station");
    Stream<String> settings =
        Stream.of(
            "station.home=" + home,
            "station.zone=UTC",
            "playout.host=127.0.0.1",
            "playout.port=" + port,
            "playout.mount=" + MOUNT,
            "playout.password=" + password,
            "prepare.loudness=off");
    // A setting that is given twice would be refused.
    Set<String> own = Stream.of(further).map(StationProcess::name).collect(Collectors.toSet());
    Stream<String> others = settings.filter(line -> !own.contains(name(line)));
    StationProcess station =
        new StationProcess(shop, home, Stream.concat(others, Stream.of(further)).toList());
    station.start();
    return station;
  }

  private static String name(String line) {
    return line.substring(0, line.indexOf('='));
  }

  /** Starts a station that has channels and no programmes. */
  static StationProcess startChannels(Workshop shop, List<String> settings) throws IOException {
    List<String> all = new ArrayList<>(List.of("playout.enabled=false"));
    all.addAll(settings);
    return start(shop, 1, "none", all.toArray(String[]::new));
  }

  /** Starts it, or starts it again, and returns when that was. */
  Instant start() throws IOException {
    Instant now = Instant.now();
    log = Files.createTempFile(shop.folder(), "station-", ".log");
    process = shop.start(log, command("run"));
    return now;
  }

  /** The line of a command that is run with this station's settings. */
  List<String> command(String name) {
    String program = shop.distribution().resolve("bin/nightshift").toString();
    return List.of(program, name, "--settings", settings.toString());
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void stop() throws InterruptedException {
    Workshop.end(process);
  }

  long pid() {
    return process.pid();
  }

  /** What runs in the station: it and all that it has started. */
  List<Long> pids() {
    List<Long> pids = new ArrayList<>(List.of(pid()));
    process.descendants().forEach(one -> pids.add(one.pid()));
    return pids;
  }

  /** The ffmpegs that pack what channels send. */
  List<ProcessHandle> encoders() {
    return process
        .descendants()
        .filter(one -> one.info().commandLine().orElse("").matches(".*ffmpeg.*pipe:0.*"))
        .toList();
  }

  /** How many lines with that it has logged since it was last started. */
  long logged(String text) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(text)).count();
    }
  }

  /** The folder of a channel. */
  Path channel(String name) {
    return home.resolve("loop").resolve(name);
  }

  /** Leaves a recording for a minute in the ingest folder, as a careful sender does. */
  void send(Recording recording, Instant minute) throws IOException {
    send(recording.file, minute);
  }

  /** Does so with any audio file, and gives where it will lie in the inbox. */
  Path send(Path file, Instant minute) throws IOException {
    Path folder = Files.createDirectories(home.resolve("incoming"));
    Path aside = folder.resolve("bench.part");
    Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
    String kind = file.toString().substring(file.toString().lastIndexOf('.'));
    Path name = folder.resolve(Station.stamp(minute) + "_bench" + kind);
    Files.move(aside, name, StandardCopyOption.ATOMIC_MOVE);
    return home.resolve("inbox").resolve(name.getFileName());
  }

  /** The finished programmes, in the order of their minutes. */
  List<Path> ready() throws IOException {
    return contents("ready");
  }

  /** The programme of a minute, once it is finished. */
  Optional<Path> ready(Instant minute) throws IOException {
    return ready().stream()
        .filter(folder -> folder.getFileName().toString().startsWith(Station.stamp(minute)))
        .findFirst();
  }

  /** The programmes that are being prepared. */
  List<Path> work() throws IOException {
    return contents("work");
  }

  /** What could not be used, and why. */
  List<Path> rejected() throws IOException {
    return contents("rejected");
  }

  private List<Path> contents(String folder) throws IOException {
    Path place = home.resolve(folder);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(place)) {
      return found.sorted().toList();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}

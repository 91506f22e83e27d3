package radio.nightshift.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import radio.nightshift.Station;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.CueSheet;
import radio.nightshift.routing.RouteFiles;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.support.IcecastServer;

/**
 * A station of its own JVM that plays the cues it reads: file names know whole minutes only, and
 * the bench wants seconds. Cues go to the station's own mount, each alone, or to a second mount
 * whose cue sheet knows them all.
 *
 * <p>Arguments: home, Icecast's port. Each line of input: {@code alone} or {@code list}, start,
 * length, file. It makes a file {@value #READY} in its home and plays until its input ends.
 */
final class CuePlayer {
  static final String LIST_MOUNT = "/list.mp3";
  static final String READY = "cue-player-is-ready";
  private static final String LIST = "list";

  private final List<Cue> sheet = new CopyOnWriteArrayList<>();
  private final Path home;
  private final String port;

  private CuePlayer(Path home, String port) {
    this.home = home;
    this.port = port;
  }

  public static void main(String[] arguments) throws Exception {
    new CuePlayer(Path.of(arguments[0]), arguments[1]).play();
  }

  private void play() throws Exception {
    Main main = station();
    main.start();
    try (ProducerTemplate cues = main.getCamelContext().createProducerTemplate()) {
      addListRoute(main.getCamelContext());
      Files.createFile(home.resolve(READY));
      BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
      String line;
      while ((line = lines.readLine()) != null) {
        String[] words = line.split(" ", 4);
        Cue cue = cue(words);
        if (words[0].equals(LIST)) {
          sheet.add(cue);
        }
        cues.sendBody("seda:on-air-" + cue.mount(), cue);
      }
    } finally {
      main.stop();
    }
  }

  /** The station as its command line starts it: the one of the tests watches its routes. */
  private Main station() {
    Properties settings = new Properties();
    settings.setProperty("station.home", home.toString());
    settings.setProperty("playout.host", "127.0.0.1");
    settings.setProperty("playout.port", port);
    settings.setProperty("playout.mount", StationProcess.MOUNT);
    settings.setProperty("playout.password", IcecastServer.PASSWORD);
    SettingSources sources = SettingSources.of(settings);
    Main main = new Station(Clock.systemUTC(), sources, RouteFiles::of).main();
    main.configure().setRoutesIncludePattern("file:src/main/resources/routes/*.camel.yaml");
    return main;
  }

  private static Cue cue(String... words) {
    Instant start = Instant.parse(words[1]);
    return new Cue(
        words[0].equals(LIST) ? LIST : "main",
        start.toString(),
        "bench",
        Path.of(words[3]),
        start,
        start.plus(Duration.parse(words[2])),
        "the bench");
  }

  private Optional<Cue> after(Cue cue) {
    return sheet.stream().filter(other -> other.start().isAfter(cue.start())).findFirst();
  }

  /** The station's route for a mount, but for its cue sheet. */
  private void addListRoute(CamelContext context) throws Exception {
    context.getRegistry().bind("list", CueSheet.class, (CueSheet) this::after);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("seda:on-air-list")
                .routeConfigurationId("station-errors")
                .toF(
                    "icecast:127.0.0.1:%s%s?password=#password-main&cueSheet=#bean:list",
                    port, LIST_MOUNT);
          }
        });
  }
}

package radio.nightshift.icecast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.CueSheet;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Tone;

/**
 * Routes to mounts in a context of their own, with the station's rules for failures; what comes of
 * them is noted.
 */
@Integration
abstract class MountRoute {
  private static final Path PLAYOUT = Path.of("src/main/resources/routes/playout.camel.yaml");
  private static final String MOUNT_ERRORS = "playout-mount-errors";
  static final Duration SOON = Duration.ofMillis(1200);

  @TempDir Path files;
  final MovableClock clock = MovableClock.running();
  final List<Cue> sheet = new CopyOnWriteArrayList<>();
  final List<AsRun> asRuns = new CopyOnWriteArrayList<>();
  final List<AsRun> connected = new CopyOnWriteArrayList<>();
  CamelContext context;

  @BeforeEach
  void context() throws Exception {
    context = new DefaultCamelContext();
    context.getRegistry().bind("clock", Clock.class, clock);
    context.getRegistry().bind("password", IcecastServer.PASSWORD);
    context.getRegistry().bind("cueSheet", CueSheet.class, (CueSheet) this::after);
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString("mount-errors.camel.yaml", mountErrors()));
    context.getShutdownStrategy().setTimeout(5);
    context.start();
  }

  /** The station's rules for failures of a mount, without its routes. */
  private static String mountErrors() throws IOException {
    return Stream.of(Files.readString(PLAYOUT).split("(?m)^(?=- )"))
        .filter(part -> part.contains("id: " + MOUNT_ERRORS + "\n"))
        .findFirst()
        .orElseThrow();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private Optional<Cue> after(Cue cue) {
    return sheet.stream().filter(other -> other.start().isAfter(cue.start())).findFirst();
  }

  List<String> troubles() {
    return context.getEndpoints().stream()
        .filter(IcecastEndpoint.class::isInstance)
        .map(endpoint -> ((IcecastEndpoint) endpoint).trouble())
        .filter(text -> text != null)
        .toList();
  }

  String trouble() {
    return troubles().stream().findFirst().orElse(null);
  }

  void play(int port, String options, Cue... cues) throws Exception {
    route(port, "/live.mp3", "?password=#password&cueSheet=#cueSheet&lead=1s" + options);
    for (Cue cue : cues) {
      context.createProducerTemplate().sendBody("seda:127.0.0.1/live.mp3", cue);
    }
  }

  void send(Cue cue) {
    context.createProducerTemplate().sendBody("seda:127.0.0.1/live.mp3", cue);
  }

  void route(int port, String mount, String options) throws Exception {
    route("127.0.0.1", port, mount, options);
  }

  void route(String host, int port, String mount, String options) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            if (context.getRoute("progress") == null) {
              from("seda:progress")
                  .routeId("progress")
                  .process(exchange -> connected.add(exchange.getMessage().getBody(AsRun.class)));
            }
            from("seda:" + host + mount)
                .routeConfigurationId(MOUNT_ERRORS)
                .to("icecast:" + host + ":" + port + mount + options + "&progress=seda:progress")
                .process(exchange -> asRuns.add(exchange.getMessage().getBody(AsRun.class)));
          }
        });
  }

  List<AsRun> ended(int count) {
    Awaitility.await(count + " cues over").until(() -> asRuns.size() >= count);
    return asRuns;
  }

  Cue cue(String name, Path file, int seconds, Duration in) {
    Instant start = clock.instant().plus(in);
    Cue cue =
        new Cue("main", name, "Title of " + name, file, start, start.plusSeconds(seconds), "test");
    if (name.length() == 1) {
      sheet.add(cue);
    }
    return cue;
  }

  Path mp3(String name, int seconds, int hertz) {
    return Tone.mp3(files.resolve(name + ".mp3"), seconds, hertz);
  }
}

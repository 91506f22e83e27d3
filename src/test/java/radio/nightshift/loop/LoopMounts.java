package radio.nightshift.loop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.icecast.Airings;
import radio.nightshift.icecast.NowPlaying;
import radio.nightshift.loop.Timeline.Version;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.Frame;
import radio.nightshift.media.FrameReader;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Mount;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.RouteCoverage;
import radio.nightshift.support.Tone;

/** Channels on mounts, on the routes of the room, in a context of their own. */
@Integration
abstract class LoopMounts {
  private static final Path ERRORS = Path.of("src/main/resources/routes/errors.camel.yaml");
  private static final Path ROUTES = Path.of("src/main/resources/routes/loop.camel.yaml");

  /** What of them concerns Icecast. */
  private static final Set<String> OURS =
      Set.of("loop-icecast", "loop-progress", "loop-now-playing", "loop-icecast-errors");

  @TempDir Path files;
  final MovableClock clock = MovableClock.running();
  final Airings airings = new Airings();
  final Conditions conditions = Conditions.unkept(clock);
  final List<AsRun> asRuns = new CopyOnWriteArrayList<>();
  final AtomicInteger rounds = new AtomicInteger();
  private final List<Mount> mounts = new ArrayList<>();
  CamelContext context;

  /** A channel that plays one file on one mount. */
  record Channel(Mount mount, Timeline timeline, TurnCues cues) {}

  @BeforeEach
  void context() {
    context = new DefaultCamelContext();
    context.getRegistry().bind("clock", Clock.class, clock);
    context.getRegistry().bind("airings", airings);
    context.getRegistry().bind("channels", new Failures());
    context.getRegistry().bind("conditions", Conditions.class, conditions);
    context.getPropertiesComponent().addInitialProperty("station.home", files.toString());
    context.getCamelContextExtension().addInterceptStrategy(new RouteCoverage());
    context.getShutdownStrategy().setTimeout(5);
    context.getManagementStrategy().addEventNotifier(new Ends());
  }

  /** Stands for the room's channels, who are told of what cannot be read. */
  public static final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    public void mountFailed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
      LOG.info("A mount has failed: {}", "" + failure);
    }
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  /** Notes how each turn went, and counts those that were tried. */
  private final class Ends extends EventNotifierSupport {
    @Override
    public void notify(CamelEvent event) {
      if (event instanceof ExchangeSentEvent sent
          && sent.getEndpoint().getEndpointUri().startsWith("icecast:")
          && sent.getExchange().getMessage().getBody() instanceof AsRun asRun) {
        asRuns.add(asRun);
      }
      if (event instanceof ExchangeCompletedEvent completed
          && completed.getExchange().getFromRouteId().startsWith("loop-icecast-")) {
        rounds.incrementAndGet();
      }
    }
  }

  Channel channel(String name, Codec codec, int port, Version version) {
    Mount mount =
        new Mount(
            name,
            "loop." + name,
            "127.0.0.1",
            port,
            "/" + name + "." + codec.extension(),
            false,
            "source",
            IcecastServer.PASSWORD,
            Duration.ofSeconds(15),
            new Encoding(codec, 128, 44100, 2));
    Timeline timeline = new Timeline(files.resolve(name + ".timeline"), version, clock.instant());
    TurnCues cues = new TurnCues(name, "Title of " + name, () -> timeline, clock);
    context.getRegistry().bind("turns-" + name, cues);
    context.getRegistry().bind("loop-user-" + name, mount.user());
    context.getRegistry().bind("loop-password-" + name, mount.password());
    mounts.add(mount);
    return new Channel(mount, timeline, cues);
  }

  /** Starts all channels. */
  void play() throws Exception {
    context.getRegistry().bind("loopNowPlaying", new NowPlaying(mounts));
    for (Path file : List.of(ERRORS, ROUTES)) {
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.fromString(file.toString(), routes(file)));
    }
    context.start();
    for (Mount mount : mounts) {
      TemplatedRouteBuilder.builder(context, "loop-icecast")
          .routeId(route(mount))
          .parameter("name", mount.name())
          .parameter("address", mount.host() + ":" + mount.port() + mount.path())
          .parameter("tls", mount.tls())
          .parameter("answer", mount.answer().toMillis() + "ms")
          .parameter("bitrate", mount.encoding().bitrate())
          .add();
    }
  }

  private static String routes(Path file) throws IOException {
    String all = Files.readString(file);
    return file.equals(ROUTES)
        ? Stream.of(all.split("(?m)^(?=- )"))
            // In the others' place blank lines, so that each step keeps its own.
            .map(
                one ->
                    OURS.contains(one.replaceFirst("(?s).*?\\n    id: (\\S+)\\n.*", "$1"))
                        ? one
                        : one.replaceAll("[^\n]+", ""))
            .collect(Collectors.joining())
        : all;
  }

  static String route(Mount mount) {
    return "loop-icecast-" + mount.name();
  }

  /** A version of so many frames of noise, or of the whole file if there are fewer. */
  Version version(String name, Codec codec, int frames, String... arguments) throws IOException {
    Path whole = files.resolve("whole-" + name + "." + codec.extension());
    List<String> command =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "anoisesrc=amplitude=0.3:seed=%d:duration=4:sample_rate=48000"
                    .formatted(name.hashCode() & 0xffff)));
    command.addAll(List.of(arguments));
    command.add("" + whole);
    Tone.ffmpeg(command);
    Path file = files.resolve(name + "." + codec.extension());
    long nanos = 0;
    try (FrameReader reader = FrameReader.open(whole);
        var out = Files.newOutputStream(file)) {
      Frame frame;
      for (int i = 0; i < frames && (frame = reader.next(Long.MAX_VALUE)) != null; i++) {
        out.write(frame.bytes());
        nanos = frame.endNanos();
      }
    }
    boolean isOgg = codec.carriesTitle();
    return new Version(name, isOgg ? whole : file, (nanos * 9 + 50_000) / 100_000);
  }

  Version mp3(String name, int frames) throws IOException {
    return version(
        name,
        Codec.MP3,
        frames,
        "-ar",
        "44100",
        "-c:a",
        "libmp3lame",
        "-b:a",
        "128k",
        "-reservoir",
        "0");
  }

  /** What a turn sends, without the headers of Ogg. */
  static byte[] sound(Version version) throws IOException {
    ByteArrayOutputStream sound = new ByteArrayOutputStream();
    try (FrameReader reader = FrameReader.open(version.file())) {
      Frame frame;
      while ((frame = reader.next(Long.MAX_VALUE)) != null) {
        sound.write(frame.bytes());
      }
      return reader.codec().carriesTitle()
          ? Rounds.packets(sound.toByteArray(), 0)
          : sound.toByteArray();
    }
  }
}

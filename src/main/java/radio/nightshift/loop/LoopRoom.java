package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.RouteTemplateParameterSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.aws.S3Clients;
import radio.nightshift.check.Probe;
import radio.nightshift.disk.Pace;
import radio.nightshift.ffmpeg.Ffmpeg;
import radio.nightshift.ffmpeg.LastingPrograms;
import radio.nightshift.ffmpeg.Niceness;
import radio.nightshift.ffmpeg.ProgramRunBinding;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.icecast.MountProbe;
import radio.nightshift.icecast.NowPlaying;
import radio.nightshift.programme.Mount;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.settings.Settings;

/** Live channels, each of which plays a file for ever: settings {@code loop.*}. */
public final class LoopRoom implements Room {
  private static final Logger LOG = LoggerFactory.getLogger(LoopRoom.class);
  private static final long GIGABYTE = 1_000_000_000;

  private final Premises premises;
  private final List<LoopChannel> settings;
  private final long disk;
  private final int memory;
  private final S3Clients s3;
  private final Map<String, SourceFetch> fetches;
  private volatile boolean leaving;

  public LoopRoom(Premises premises) {
    this.premises = premises;
    Settings all = premises.settings();
    settings = new LoopSettings(all, premises::mounts).channels();
    disk = Math.round(all.number("loop.disk", 0.1, 10_000) * GIGABYTE);
    memory = all.whole("loop.memory", 500, 64_000);
    all.duration("loop.poll", Duration.ofMillis(100), Duration.ofDays(1));
    s3 = new S3Clients(new AwsClients(all));
    fetches = settings.stream().collect(Collectors.toMap(LoopChannel::name, this::fetch));
  }

  private SourceFetch fetch(LoopChannel channel) {
    return new SourceFetch(
        channel.source(),
        channel.login(),
        folder(channel),
        new FetchLimits(disk, Pace.USUAL, () -> leaving),
        s3,
        premises.clock());
  }

  private Path folder(LoopChannel channel) {
    return premises.home().resolve("loop").resolve(channel.name());
  }

  /** On while {@code loop.channels} names any. */
  public static boolean isOn(Settings settings) {
    return !settings.text("loop.channels").isEmpty();
  }

  /** The names of the channels' own settings. */
  public static Set<String> known(Settings settings) {
    return LoopSettings.known(settings);
  }

  @Override
  public void bind(Registry registry) {
    Ffmpeg ffmpeg = new Ffmpeg(premises.conditions(), "loop", "channels get no new version");
    Niceness niceness = Niceness.on(System.getenv("PATH"), memory);
    Programs programs = new Programs(ffmpeg);
    registry.bind("loopFfmpegVersion", new ProgramRunBinding(niceness, ffmpeg));
    registry.bind("loopRuns", new ProgramRunBinding(niceness));
    registry.bind("loopPrograms", programs);
    LastingPrograms encoders = new LastingPrograms(premises.home());
    List<Desk> desks = new ArrayList<>();
    for (LoopChannel channel : settings) {
      desks.add(desk(channel, ffmpeg, new Outputs(encoders), registry));
    }
    Channels channels = new Channels(desks, premises.conditions(), premises.clock());
    registry.bind("channels", channels);
    registry.bind("loopNowPlaying", new NowPlaying(mounts()));
    registry.bind("channelRoutes", RouteTemplateParameterSource.class, new ChannelRoutes(desks));
    if (premises.runs()) {
      premises.services().beforeStart(() -> begin(encoders, desks));
    }
    premises
        .services()
        .atStop(
            () -> {
              leaving = true;
              channels.leave();
              programs.stop();
              encoders.stop();
            });
    premises.services().atEnd(s3::close);
    premises.services().status("loop", channels::part);
    show(desks, channels);
  }

  private Desk desk(LoopChannel settings, Ffmpeg ffmpeg, Outputs outputs, Registry registry) {
    Channel channel = new Channel(settings, folder(settings), premises.clock());
    MadeLoops loops = new MadeLoops(channel.folder(), disk, () -> leaving);
    ChannelSource source =
        new ChannelSource(
            channel, fetches.get(channel.name()), loops, ffmpeg, premises.conditions());
    registry.bind("source-" + settings.name(), source);
    return new Desk(source, players(channel, outputs, registry), cues(channel, registry));
  }

  private List<Player> players(Channel channel, Outputs outputs, Registry registry) {
    List<Player> players = new ArrayList<>();
    for (Destination one : channel.settings().destinations()) {
      if (one.mount().isEmpty()) {
        Player player = new Player(channel, one, outputs, premises.clock(), premises.conditions());
        players.add(player);
        registry.bind("player-%s-%d".formatted(channel.name(), players.size()), player);
      }
    }
    return players;
  }

  private Optional<TurnCues> cues(Channel channel, Registry registry) {
    return channel.settings().destinations().stream()
        .flatMap(one -> one.mount().stream())
        .findFirst()
        .map(
            mount -> {
              String file = mount.encoding().fileName();
              TurnCues cues =
                  new TurnCues(
                      channel.name(),
                      channel.settings().title(),
                      () -> channel.isOn() ? channel.timeline(file) : null,
                      premises.clock());
              registry.bind("turns-" + channel.name(), cues);
              registry.bind("loop-user-" + channel.name(), mount.user());
              registry.bind("loop-password-" + channel.name(), mount.password());
              return cues;
            });
  }

  private void begin(LastingPrograms encoders, List<Desk> desks) {
    try {
      encoders.endLeftovers();
      new Leavings(premises.home().resolve("loop")).clear(settings);
    } catch (IOException e) {
      // That is no reason to keep programmes off the air.
      LOG.warn("What was left by channels cannot be cleared away: {}", "" + e);
    }
    desks.forEach(desk -> desk.source().resume());
  }

  private void show(List<Desk> desks, Channels channels) {
    for (Desk desk : desks) {
      premises
          .services()
          .manage(
              "type=loop,name=" + desk.channel().name(),
              new LoopPanel(desk, channels.status(desk), premises.services().requests()),
              LoopMBean.class);
      if (premises.runs()) {
        LOG.info(
            "Channel {}{}.",
            desk.channel().settings().words(),
            desk.channel().isStopped() ? ", stopped" : "");
      }
    }
  }

  private List<Mount> mounts() {
    return settings.stream()
        .flatMap(channel -> channel.destinations().stream())
        .flatMap(one -> one.mount().stream())
        .toList();
  }

  @Override
  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>(new ChannelProbes(settings, fetches).probes());
    for (Mount mount : mounts()) {
      probes.add(new MountProbe(mount, premises::tlsSockets).probe());
    }
    return probes;
  }
}

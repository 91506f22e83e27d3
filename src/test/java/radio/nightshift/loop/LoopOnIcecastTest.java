package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Severity;
import radio.nightshift.loop.Timeline.Version;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Frame;
import radio.nightshift.media.FrameReader;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Listener;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.StrangeServer;

/** Channels that play on the mounts of a real Icecast for ever. */
class LoopOnIcecastTest extends LoopMounts {
  private static final double FRAME_MILLIS = 1152 / 44.1;

  /** A turn that begins no later than that is sent from its start, and so catches up at once. */
  private static final Duration LATE_BUT_WHOLE = Duration.ofMillis(1100);

  private Version of(Codec codec) throws Exception {
    return switch (codec) {
      case MP3 -> mp3("mp3", 40);
      case AAC -> version("aac", codec, 45, "-ar", "44100", "-c:a", "aac", "-f", "adts");
      case OPUS -> version("opus", codec, 99, "-t", "1", "-c:a", "libopus", "-vbr", "off");
      case VORBIS -> version("vorbis", codec, 99, "-t", "1", "-c:a", "libvorbis");
    };
  }

  private void awaitTurns(String name, int count) {
    Awaitility.await(count + " turns of " + name)
        .until(
            () ->
                asRuns.stream()
                        .filter(asRun -> asRun.cue().mount().equals(name))
                        .filter(asRun -> asRun.outcome() == Outcome.PLAYED)
                        .count()
                    >= count);
  }

  @Test
  void whoeverListensHearsTheFramesOverAndOverInEveryFormat() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      Map<Codec, Version> versions = new TreeMap<>();
      Map<Codec, Listener> listeners = new TreeMap<>();
      for (Codec codec : Codec.values()) {
        versions.put(codec, of(codec));
        Channel channel = channel(codec.ffmpegName(), codec, icecast.port(), versions.get(codec));
        listeners.put(codec, Listener.on(icecast.mount(channel.mount().path())));
      }
      conditions.raise("loop", "title of mp3", Severity.WARNING, "It was refused before");
      play();
      for (Codec codec : Codec.values()) {
        awaitTurns(codec.ffmpegName(), 4);
      }
      for (Codec codec : Codec.values()) {
        try (Listener listener = listeners.get(codec)) {
          byte[] heard = listener.heard();
          byte[] sound =
              codec.carriesTitle() ? Rounds.packets(heard, codec == Codec.OPUS ? 2 : 3) : heard;
          assertTitle(codec, heard);
          byte[] turn = sound(versions.get(codec));
          Rounds.check(codec.ffmpegName(), sound, turn);
          assertThat(sound.length)
              .as("bytes of %s heard, of turns of %d", codec, turn.length)
              .isGreaterThan(2 * turn.length);
        }
      }
      assertTitles(icecast);
      assertThat(asRuns).extracting(AsRun::reconnects).as("reconnects").containsOnly(0);
      // The first turn of a mount may be over before the mount is open.
      Set<String> begun = new HashSet<>();
      assertThat(asRuns)
          .filteredOn(turn -> !begun.add(turn.cue().mount()))
          .extracting(AsRun::outcome)
          .as("outcomes of all turns but the first of each mount")
          .containsOnly(Outcome.PLAYED);
      assertThat(conditions.all()).as("conditions").isEmpty();
    }
  }

  /** Icecast shows no titles of Opus: those that travel in the stream are read there. */
  private static void assertTitle(Codec codec, byte[] heard) {
    if (codec.carriesTitle()) {
      assertThat(new String(heard, StandardCharsets.ISO_8859_1))
          .as("stream of %s", codec)
          .contains("TITLE=Title of " + codec.ffmpegName());
    }
  }

  private void assertTitles(IcecastServer icecast) throws Exception {
    Awaitility.await("titles").until(() -> icecast.statusJson().contains("Title of mp3"));
    Awaitility.await("the other title").until(() -> icecast.statusJson().contains("Title of aac"));
    assertThat(icecast.accessLog().lines().filter(line -> line.contains("/admin/meta")))
        .as("titles sent, of mp3 and aac, in at least four turns each")
        .hasSizeBetween(2, 4);
    Awaitility.await("a condition that is over")
        .until(() -> conditions.find("loop", "title of mp3").isEmpty());
  }

  @Test
  void aTitleThatIsRefusedIsSaidOnceAndNotSentAtEachTurn() throws Exception {
    try (StrangeServer server =
        StrangeServer.start(
            source -> {
              source.say(StrangeServer.ACCEPTED);
              source.readAll();
            })) {
      channel("demo", Codec.MP3, server.port(), mp3("a", 10));
      play();
      Awaitility.await("the condition")
          .until(() -> conditions.find("loop", "title of demo").isPresent());
      int turns = asRuns.size();
      awaitTurns("demo", turns + 8);
      assertThat(conditions.find("loop", "title of demo").orElseThrow().text())
          .startsWith("Channel demo was not told its title: ")
          .contains("400")
          .endsWith("; let its login use Icecast's /admin/metadata.");
      assertThat(server.others().stream().filter(one -> one.startsWith("GET /admin/metadata")))
          .as("titles sent: at first, again soon, and not at the eight turns behind that")
          .hasSize(2);
    }
  }

  @Test
  void twoHundredTurnsBeginAtTheirTimesWithoutGrowing() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Version version = mp3("short", 2);
      channel("demo", Codec.MP3, probe.port(), version);
      play();
      Awaitility.await("200 turns").until(() -> asRuns.size() >= 200);
      List<Double> late = asRuns.stream().map(AsRun::startErrorMillis).toList();
      double atFirst = median(late.subList(0, 50));
      double atLast = median(late.subList(150, 200));
      assertThat(atFirst).as("ms by which the first turns are late").isBetween(-1.0, FRAME_MILLIS);
      assertThat(atLast - atFirst)
          .as("ms by which turns have become later")
          .isBetween(-FRAME_MILLIS, FRAME_MILLIS);
      assertThat(probe.takes()).as("connections").hasSize(1);
      Rounds.check("source", probe.takes().get(0).bytes(), sound(version));
      Instant first = asRuns.get(0).cue().start();
      Instant last = asRuns.get(199).cue().start();
      assertThat(Duration.between(first, last))
          .as("from the first turn to the 200th, none of which is left out")
          .isBetween(
              version.length().multipliedBy(199).minusMillis(1),
              version.length().multipliedBy(199).plusMillis(1));
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  @Test
  void afterAnOutageTheChannelGoesOnWhereItShouldBe() throws Exception {
    try (IcecastServer icecast = IcecastServer.start();
        SourceProbe probe = SourceProbe.startBefore(icecast.port())) {
      Version version = mp3("a", 76);
      Channel channel = channel("demo", Codec.MP3, probe.port(), version);
      play();
      Awaitility.await("audio").until(() -> heard(probe, 0) > 5000);
      icecast.kill();
      Awaitility.await("the condition").until(() -> !conditions.all().isEmpty());
      Condition raised = conditions.all().get(0);
      assertThat(raised.room()).isEqualTo("loop");
      int before = probe.takes().size();
      awaitLost();
      assertThat(conditions.all()).as("conditions after a turn has passed").hasSize(1);
      assertThat(conditions.all().get(0).since()).isEqualTo(raised.since());
      icecast.restart();
      Awaitility.await("audio again")
          .until(() -> conditions.find("loop", raised.about()).isEmpty());
      SourceProbe.Take take = probe.takes().get(probe.takes().size() - 1);
      assertThat(probe.takes().size()).as("connections").isGreaterThan(before);
      Awaitility.await("a seam").until(() -> take.bytes().length > sound(version).length);
      int from = Rounds.check("after the outage", take.bytes(), sound(version));
      Instant at = take.arrivals.get(0).at();
      Duration due = Duration.between(channel.timeline().at(at).start(), at);
      Duration position = position(version, from);
      assertThat(position.minus(due).abs())
          .as("how far position %s is from that of the clock, %s", position, due)
          .isLessThan(LATE_BUT_WHOLE);
    }
  }

  private void awaitLost() {
    Awaitility.await("a turn that passes meanwhile")
        .until(() -> asRuns.stream().anyMatch(asRun -> asRun.outcome() == Outcome.LOST));
  }

  private static Duration position(Version version, int bytes) throws Exception {
    try (FrameReader reader = FrameReader.open(version.file())) {
      long passed = 0;
      Frame frame;
      while ((frame = reader.next(Long.MAX_VALUE)) != null && passed < bytes) {
        passed += frame.bytes().length;
      }
      return Duration.ofNanos(frame == null ? 0 : frame.startNanos());
    }
  }

  @Test
  void anotherVersionBeginsAtASeam() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Version one = mp3("one", 40);
      Version two = mp3("two", 30);
      Channel channel = channel("demo", Codec.MP3, probe.port(), one);
      play();
      Awaitility.await("the first turn").until(() -> !asRuns.isEmpty());
      channel.timeline().change(two, clock.instant());
      Awaitility.await("two turns of the second version")
          .until(() -> asRuns.stream().filter(run -> isOf(run, two)).count() >= 2);
      byte[] sent = probe.takes().get(0).bytes();
      int ofOne = (int) asRuns.stream().filter(run -> isOf(run, one)).count();
      int seam = ofOne * sound(one).length;
      Rounds.check("first version", Arrays.copyOf(sent, seam), sound(one));
      byte[] rest = Arrays.copyOfRange(sent, seam, sent.length);
      assertThat(Rounds.check("second version", rest, sound(two))).as("where it begins").isZero();
      assertThat(probe.takes()).as("connections").hasSize(1);
      assertThat(asRuns).extracting(AsRun::outcome).containsOnly(Outcome.PLAYED);
    }
  }

  private static boolean isOf(AsRun asRun, Version version) {
    return asRun.cue().file().equals(version.file());
  }

  @Test
  void aChannelThatIsStoppedFreesItsMountAtOnceAndGoesOnByTheClock() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Version version = mp3("a", 150);
      Channel channel = channel("demo", Codec.MP3, probe.port(), version);
      play();
      Awaitility.await("audio").until(() -> heard(probe, 0) > 0);
      channel.cues().stop();
      Awaitility.await("the mount is free").until(() -> probe.takes().get(0).closed);
      assertThat(asRuns).extracting(AsRun::outcome).containsExactly(Outcome.SKIPPED);
      channel.cues().start();
      Awaitility.await("audio again").until(() -> heard(probe, 1) > 0);
      assertThat(channel.cues().next().start())
          .as("the turn's start")
          .isEqualTo(asRuns.get(0).cue().start());
    }
  }

  private static int heard(SourceProbe probe, int take) {
    return probe.takes().size() > take ? probe.takes().get(take).bytes().length : 0;
  }

  @Test
  void aDrainNeitherWaitsForAChannelNorEndsIt() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      channel("demo", Codec.MP3, probe.port(), mp3("a", 20));
      play();
      Awaitility.await("a turn").until(() -> !asRuns.isEmpty());
      airings.drain();
      assertThat(airings.onAir()).as("what a drain waits for").isEmpty();
      int turns = asRuns.size();
      Awaitility.await("it plays on").until(() -> asRuns.size() > turns + 2);
      assertThat(asRuns).extracting(AsRun::outcome).containsOnly(Outcome.PLAYED);
      assertThat(probe.takes()).as("connections").hasSize(1);
      long before = System.nanoTime();
      context.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .as("how long a stop takes")
          .isLessThan(Duration.ofSeconds(4));
      assertThat(asRuns.get(asRuns.size() - 1).outcome()).isEqualTo(Outcome.STOPPED);
      assertThat(probe.takes()).as("connections after the stop").hasSize(1);
    }
  }

  @Test
  void aFileThatCannotBeReadIsAskedForAgainAndNotAllTheTime() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Version version = mp3("a", 40);
      Version missing = new Version("gone", files.resolve("gone.mp3"), version.ticks());
      Channel channel = channel("demo", Codec.MP3, probe.port(), missing);
      play();
      Awaitility.await("tried").until(() -> rounds.get() > 0);
      int before = rounds.get();
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      assertThat(rounds.get() - before).as("attempts in a second").isLessThan(6);
      channel.timeline().change(version, clock.instant());
      Awaitility.await("audio").until(() -> heard(probe, 0) > 0);
    }
  }
}

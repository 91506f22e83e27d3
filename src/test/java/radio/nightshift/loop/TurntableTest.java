package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.loop.Timeline.Version;
import radio.nightshift.media.ts.Stamp;
import radio.nightshift.support.Integration;
import radio.nightshift.support.TransportClip;

/** Turn after turn as one stream, in time that runs fast. */
@Integration
class TurntableTest {
  private static final int PICTURES = 64;
  private static final int SOUNDS = 120;
  private static final long TURN = PICTURES * TransportClip.PICTURE;

  /** So long before its presentation ffmpeg lets the first picture be sent. */
  private static final long DELAY = 63_000 + 7_200;

  @TempDir static Path clips;
  private static Version clip;
  private static Version other;
  private static Version sound;

  @TempDir Path folder;
  private final FastTime time = new FastTime();
  private TransportReceiver receiver = new TransportReceiver();
  private long sent;

  @BeforeAll
  static void make() throws IOException {
    String[] encoder = {"-c:v", "libx264", "-g", "16", "-bf", "2", "-b:v", "400k"};
    Path first = TransportClip.make(clips.resolve("clip.ts"), PICTURES, encoder);
    clip = new Version("clip", first, TURN);
    Path second =
        TransportClip.make(
            clips.resolve("other.ts"), 40, "-c:v", "mpeg2video", "-g", "10", "-b:v", "1M");
    other = new Version("other", second, 40 * TransportClip.PICTURE);
    sound = new Version("sound", TransportClip.makeSound(clips.resolve("sound.ts"), 100), 192_000);
  }

  private Timeline timeline(Version version) {
    return new Timeline(folder.resolve("timeline"), version, time.instant());
  }

  private Turntable turntable(Timeline timeline) {
    return new Turntable("demo", timeline, time, time);
  }

  private PacketOutput output(boolean takesBursts, LongConsumer each) {
    return new PacketOutput() {
      @Override
      public void send(ByteBuffer packets, long ticks) {
        receiver.receive(packets, time.ticks());
        sent = time.ticks();
        each.accept(sent);
      }

      @Override
      public boolean takesBursts() {
        return takesBursts;
      }

      @Override
      public void close() {}
    };
  }

  private void play(Turntable turntable, double seconds) throws IOException {
    play(turntable, output(false, now -> {}), seconds);
  }

  private void play(Turntable turntable, PacketOutput out, double seconds) throws IOException {
    long end = time.ticks() + Math.round(seconds * 90_000);
    turntable.play(out, () -> time.ticks() >= end);
  }

  private void assertSeamless() {
    assertThat(receiver.continuityErrors).as("continuity errors").isZero();
    assertThat(receiver.stampsBack).as("time stamps that went back").isZero();
    assertThat(receiver.pictureSteps().stream().filter(x -> x < 0.4 || x > 1.6))
        .as("steps between pictures that are not one")
        .isEmpty();
    assertThat(receiver.largestSoundGap()).as("ticks between audio units").isLessThan(10);
  }

  @Test
  void twoHundredTurnsAreOneStream() throws Exception {
    Turntable turntable = turntable(timeline(clip));
    play(turntable, output(true, now -> {}), 200.5 * TURN / 90_000);
    assertSeamless();
    assertThat(turntable.seams()).isEqualTo(200);
    assertThat(turntable.packets() * 188).isCloseTo(receiver.all.size(), byPackets(7));
    for (int i = 0; i < 200; i++) {
      assertThat(receiver.offset(i * PICTURES, i * SOUNDS))
          .as("picture's time less sound's at turn %d", i)
          .isCloseTo(receiver.offset(0, 0), within(1L));
    }
    assertThat(receiver.jitter()).as("PCR jitter (99 %), ms").isLessThan(25);
    assertThat(receiver.mapVersions).hasSize(1);
    Path received = Files.write(folder.resolve("received.ts"), receiver.all.toByteArray());
    assertThat(TransportClip.complaints(received, 30)).as("what a decoder complains of").isEmpty();
  }

  private static Offset<Long> byPackets(int packets) {
    return within(188L * packets);
  }

  @Test
  void presentationIsByTheClock() throws Exception {
    Timeline timeline = timeline(clip);
    time.pass(Duration.ofSeconds(4000));
    play(turntable(timeline), 4);
    assertThat(receiver.pictures).as("picture of turn").contains((4000 * 90_000 / TURN + 1) * TURN);
    assertThat(receiver.lateness).as("arrival by the PCR").allMatch(late -> late >= -1);
    assertThat(receiver.lateness).as("arrival by the PCR").allMatch(late -> late < 4000);
  }

  @Test
  void joinsAtAKeyFrameAndIsOnTimeAgainAtTheSeam() throws Exception {
    Timeline timeline = timeline(clip);
    time.pass(Duration.ofNanos(Math.round((10 * TURN - DELAY + 30 * 3600) / 90e3 * 1e9)));
    Turntable turntable = turntable(timeline);
    play(turntable, 0.1);
    assertThat(turntable.lag()).as("since the key frame 16").isBetween(14 * 3600L, 15 * 3600L);
    assertThat(receiver.pictures.get(0))
        .as("first picture is on the air when it would be if sent now")
        .isEqualTo(10 * TURN + 16 * 3600 + turntable.lag());
    play(turntable, 0);
    receiver.pictures.clear();
    Turntable again = turntable(timeline);
    play(again, 3);
    assertThat(again.lag()).as("lag after the seam").isZero();
    assertThat(receiver.pictures).as("next turn's first picture").contains(11 * TURN);
    assertThat(receiver.stampsBack).isZero();
    assertThat(receiver.pictureSteps()).as("steps: whole pictures").allMatch(x -> x % 1 == 0);
    assertThat(receiver.pictureSteps()).as("hole at the seam").allMatch(x -> x > 0 && x < 5);
  }

  @Test
  void whatTakesBurstsIsOnTimeAtOnce() throws Exception {
    Timeline timeline = timeline(clip);
    time.pass(Duration.ofNanos(Math.round((10 * TURN - DELAY + 30 * 3600) / 90e3 * 1e9)));
    Turntable turntable = turntable(timeline);
    play(turntable, output(true, now -> {}), 6);
    assertThat(turntable.lag()).isZero();
    assertThat(receiver.pictures.get(0)).isEqualTo(10 * TURN + 16 * 3600);
    assertSeamless();
  }

  @Test
  void goesOnAfterAFailureWithoutGoingBack() throws Exception {
    Turntable turntable = turntable(timeline(clip));
    for (double seconds : new double[] {1.234, 0.7, 3.01, 2.5, 0.05, 1.7, 6}) {
      play(turntable, seconds);
      time.pass(Duration.ofMillis(500));
    }
    assertThat(receiver.stampsBack).isZero();
    assertThat(receiver.continuityErrors).isZero();
  }

  @Test
  void anotherVersionBeginsAtASeam() throws Exception {
    Timeline timeline = timeline(clip);
    Turntable turntable = turntable(timeline);
    play(turntable, 4);
    timeline.change(other, time.instant());
    play(turntable, 6);
    timeline.change(clip, time.instant());
    play(turntable, 6);
    assertThat(receiver.continuityErrors).isZero();
    assertThat(receiver.stampsBack).isZero();
    assertThat(receiver.mapVersions).as("versions of the program map").hasSize(3);
    assertThat(receiver.mapVersions.get(1)).isNotEqualTo(receiver.mapVersions.get(0));
  }

  @Test
  void aChangeInPlayIsSeamless() throws Exception {
    Timeline timeline = timeline(clip);
    Turntable turntable = turntable(timeline);
    boolean[] isChanged = {false};
    LongConsumer change =
        now -> {
          if (now > 5 * 90_000 && !isChanged[0]) {
            isChanged[0] = true;
            timeline.change(other, time.instant());
          }
        };
    play(turntable, output(true, change), 20);
    assertSeamless();
    assertThat(receiver.mapVersions).hasSize(2);
    assertThat(turntable.turn().version()).isEqualTo(other);
  }

  @Test
  void anOutputThatTakesNoOtherFormEndsAtTheSeam() throws Exception {
    Timeline timeline = timeline(clip);
    Turntable turntable = turntable(timeline);
    timeline.change(other, time.instant());
    boolean[] isFinished = {false};
    PacketOutput out =
        new PacketOutput() {
          @Override
          public void send(ByteBuffer packets, long ticks) {
            receiver.receive(packets, time.ticks());
          }

          @Override
          public boolean takesOther(boolean isSameMap) {
            return isSameMap;
          }

          @Override
          public void finish() {
            isFinished[0] = true;
          }

          @Override
          public void close() {}
        };
    play(turntable, out, 60);
    assertThat(isFinished[0]).as("output was finished").isTrue();
    assertThat(receiver.mapVersions).as("program maps of the first output").hasSize(1);
    assertThat(receiver.pictures).as("last picture before").contains(2 * TURN - 3600);
    assertThat(receiver.pictures).as("pictures behind the seam").allMatch(at -> at < 2 * TURN);
    receiver = new TransportReceiver();
    play(turntable, out, 6);
    assertThat(receiver.mapVersions).as("program maps of the second output").hasSize(1);
    assertThat(turntable.turn().version()).as("what it plays").isEqualTo(other);
  }

  @Test
  void stampsBeginAgainAfter33Bits() throws Exception {
    long before = (1L << 33) - 2 * 90_000;
    Instant origin = time.instant().minus(Timeline.duration(before));
    Timeline timeline = new Timeline(folder.resolve("timeline"), clip, origin);
    Turntable turntable = turntable(timeline);
    play(turntable, output(true, now -> {}), 8);
    assertSeamless();
    assertThat(turntable.seams()).isGreaterThan(2);
    assertThat(receiver.clocks.get(0)).as("first PCR").isGreaterThan(before - 3 * 90_000);
    assertThat(receiver.clocks).last().as("last PCR, counted on").matches(pcr -> pcr > 1L << 33);
  }

  @Test
  void followsAClockThatDrifts() throws Exception {
    time.drift(0.001);
    play(turntable(timeline(clip)), output(true, now -> {}), 600);
    assertSeamless();
    long wall = Timeline.ticks(FastTime.START, time.instant());
    long last = receiver.clocks.get(receiver.clocks.size() - 1);
    assertThat(Stamp.between(Stamp.of(last), Stamp.of(wall)))
        .as("ticks behind the wall clock")
        .isBetween(0L, 9000L);
  }

  @Test
  void aStepOfTheClockTakesThePlayToAnotherPositionButNotItsStamps() throws Exception {
    for (Duration by : new Duration[] {Duration.ofHours(1), Duration.ofMinutes(-50)}) {
      receiver = new TransportReceiver();
      Turntable turntable = turntable(timeline(clip));
      play(turntable, 2);
      boolean[] isStepped = {false};
      LongConsumer step =
          now -> {
            if (!isStepped[0] && turntable.seams() == 3) {
              isStepped[0] = true;
              time.step(by);
            }
          };
      play(turntable, output(false, step), 12);
      assertThat(receiver.stampsBack).as("stepped by %s", by).isZero();
      assertThat(receiver.pictureSteps()).as("stepped by %s", by).allMatch(x -> x < 70);
      long number = turntable.turn().number();
      Instant due = time.instant().plusMillis(780);
      assertThat(number).isEqualTo(Timeline.ticks(FastTime.START, due) / TURN);
    }
  }

  @Test
  void soundAloneBeginsAnywhere() throws Exception {
    TransportReceiver heard = new TransportReceiver(0x100);
    Timeline timeline = timeline(sound);
    time.pass(Duration.ofMillis(5050));
    Turntable turntable = turntable(timeline);
    PacketOutput out =
        new PacketOutput() {
          @Override
          public void send(ByteBuffer packets, long ticks) {
            heard.receive(packets, time.ticks());
          }

          @Override
          public void close() {}
        };
    play(turntable, out, 10);
    assertThat(heard.continuityErrors).isZero();
    assertThat(heard.stampsBack).isZero();
    assertThat(turntable.seams()).isEqualTo(5);
    assertThat(heard.soundGaps.stream().filter(gap -> Math.abs(gap) > 10))
        .as("gaps: one where the lag was made good")
        .hasSizeLessThan(2);
  }

  @Test
  void aFileThatIsGoneOrCutIsReportedWithItsPath() throws Exception {
    Path file = Files.copy(clip.file(), folder.resolve("copy.ts"));
    Timeline timeline = timeline(new Version("copy", file, TURN));
    Turntable turntable = turntable(timeline);
    LongConsumer delete = now -> file.toFile().delete();
    assertThatThrownBy(() -> play(turntable, output(false, delete), 20))
        .isInstanceOf(IOException.class)
        .hasMessage("'%s' is gone".formatted(file));
    Files.copy(clip.file(), file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2 - 50);
    }
    assertThatThrownBy(() -> play(turntable, 20))
        .hasMessageContaining("'%s' cannot be played".formatted(file))
        .hasMessageContaining("cut off");
    long packets = Files.size(clip.file()) / 188;
    Files.write(file, Arrays.copyOf(Files.readAllBytes(clip.file()), 188));
    assertThatThrownBy(() -> play(turntable, 20)).hasMessageContaining("no program tables");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(clip.file()), (int) (packets / 12 * 188)));
    assertThatThrownBy(() -> play(turntable, 20)).hasMessageContaining("before its turn does");
  }
}

package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import radio.nightshift.media.Frame;
import radio.nightshift.media.FrameReader;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Listener;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.Tone;

/** The icecast component alone. */
class IcecastProducerTest extends MountRoute {
  @Test
  void theFirstFrameLeavesAtTheInstantAndTheOthersInTheirOrder() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Cue cue = cue("a", mp3("a", 3, 440), 2, SOON);
      play(probe.port(), "", cue);
      AsRun asRun = ended(1).get(0);
      SourceProbe.Take take = probe.takes().get(0);
      assertThat(asRun.outcome()).isEqualTo(Outcome.PLAYED);
      assertThat(Duration.between(cue.start(), take.arrivals.get(0).at()))
          .as("first byte after the instant")
          .isBetween(Duration.ofMillis(-1), Duration.ofMillis(500));
      assertThat(take.bytes()).startsWith(frames(cue));
      assertThat(asRun.bytes()).isEqualTo(frames(cue).length);
      assertThat(asRun.joinedAt()).isZero();
      assertThat(Duration.between(cue.start(), asRun.lastByte()))
          .as("last byte after the start of a programme of 2 s")
          .isBetween(Duration.ofMillis(1900), Duration.ofMillis(2900));
    }
  }

  @Test
  void mountsStartAtOneInstantAndAServerThatDiesJustBeforeItHarmsOnlyItsOwn() throws Exception {
    try (SourceProbe probe = SourceProbe.start();
        ServerSocket dying = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Path file = mp3("a", 2, 440);
      List<String> mounts = List.of("/1.mp3", "/2.mp3", "/dying.mp3", "/3.mp3", "/4.mp3");
      for (String mount : mounts) {
        int port = mount.equals("/dying.mp3") ? dying.getLocalPort() : probe.port();
        route(port, mount, "?password=#password&lead=1s");
      }
      Cue cue = cue("a", file, 1, SOON);
      for (String mount : mounts) {
        context.createProducerTemplate().sendBody("seda:127.0.0.1" + mount, cue);
      }
      takeAndReset(dying, cue.start().minusMillis(20));
      String address = "127.0.0.1:" + dying.getLocalPort() + "/dying.mp3";
      Awaitility.await("the dead server's trouble")
          .pollInterval(Duration.ofMillis(20))
          .until(() -> trouble() != null && trouble().contains(address));
      assertThat(ended(5))
          .extracting(AsRun::outcome)
          .containsOnlyOnce(Outcome.LOST)
          .containsOnly(Outcome.PLAYED, Outcome.LOST);
      List<AsRun> played =
          ended(5).stream().filter(asRun -> asRun.outcome() == Outcome.PLAYED).toList();
      assertThat(played)
          .as("all but the one whose server died")
          .hasSize(4)
          .allSatisfy(asRun -> assertThat(asRun.startErrorMillis()).isBetween(-1.0, 500.0))
          .allSatisfy(asRun -> assertThat(asRun.reconnects()).isZero());
      assertThat(probe.takes()).hasSize(4);
      for (SourceProbe.Take take : probe.takes()) {
        assertThat(take.bytes()).startsWith(frames(cue));
      }
    }
  }

  /** Takes a source as Icecast does, and breaks its connection when no one looks any more. */
  private void takeAndReset(ServerSocket server, Instant when) throws Exception {
    try (Socket source = server.accept()) {
      source.setSoLinger(true, 0);
      source
          .getOutputStream()
          .write(
              "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> !clock.instant().isBefore(when));
    }
    server.close();
  }

  @Test
  void programmesBackToBackPassOnOneConnectionWithNothingLostAndNothingBetween() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Cue a = cue("a", mp3("a", 6, 440), 2, SOON);
      Cue b = cue("b", mp3("b", 2, 880), 2, SOON.plusSeconds(2));
      play(probe.port(), "", a, b);
      List<AsRun> ended = ended(2);
      assertThat(ended).extracting(AsRun::outcome).containsExactly(Outcome.PLAYED, Outcome.PLAYED);
      assertThat(probe.takes()).as("connections").hasSize(1);
      byte[] expected = join(frames(a), frames(b));
      assertThat(probe.takes().get(0).bytes()).startsWith(expected);
      assertThat(ended.get(1).startErrorMillis()).as("B's start error").isBetween(-1.0, 500.0);
    }
  }

  @Test
  void aProgrammeThatIsLongerThanItsSlotIsCutAtAFrame() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Cue a = cue("a", mp3("a", 6, 440), 6, SOON);
      Cue b = cue("b", mp3("b", 1, 880), 1, SOON.plusSeconds(2));
      play(probe.port(), "", a, b);
      assertThat(ended(2)).extracting(AsRun::outcome).containsExactly(Outcome.CUT, Outcome.PLAYED);
      byte[] cut = framesBefore(a.file(), Duration.between(a.start(), b.start()));
      assertThat(probe.takes()).hasSize(1);
      assertThat(probe.takes().get(0).bytes()).startsWith(join(cut, frames(b)));
    }
  }

  @Test
  void aCueThatBecomesKnownWhileAnotherIsOnTheAirCutsIn() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Cue a = cue("a", mp3("a", 6, 440), 6, SOON);
      play(probe.port(), "", a);
      Awaitility.await().until(() -> !connected.isEmpty());
      Cue b = cue("b", mp3("b", 1, 880), 1, SOON.plusSeconds(1));
      send(b);
      assertThat(ended(2)).extracting(AsRun::outcome).containsExactly(Outcome.CUT, Outcome.PLAYED);
      Duration slot = Duration.between(a.start(), b.start());
      assertThat(probe.takes().get(0).bytes())
          .startsWith(join(framesBefore(a.file(), slot), frames(b)));
      assertThat(ended(2).get(1).startErrorMillis()).isBetween(-1.0, 500.0);
    }
  }

  @Test
  void aLateStartJoinsAtThePosition() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Cue cue = cue("a", mp3("a", 10, 440), 10, Duration.ofSeconds(-4));
      play(probe.port(), "", cue);
      AsRun asRun = ended(1).get(0);
      assertThat(asRun.joinedAt()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
      assertThat(Math.abs(asRun.startErrorMillis())).as("position error in ms").isLessThan(300);
      assertThat(Duration.between(cue.start(), asRun.lastByte()))
          .as("ends at its own time")
          .isBetween(Duration.ofMillis(9900), Duration.ofMillis(10900));
    }
  }

  @Test
  void aStepOfTheWallClockDoesNotDisturbWhatIsOnTheAir() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      Cue cue = cue("a", mp3("a", 3, 440), 3, SOON);
      play(probe.port(), "", cue);
      Awaitility.await().until(() -> !connected.isEmpty());
      clock.step(Duration.ofHours(-1));
      Awaitility.await().until(() -> probe.takes().get(0).bytes().length > 16_000);
      clock.step(Duration.ofHours(3));
      assertThat(ended(1)).extracting(AsRun::outcome).containsExactly(Outcome.PLAYED);
      assertThat(probe.takes().get(0).bytes()).startsWith(frames(cue));
      List<SourceProbe.Arrival> arrivals = probe.takes().get(0).arrivals;
      assertThat(Duration.between(arrivals.get(0).at(), arrivals.get(arrivals.size() - 1).at()))
          .isBetween(Duration.ofMillis(2800), Duration.ofMillis(4500));
    }
  }

  @Test
  void aRealListenerHearsEveryFrameAndReadsTheTitleOfEachCodec() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      Path mp3 = mp3("a", 2, 440);
      Path opus = Tone.file(files.resolve("a.opus"), 2, 440, "-c:a", "libopus", "-vbr", "off");
      Path aac = Tone.file(files.resolve("a.aac"), 2, 440, "-c:a", "aac", "-f", "adts");
      for (Path file : List.of(mp3, opus, aac)) {
        String mount = "/live-" + file.getFileName();
        try (Listener listener = Listener.on(icecast.mount(mount))) {
          int before = asRuns.size();
          // So long before the first frame that the listener is there in time on a loaded machine
          // too.
          route(icecast.port(), mount, "?password=#password&lead=4s");
          Cue cue = cue(file.getFileName().toString(), file, 3, Duration.ofSeconds(4));
          context.createProducerTemplate().sendBody("seda:127.0.0.1" + mount, cue);
          ended(before + 1);
          byte[] expected = file == opus ? new byte[0] : framesBefore(file, Duration.ofDays(1));
          Awaitility.await()
              .untilAsserted(
                  () ->
                      assertThat(contains(listener.heard(), expected) && listener.count() > 20_000)
                          .as(
                              "%s heard to its last frame; %d bytes, of the frames' %d; its first and last frame: %s, %s",
                              mount,
                              listener.count(),
                              expected.length,
                              contains(listener.heard(), head(expected)),
                              contains(listener.heard(), tail(expected)))
                          .isTrue());
          Path heard = Files.write(files.resolve("heard-" + file.getFileName()), listener.heard());
          // Icecast drops the last partial block of an AAC mount: there, of the silence behind the
          // audio.
          if (file != aac) {
            assertThat(Tone.complaints(heard)).as("ffmpeg on " + mount).isEmpty();
          }
          if (file == opus) {
            assertThat(new String(listener.heard(), StandardCharsets.ISO_8859_1))
                .contains("TITLE=Title of a.opus");
          }
        }
      }
    }
  }

  @Test
  void aStopOfTheContextEndsTheProgrammeAtOnce() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      play(probe.port(), "", cue("a", mp3("a", 30, 440), 30, SOON));
      Awaitility.await().until(() -> !connected.isEmpty());
      Instant before = clock.instant();
      context.stop();
      assertThat(Duration.between(before, clock.instant())).isLessThan(Duration.ofSeconds(4));
      assertThat(asRuns).extracting(AsRun::outcome).containsExactly(Outcome.STOPPED);
      Awaitility.await().until(() -> probe.takes().get(0).closed);
    }
  }

  private static byte[] frames(Cue cue) throws Exception {
    return framesBefore(cue.file(), cue.length());
  }

  private static byte[] framesBefore(Path file, Duration limit) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (FrameReader reader = FrameReader.open(file)) {
      Frame frame;
      while ((frame = reader.next(limit.toNanos())) != null) {
        bytes.writeBytes(frame.bytes());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] head(byte[] frames) {
    return Arrays.copyOf(frames, Math.min(frames.length, 400));
  }

  private static byte[] tail(byte[] frames) {
    return Arrays.copyOfRange(frames, Math.max(0, frames.length - 400), frames.length);
  }

  private static boolean contains(byte[] heard, byte[] expected) {
    return expected.length == 0
        || new String(heard, StandardCharsets.ISO_8859_1)
            .contains(new String(expected, StandardCharsets.ISO_8859_1));
  }
}

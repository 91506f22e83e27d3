package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.assertj.core.api.AbstractStringAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.media.Frame;
import radio.nightshift.media.FrameReader;
import radio.nightshift.schedule.AsRun;
import radio.nightshift.schedule.AsRun.Outcome;
import radio.nightshift.schedule.Cue;
import radio.nightshift.schedule.CueSheet;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Listener;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.Tone;

/** The icecast component alone, with the station's own rules for failures. */
class IcecastProducerTest {
  private static final Duration SOON = Duration.ofMillis(1200);

  @TempDir Path files;
  private final MovableClock clock = MovableClock.running();
  private final List<Cue> sheet = new CopyOnWriteArrayList<>();
  private final List<AsRun> asRuns = new CopyOnWriteArrayList<>();
  private final List<AsRun> connected = new CopyOnWriteArrayList<>();
  private CamelContext context;

  @BeforeEach
  void context() throws Exception {
    context = new DefaultCamelContext();
    context.getRegistry().bind("clock", Clock.class, clock);
    context.getRegistry().bind("password", IcecastServer.PASSWORD);
    context.getRegistry().bind("cueSheet", CueSheet.class, (CueSheet) this::after);
    for (String trouble : List.of("toolTrouble", "calendarTrouble", "addressTrouble")) {
      context.getRegistry().bind(trouble, Processor.class, (Processor) exchange -> {});
    }
    context.getPropertiesComponent().addInitialProperty("station.home", files.toString());
    context.getPropertiesComponent().addInitialProperty("schedule.poll", "300000");
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(
            ResourceHelper.resolveResource(
                context, "file:src/main/resources/routes/errors.camel.yaml"));
    context.getShutdownStrategy().setTimeout(5);
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private Optional<Cue> after(Cue cue) {
    return sheet.stream().filter(other -> other.start().isAfter(cue.start())).findFirst();
  }

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
  void afterAnOutageTheProgrammeGoesOnAtItsPositionAndEndsAtItsTime() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      Cue cue = cue("a", mp3("a", 8, 440), 8, SOON);
      play(icecast.port(), "", cue);
      Awaitility.await().until(() -> !connected.isEmpty());
      icecast.kill();
      Awaitility.await().until(() -> trouble() != null);
      assertThat(trouble()).contains("127.0.0.1:" + icecast.port() + "/live.mp3");
      icecast.restart();
      Instant back = clock.instant();
      Awaitility.await("on the air again").until(() -> connected.size() == 2);
      assertThat(Duration.between(back, clock.instant())).isLessThan(Duration.ofMillis(1500));
      AsRun asRun = ended(1).get(0);
      assertThat(asRun.reconnects()).isEqualTo(1);
      assertThat(asRun.outcome()).isEqualTo(Outcome.PLAYED);
      assertThat(Duration.between(cue.start(), asRun.lastByte()))
          .isBetween(Duration.ofMillis(7900), Duration.ofMillis(8900));
      assertThat(trouble()).isNull();
    }
  }

  @Test
  void aServerThatWasRestartedAfterTheMountWasOpenedStillGetsTheFirstFrameInTime()
      throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      route(icecast.port(), "/live.mp3", "?password=#password&lead=4s");
      Cue cue = cue("a", mp3("a", 2, 440), 2, Duration.ofSeconds(4));
      send(cue);
      Awaitility.await()
          .until(() -> icecast.errorLog().contains("Source logging in at mountpoint"));
      icecast.kill();
      icecast.restart();
      AsRun asRun = ended(1).get(0);
      assertThat(asRun.startErrorMillis()).as("ms late").isLessThan(500);
      assertThat(asRun.joinedAt()).isZero();
    }
  }

  @Test
  void aServerThatFreezesIsNoticedWithinFifteenSecondsAtAnOrdinaryBitrate() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      Cue cue = cue("a", mp3("a", 60, 440), 60, SOON);
      play(icecast.port(), "", cue);
      Awaitility.await("a first answer to the pulse")
          .atMost(Duration.ofSeconds(20))
          .until(() -> icecast.accessLog().contains("nightshift-asks"));
      icecast.freeze();
      Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> trouble() != null);
      assertThat(trouble()).contains("frozen");
      icecast.thaw();
      Awaitility.await("on the air again").until(() -> connected.size() >= 2);
    }
  }

  @Test
  void aSecondOutageOfOneProgrammeIsRetriedAsFastAsTheFirst() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      play(icecast.port(), "", cue("a", mp3("a", 120, 440), 120, SOON));
      for (int outage = 1; outage <= 2; outage++) {
        int before = outage;
        awaitConnections(before);
        icecast.kill();
        Awaitility.await().until(() -> trouble() != null);
        if (outage == 1) {
          Instant later = clock.instant().plusSeconds(32);
          Awaitility.await()
              .atMost(Duration.ofSeconds(40))
              .until(() -> clock.instant().isAfter(later));
        }
        icecast.restart();
      }
      Instant back = clock.instant();
      awaitConnections(3);
      assertThat(Duration.between(back, clock.instant())).isLessThan(Duration.ofMillis(1500));
    }
  }

  @Test
  void eachFailureNamesHostMountAndRemedy() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      context.getRegistry().bind("wrong", "not-the-password");
      troubleOf("127.0.0.1", icecast.port(), "/401.mp3", "wrong")
          .contains("127.0.0.1", "/401.mp3", "401", "playout.password")
          .doesNotContain("not-the-password");
      troubleOf("127.0.0.1", 1, "/gone.mp3", "password")
          .contains("127.0.0.1:1/gone.mp3", "playout.port");
      troubleOf("no-such-host.invalid", 8000, "/dns.mp3", "password")
          .contains("no-such-host.invalid", "/dns.mp3", "playout.host");
      Cue other = cue("other", mp3("other", 9, 440), 9, SOON);
      play(icecast.port(), "", other);
      Awaitility.await().until(() -> !connected.isEmpty());
      troubleOf("localhost", icecast.port(), "/live.mp3", "password")
          .contains("/live.mp3", "403", "another source is on this mount");
      assertThat(context.getComponent("icecast", IcecastComponent.class).guard().size())
          .as("sockets that are still watched: the one on the air")
          .isEqualTo(1);
    }
  }

  @Test
  void aMountIsSpokenToByTlsAndAnUnknownCertificateIsRefusedWithARemedy() throws Exception {
    try (IcecastServer icecast = IcecastServer.startTls(files)) {
      troubleOf("localhost", icecast.port(), "/untrusted.mp3", "password&tls=true")
          .contains("does not speak TLS as it should", "certificate");
      TrustManagersParameters trust = new TrustManagersParameters();
      KeyStoreParameters store = new KeyStoreParameters();
      store.setResource("file:" + files.resolve("icecast.p12"));
      store.setPassword("changeit");
      trust.setKeyStore(store);
      SSLContextParameters tls = new SSLContextParameters();
      tls.setTrustManagers(trust);
      context.getRegistry().bind("tls", tls);
      route(
          "localhost",
          icecast.port(),
          "/tls.mp3",
          "?password=#password&tls=true&sslContextParameters=#tls");
      context
          .createProducerTemplate()
          .sendBody("seda:localhost/tls.mp3", cue("tls", mp3("t", 1, 440), 1, SOON));
      assertThat(ended(1)).extracting(AsRun::outcome).containsExactly(Outcome.PLAYED);
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

  private void awaitConnections(int atLeast) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(connected)
                    .as("messages of being on the air; what keeps it off: " + trouble())
                    .hasSizeGreaterThanOrEqualTo(atLeast));
  }

  private AbstractStringAssert<?> troubleOf(String host, int port, String mount, String password)
      throws Exception {
    String address = host + ":" + port + mount;
    route(host, port, mount, "?password=#" + password);
    Cue cue = cue(address, mp3("x", 9, 440), 9, SOON);
    context.createProducerTemplate().sendBody("seda:" + host + mount, cue);
    Awaitility.await(address)
        .until(() -> troubles().stream().anyMatch(text -> text.contains(address)));
    return assertThat(
        troubles().stream().filter(text -> text.contains(address)).findFirst().orElseThrow());
  }

  private List<String> troubles() {
    return context.getEndpoints().stream()
        .filter(IcecastEndpoint.class::isInstance)
        .map(endpoint -> ((IcecastEndpoint) endpoint).trouble())
        .filter(text -> text != null)
        .toList();
  }

  private String trouble() {
    return troubles().stream().findFirst().orElse(null);
  }

  private void play(int port, String options, Cue... cues) throws Exception {
    route(port, "/live.mp3", "?password=#password&cueSheet=#cueSheet&lead=1s" + options);
    for (Cue cue : cues) {
      context.createProducerTemplate().sendBody("seda:127.0.0.1/live.mp3", cue);
    }
  }

  private void send(Cue cue) {
    context.createProducerTemplate().sendBody("seda:127.0.0.1/live.mp3", cue);
  }

  private void route(int port, String mount, String options) throws Exception {
    route("127.0.0.1", port, mount, options);
  }

  private void route(String host, int port, String mount, String options) throws Exception {
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
                .routeConfigurationId("station-errors")
                .to("icecast:" + host + ":" + port + mount + options + "&progress=seda:progress")
                .process(exchange -> asRuns.add(exchange.getMessage().getBody(AsRun.class)));
          }
        });
  }

  private List<AsRun> ended(int count) {
    Awaitility.await(count + " cues over")
        .atMost(Duration.ofSeconds(30))
        .until(() -> asRuns.size() >= count);
    return asRuns;
  }

  private Cue cue(String name, Path file, int seconds, Duration in) {
    Instant start = clock.instant().plus(in);
    Cue cue =
        new Cue("main", name, "Title of " + name, file, start, start.plusSeconds(seconds), "test");
    if (name.length() == 1) {
      sheet.add(cue);
    }
    return cue;
  }

  private Path mp3(String name, int seconds, int hertz) {
    return Tone.mp3(files.resolve(name + ".mp3"), seconds, hertz);
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

package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.assertj.core.api.AbstractStringAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Patience;

/** What the icecast component does when a server is away, frozen, or refuses. */
class IcecastFailureTest extends MountRoute {
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
  void aServerThatFreezesIsNoticedAtAnOrdinaryBitrate() throws Exception {
    try (IcecastServer icecast = IcecastServer.start()) {
      Cue cue = cue("a", mp3("a", 60, 440), 60, SOON);
      play(icecast.port(), "", cue);
      Awaitility.await("a first answer that shows the server alive")
          .until(() -> icecast.accessLog().contains("nightshift-asks"));
      icecast.freeze();
      Awaitility.await().until(() -> trouble() != null);
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
          Awaitility.await().until(() -> clock.instant().isAfter(later));
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

  @Test
  void aServerThatClosesWithoutAnAnswerIsTriedAgainAndNoProgrammeIsBlamed() throws Exception {
    List<Object> unplayable = new CopyOnWriteArrayList<>();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:playout-unplayable")
                .process(exchange -> unplayable.add(exchange.getMessage().getBody()));
          }
        });
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout((int) Patience.HANGS.toMillis());
      play(server.getLocalPort(), "", cue("a", mp3("a", 2, 440), 600, Duration.ofSeconds(1)));
      for (int attempt = 0; attempt < 3; attempt++) {
        try (Socket source = server.accept()) {
          // What was not read would make the end a reset.
          assertThat(source.getInputStream().read(new byte[4096])).isPositive();
        }
      }
    }
    assertThat(trouble()).as("what keeps the mount off the air").isNotNull();
    assertThat(unplayable).as("programmes taken for unplayable").isEmpty();
  }
}

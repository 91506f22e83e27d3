package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.StrangeServer;
import radio.nightshift.support.StrangeServer.Manner;

/** Hosts of several addresses, of which some are dead. */
@Integration
class SeveralAddressesTest {
  private static final int CONNECT_MILLIS = 2000;
  private static final Manner GOOD =
      source -> {
        source.say(StrangeServer.ACCEPTED);
        source.readAll();
      };

  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final WriteGuard guard = new WriteGuard(executor, Duration.ofSeconds(3));
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final int port = IcecastServer.freePort();

  @AfterEach
  void end() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    guard.close();
    executor.shutdownNow();
  }

  @Test
  void anAddressThatRefusesGivesWayToTheNext() throws Exception {
    server(2, GOOD);
    HostAddresses host = host(1, 2);
    assertThat(connected(host)).isEqualTo(address(2));
  }

  @Test
  void whatWorkedLastIsTriedFirstNextTime() throws Exception {
    server(2, GOOD);
    server(3, GOOD);
    HostAddresses host = host(1, 2, 3);
    connected(host);
    assertThat(host.of("radio.example")).containsExactly(address(2), address(1), address(3));
    server(1, GOOD);
    assertThat(connected(host)).as("the next time").isEqualTo(address(2));
  }

  @Test
  void anAddressThatAnswersNothingOfUseIsTriedLastNextTime() throws Exception {
    server(1, source -> {});
    server(2, source -> source.say("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    server(3, GOOD);
    HostAddresses host = host(1, 2, 3);
    assertThatThrownBy(() -> connected(host)).isInstanceOf(UnansweredException.class);
    assertThatThrownBy(() -> connected(host)).hasMessageContaining("502");
    assertThat(connected(host)).isEqualTo(address(3));
    assertThat(host.of("radio.example")).containsExactly(address(3), address(1), address(2));
  }

  @Test
  void aServerThatRefusesTheLoginIsNoReasonToTurnToAnotherAddress() throws Exception {
    server(1, source -> source.say("HTTP/1.0 401 Unauthorized\r\n\r\n"));
    HostAddresses host = host(1, 2);
    assertThatThrownBy(() -> connected(host)).isInstanceOf(LoginRefusedException.class);
    assertThat(host.of("radio.example")).containsExactly(address(1), address(2));
  }

  @Test
  void fiftyAddressesThatSwallowPacketsCostNoMoreTimeThanOne() throws Exception {
    int[] all = new int[50];
    for (int i = 0; i < 49; i++) {
      all[i] = i + 1;
      swallow(i + 1);
    }
    all[49] = 50;
    server(50, GOOD);
    long before = System.nanoTime();
    HostAddresses host = host(all);
    assertThat(connected(host)).isEqualTo(address(50));
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isLessThan(Duration.ofMillis(CONNECT_MILLIS));
    before = System.nanoTime();
    connected(host);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .as("the next time, when it is known which one works")
        .isLessThan(Duration.ofMillis(500));
  }

  @Test
  void allDeadOnesTogetherHaveTheTimeOfOneConnection() throws Exception {
    for (int i = 1; i <= 5; i++) {
      swallow(i);
    }
    List<InetAddress> addresses = List.of(host(1, 2, 3, 4, 5).of("radio.example").get(0));
    long before = System.nanoTime();
    assertThatThrownBy(() -> AddressRace.connect(addresses, port, 4096, 600))
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(600), Duration.ofMillis(1500));
    assertThatThrownBy(() -> connected(host(1, 2, 3)))
        .hasMessageContaining("All its 3 addresses were tried");
  }

  @Test
  void whereAllRefuseThatIsSaidAtOnce() throws Exception {
    assertThatThrownBy(
            () -> AddressRace.connect(List.of(address(1), address(2)), port, 4096, 60_000))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> connected(host(1, 2)))
        .hasMessageContaining("refuses connections")
        .hasMessageContaining("All its 2 addresses were tried");
  }

  private InetAddress connected(HostAddresses host) throws IcecastException {
    SourceTarget target =
        new SourceTarget(
            "playout",
            "radio.example",
            port,
            "/live.mp3",
            "s",
            "p",
            null,
            Map.of(),
            CONNECT_MILLIS,
            9000,
            4096);
    try (SourceClient client =
        SourceClient.open(target, "audio/mpeg", guard, host, Waiting.PATIENT)) {
      return client.server().getAddress();
    }
  }

  private static HostAddresses host(int... numbers) {
    List<InetAddress> addresses = new ArrayList<>();
    for (int number : numbers) {
      addresses.add(address(number));
    }
    return new HostAddresses(name -> addresses.toArray(InetAddress[]::new));
  }

  /** One of this machine's own addresses. */
  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 9, (byte) number});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private void server(int number, Manner manner) throws IOException {
    open.push(StrangeServer.start(new InetSocketAddress(address(number), port), manner));
  }

  /** Has a server take no more connections without refusing any: its queue is full. */
  private void swallow(int number) throws IOException {
    InetSocketAddress address = new InetSocketAddress(address(number), port);
    ServerSocket full = new ServerSocket();
    open.push(full);
    full.bind(address, 1);
    for (int i = 0; i < 4; i++) {
      SocketChannel waiting = SocketChannel.open();
      open.push(waiting);
      waiting.configureBlocking(false);
      waiting.connect(address);
    }
  }
}

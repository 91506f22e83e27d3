package radio.nightshift.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.condition.Conditions;

/** Whoever comes to the door, and whatever they bring, the next one is served. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DoorTest {
  @TempDir Path folder;
  private final Conditions conditions = Conditions.unkept(Clock.systemUTC());
  private Path socket;
  private Door door;

  @BeforeEach
  void door() {
    socket = folder.resolve("control");
    door = new Door(socket, conditions);
  }

  @AfterEach
  void close() {
    door.close();
    conditions.close();
  }

  private void open() {
    door.open(request -> "{\"heard\": " + request.length() + "}");
  }

  private SocketChannel visitor() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  private static void send(SocketChannel visitor, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      visitor.write(rest);
    }
  }

  private static String answer(SocketChannel visitor) throws IOException {
    return new String(Channels.newInputStream(visitor).readAllBytes(), StandardCharsets.UTF_8);
  }

  private void assertThatTheNextOneIsServed() throws IOException {
    try (SocketChannel next = visitor()) {
      send(next, "abc\n".getBytes(StandardCharsets.UTF_8));
      assertThat(answer(next)).as("what the next one is answered").isEqualTo("{\"heard\": 3}\n");
    }
  }

  @Test
  void aLineIsAnsweredAndOnlyItsUserMayComeIn() throws IOException {
    open();
    assertThatTheNextOneIsServed();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .as("who may use the socket")
        .isEqualTo("rw-------");
  }

  @Test
  void aLineInPiecesIsOneLineAndTheEndOfTheInputEndsIt() throws IOException {
    open();
    try (SocketChannel slow = visitor()) {
      send(slow, new byte[] {'a'});
      send(slow, new byte[] {'b'});
      slow.shutdownOutput();
      assertThat(answer(slow)).isEqualTo("{\"heard\": 2}\n");
    }
  }

  @Test
  void aHundredMegabytesAreNotTakenIn() throws IOException {
    open();
    byte[] megabyte = new byte[1 << 20];
    boolean isCutOff = false;
    try (SocketChannel visitor = visitor()) {
      for (int i = 0; i < 100; i++) {
        send(visitor, megabyte);
      }
    } catch (IOException closed) {
      isCutOff = true;
    }
    assertThat(isCutOff).as("cut off").isTrue();
    assertThatTheNextOneIsServed();
  }

  @Test
  void aThousandConnectionsKeepNobodyWaitingForLong() throws IOException {
    open();
    List<SocketChannel> all = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
        all.add(one);
        one.configureBlocking(false);
        connect(one);
      }
    } finally {
      for (SocketChannel one : all) {
        one.close();
      }
    }
    assertThatTheNextOneIsServed();
  }

  private void connect(SocketChannel one) {
    try {
      one.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException queueIsFull) {
      // It is not let in, which is one way to be spared it.
    }
  }

  @Test
  void thoseWhoSayNothingAreSeenOutAndOthersComeInMeanwhile() throws IOException {
    open();
    List<SocketChannel> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        silent.add(visitor());
      }
      assertThatTheNextOneIsServed();
      assertThat(answer(silent.get(0))).as("what a silent one is answered").isEmpty();
    } finally {
      for (SocketChannel one : silent) {
        one.close();
      }
    }
  }

  @Test
  void theSocketOfADeadStationIsReplaced() throws IOException {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).as("what it has left").exists();
    open();
    assertThatTheNextOneIsServed();
  }

  @Test
  void theSocketOfALivingOneStaysItsOwn() throws IOException {
    open();
    Door second = new Door(socket, conditions);
    second.open(request -> "{}");
    assertThat(conditions.find("control", "socket"))
        .hasValueSatisfying(
            one -> assertThat(one.words()).contains("another station", "" + socket));
    second.close();
    assertThatTheNextOneIsServed();
  }

  @Test
  void aFileThatIsNoSocketIsLeftAlone() throws IOException {
    Files.writeString(socket, "precious");
    open();
    assertThat(conditions.find("control", "socket"))
        .hasValueSatisfying(one -> assertThat(one.words()).contains("no socket"));
    assertThat(socket).content().isEqualTo("precious");
  }

  @Test
  void aDoorThatIsClosedLeavesNothing() throws IOException {
    open();
    door.close();
    assertThat(socket).doesNotExist();
    open();
    assertThatTheNextOneIsServed();
  }

  /** Two stations with one control.socket: only one of them listens there. */
  @Test
  void whatIsMeantForAnotherStationIsNotDone() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    try (var context = new org.apache.camel.impl.DefaultCamelContext()) {
      RouteAnswers answers = new RouteAnswers(context, folder);
      String refused = answers.to("{\"command\": \"drain\", \"home\": \"%s\"}".formatted(other));
      assertThat(refused.replace("\\/", "/"))
          .contains("\"wrong\"", "works in '" + folder + "', not in '" + other + "'");
      for (Path own : List.of(folder, link)) {
        assertThat(answers.to("{\"command\": \"drain\", \"home\": \"%s\"}".formatted(own)))
            .as("what reaches the route, which is not there")
            .doesNotContain("wrong");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{",
        "[]",
        "7",
        "null",
        "{\"command\": 7}",
        "{\"command\": \"stop\"}",
        "\u0000"
      })
  void whatIsNoCommandIsAnsweredWithTheCommands(String request) throws Exception {
    try (var context = new org.apache.camel.impl.DefaultCamelContext()) {
      assertThat(new RouteAnswers(context, folder).to(request))
          .contains(
              "error",
              "as-run, drain, loop-restart, loop-start, loop-status, loop-stop, schedule, status");
    }
  }
}

package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.loop.Timeline.Version;
import radio.nightshift.support.Integration;
import radio.nightshift.support.TransportClip;

/** Real datagrams, in real time. */
@Integration
class OutputTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int HEADER = 12;
  private static final int PICTURES = 24;

  @TempDir Path folder;

  private Turntable turntable() throws IOException {
    Path file = folder.resolve("clip.ts");
    TransportClip.make(file, PICTURES, "-c:v", "libx264", "-g", "12", "-b:v", "500k");
    Version clip = new Version("clip", file, PICTURES * TransportClip.PICTURE);
    Clock clock = Clock.systemUTC();
    Timeline timeline = new Timeline(folder.resolve("timeline"), clip, clock.instant());
    return new Turntable("demo", timeline, clock, MonotonicTime.SYSTEM);
  }

  /** Plays for some seconds and returns the datagrams with their times in nanoseconds. */
  private static List<byte[]> received(
      Turntable turntable, PacketOutput out, DatagramSocket socket, List<Long> nanos)
      throws IOException, InterruptedException, ExecutionException {
    List<byte[]> datagrams = new ArrayList<>();
    long end = System.nanoTime() + 3_200_000_000L;
    CompletableFuture<Void> playing =
        CompletableFuture.runAsync(
            () -> {
              try (out) {
                turntable.play(out, () -> System.nanoTime() > end);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    socket.setSoTimeout(500);
    try {
      while (true) {
        DatagramPacket datagram = new DatagramPacket(new byte[2000], 2000);
        socket.receive(datagram);
        nanos.add(System.nanoTime());
        datagrams.add(Arrays.copyOf(datagram.getData(), datagram.getLength()));
      }
    } catch (SocketTimeoutException over) {
      playing.get();
    }
    return datagrams;
  }

  @Test
  void rtpCarriesSeamlessTurns() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Turntable turntable = turntable();
      List<Long> nanos = new ArrayList<>();
      PacketOutput out = RtpOutput.open(LOOPBACK, socket.getLocalPort());
      List<byte[]> datagrams = received(turntable, out, socket, nanos);
      TransportReceiver receiver = new TransportReceiver();
      ByteBuffer last = null;
      for (int i = 0; i < datagrams.size(); i++) {
        ByteBuffer datagram = ByteBuffer.wrap(datagrams.get(i));
        assertThat(datagram.getShort(0)).as("RTP 2, MPEG-TS").isEqualTo((short) 0x8021);
        assertThat((datagram.remaining() - HEADER) % 188).as("part of a packet").isZero();
        if (last != null) {
          assertThat((short) (datagram.getShort(2) - last.getShort(2))).as("sequence").isOne();
          assertThat(datagram.getInt(4) - last.getInt(4)).as("time").isBetween(0, 9000);
          assertThat(datagram.getInt(8)).as("source").isEqualTo(last.getInt(8));
        }
        last = datagram.duplicate();
        receiver.receive(datagram.position(HEADER), nanos.get(i) * 9 / 100_000);
      }
      assertThat(turntable.seams()).isGreaterThanOrEqualTo(3);
      assertThat(turntable.packets() * 188).isEqualTo(receiver.all.size());
      assertThat(receiver.continuityErrors).as("continuity errors").isZero();
      assertThat(receiver.stampsBack).as("time stamps that went back").isZero();
      System.err.printf("PCR jitter, 98 of 100 within: %.1f ms%n", receiver.jitter());
      Path file = Files.write(folder.resolve("received.ts"), receiver.all.toByteArray());
      assertThat(TransportClip.complaints(file, 2)).as("what a decoder complains of").isEmpty();
    }
  }

  @Test
  void nobodyNeedListen() throws Exception {
    int port;
    try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    try (UdpOutput out = UdpOutput.open(LOOPBACK, port)) {
      for (int i = 0; i < 20; i++) {
        out.send(ByteBuffer.allocateDirect(188), 0);
      }
      try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
        out.send(ByteBuffer.allocateDirect(376), 0);
        socket.setSoTimeout(2000);
        DatagramPacket datagram = new DatagramPacket(new byte[2000], 2000);
        socket.receive(datagram);
        assertThat(datagram.getLength()).as("the first one after somebody listens").isEqualTo(376);
      }
    }
  }

  @Test
  void aGroupReceivesIt() throws Exception {
    NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    InetSocketAddress group = new InetSocketAddress("239.255.77.12", 0);
    try (MulticastSocket socket = new MulticastSocket(0)) {
      UdpOutput out;
      try {
        out = UdpOutput.open(group.getAddress(), socket.getLocalPort());
      } catch (IOException noRoute) {
        assertThat(noRoute).hasMessageContaining("nothing can be sent to '239.255.77.12:");
        return;
      }
      try (out) {
        socket.joinGroup(group, null);
        socket.joinGroup(group, loopback);
        out.send(ByteBuffer.allocateDirect(188), 0);
        socket.setSoTimeout(2000);
        DatagramPacket datagram = new DatagramPacket(new byte[2000], 2000);
        socket.receive(datagram);
        assertThat(datagram.getLength()).isEqualTo(188);
      }
    }
  }

  @Test
  void anAddressThatIsNoneIsReported() {
    assertThatThrownBy(() -> UdpOutput.address("no-such-host.invalid"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("host 'no-such-host.invalid' cannot be resolved");
  }

  @Test
  void aPipeGetsThePacketsAsTheyAre() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PipeOutput out = new PipeOutput(bytes, true)) {
      out.send(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
      out.send(ByteBuffer.wrap(new byte[] {4}), 0);
      assertThat(out.takesBursts()).isTrue();
    }
    assertThat(bytes.toByteArray()).containsExactly(1, 2, 3, 4);
  }
}

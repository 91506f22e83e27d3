package radio.nightshift.loop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import radio.nightshift.loop.Timeline.Version;

/**
 * Plays a clip on many channels to RTP and reports what a channel costs. Arguments: file, ticks of
 * a turn, channels, first port, seconds.
 */
final class TurntableBench {
  private TurntableBench() {}

  public static void main(String... arguments) throws Exception {
    Version version = new Version("bench", Path.of(arguments[0]), Long.parseLong(arguments[1]));
    int channels = Integer.parseInt(arguments[2]);
    int port = Integer.parseInt(arguments[3]);
    long seconds = Long.parseLong(arguments[4]);
    CountDownLatch over = new CountDownLatch(1);
    for (int i = 0; i < channels; i++) {
      int number = i;
      new Thread(() -> play(version, number, port + 2 * number, over)).start();
    }
    over.await(10, TimeUnit.SECONDS);
    long before = cpuNanos();
    over.await(seconds, TimeUnit.SECONDS);
    double part = (cpuNanos() - before) / (seconds * 1e9) / channels;
    over.countDown();
    System.err.printf("%d channels: %.2f %% of a core each%n", channels, part * 100);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void play(Version version, int number, int port, CountDownLatch over) {
    Clock clock = Clock.systemUTC();
    try (PacketOutput out = RtpOutput.open(InetAddress.getLoopbackAddress(), port)) {
      Path state = Files.createTempDirectory("bench").resolve("timeline");
      Timeline timeline = new Timeline(state, version, clock.instant());
      new Turntable("bench" + number, timeline, clock, MonotonicTime.SYSTEM)
          .play(out, () -> over.getCount() == 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

package radio.nightshift.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import radio.nightshift.support.IcecastServer;

/** A resident Liquidsoap that has its file ready, and puts it on the mount at an instant. */
final class Liquidsoap implements AutoCloseable {
  static final String NAME = "resident Liquidsoap";

  private final Process process;
  private final Socket telnet;

  private Liquidsoap(Process process, Socket telnet) {
    this.process = process;
    this.telnet = telnet;
  }

  static Liquidsoap start(Workshop shop, int port, String mount) throws IOException {
    int control = IcecastServer.freePort();
    Path script = shop.newFolder("liquidsoap").resolve("station.liq");
    Files.writeString(
        script,
        """
        set("init.allow_root", true)
        set("server.telnet", true)
        set("server.telnet.port", %d)
        instant = ref(0.)
        def at(time) = instant := float_of_string(time); "ok" end
        server.register("at", at)
        queue = request.queue(id="queue")
        programme = switch(track_sensitive=false, [({time() >= !instant}, queue)])
        output.icecast(%%mp3(bitrate=128), host="127.0.0.1", port=%d, user="source",
          password="%s", mount="%s", fallible=true, programme)
        """
            .formatted(control, port, Rival.PASSWORD, mount.substring(1)));
    Process process = shop.start("liquidsoap", List.of("liquidsoap", script.toString()));
    Workshop.await("Liquidsoap", Duration.ofSeconds(30), () -> answers(control));
    return new Liquidsoap(process, new Socket("127.0.0.1", control));
  }

  private static boolean answers(int port) {
    try (Socket probe = new Socket("127.0.0.1", port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Has a file ready, and plays it from an instant on. */
  void playAt(Path file, Instant instant) throws IOException {
    String seconds = "%d.%03d".formatted(instant.getEpochSecond(), instant.getNano() / 1_000_000);
    String lines = "at " + seconds + "\nqueue.push " + file + "\n";
    telnet.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    telnet.close();
    Workshop.end(process);
  }
}

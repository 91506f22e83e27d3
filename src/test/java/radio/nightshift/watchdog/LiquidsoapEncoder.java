package radio.nightshift.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import radio.nightshift.support.IcecastServer;

/** A real Liquidsoap that streams to {@code /live.mp3} and, by another one, writes HLS. */
final class LiquidsoapEncoder implements AutoCloseable {
  private static final String STREAM =
      """
      settings.init.allow_root.set(true)
      settings.log.stdout.set(true)
      muted = ref(false)
      thread.run(every=0.5, {muted := file.exists("%s")})
      s = switch(track_sensitive=false, [({!muted}, blank()), ({true}, amplify(0.5, sine(440.)))])
      output.icecast(%%mp3(bitrate=128), host="127.0.0.1", port=%d, password="%s", mount="live.mp3", s)
      """;

  private static final String SEGMENTS =
      """
      settings.init.allow_root.set(true)
      settings.log.stdout.set(true)
      output.file.hls(playlist="live.m3u8", segment_duration=1.0, segments=5, segments_overhead=2, "%s",
        [("aac", %%ffmpeg(format="mpegts", %%audio(codec="aac", channels=2, ar=44100, b="96k")))], sine(440.))
      """;

  private final Path folder;
  private final Path hls;
  private Process stream;
  private Process segments;

  LiquidsoapEncoder(IcecastServer icecast, Path folder) throws IOException {
    this.folder = folder;
    hls = Files.createDirectories(folder.resolve("hls"));
    Files.writeString(
        folder.resolve("stream.liq"),
        STREAM.formatted(folder.resolve("muted"), icecast.port(), IcecastServer.PASSWORD));
    Files.writeString(folder.resolve("segments.liq"), SEGMENTS.formatted(hls));
  }

  void start() throws IOException {
    stream = run("stream");
    Files.writeString(pidFile(), stream.pid() + "\n");
    if (segments == null || !segments.isAlive()) {
      segments = run("segments");
    }
    Awaitility.await("Liquidsoap writes HLS")
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> Files.exists(hls.resolve("live.m3u8")));
  }

  private Process run(String script) throws IOException {
    return new ProcessBuilder("liquidsoap", folder.resolve(script + ".liq").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(script + ".log").toFile())
        .start();
  }

  Path pidFile() {
    return folder.resolve("liquidsoap.pid");
  }

  Path hls() {
    return hls;
  }

  /** Both are killed, as they are one encoder to whoever listens. */
  void kill() throws InterruptedException {
    stream.destroyForcibly().waitFor();
    stopHls();
  }

  void stopHls() throws InterruptedException {
    segments.destroyForcibly().waitFor();
  }

  void mute() throws IOException {
    Files.writeString(folder.resolve("muted"), "");
  }

  void signal(String name) throws IOException, InterruptedException {
    for (Process one : new Process[] {stream, segments}) {
      new ProcessBuilder("kill", "-" + name, "" + one.pid()).start().waitFor();
    }
  }

  @Override
  public void close() throws Exception {
    for (Process one : new Process[] {stream, segments}) {
      if (one != null) {
        one.destroyForcibly().waitFor();
      }
    }
  }
}

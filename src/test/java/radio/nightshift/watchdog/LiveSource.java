package radio.nightshift.watchdog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.support.IcecastServer;

/** A source that makes its sound as it goes, on the mount {@code /live}. */
final class LiveSource implements AutoCloseable {
  private final Process ffmpeg;

  /**
   * Connects.
   *
   * @param sound a source of ffmpeg's lavfi
   */
  LiveSource(IcecastServer icecast, String sound) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-re", "-f", "lavfi", "-i"));
    command.add(sound);
    command.addAll(List.of("-c:a", "libmp3lame", "-b:a", "128k", "-f", "mp3"));
    command.addAll(List.of("-content_type", "audio/mpeg", "-flush_packets", "1"));
    command.add(
        "icecast://source:%s@127.0.0.1:%d/live".formatted(IcecastServer.PASSWORD, icecast.port()));
    ffmpeg = new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Override
  public void close() throws InterruptedException {
    ffmpeg.destroyForcibly().waitFor();
  }
}

package radio.nightshift.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Another program that puts a file on a mount, as its own documentation says to.
 *
 * @param name what it is called in the table
 * @param command what starts it
 */
record Rival(String name, List<String> command) {
  static final String PASSWORD = "pw";

  /** {@code ffmpeg -re -c copy}: the frames as they are, at their own speed. */
  static Rival ffmpeg(Path file, int port, String mount) {
    return new Rival("ffmpeg", ffmpegCommand(file, port, mount, PASSWORD, List.of("-f", "mp3")));
  }

  /** The same with the muxer that connects again. */
  static Rival ffmpegFifo(Path file, int port, String mount, String password) {
    return new Rival(
        "ffmpeg's fifo",
        ffmpegCommand(
            file,
            port,
            mount,
            password,
            List.of(
                "-map",
                "0:a",
                "-f",
                "fifo",
                "-fifo_format",
                "mp3",
                "-queue_size",
                "600",
                "-drop_pkts_on_overflow",
                "1",
                "-attempt_recovery",
                "1",
                "-recover_any_error",
                "1",
                "-recovery_wait_time",
                "0.2",
                "-max_recovery_attempts",
                "0")));
  }

  /** {@code ffmpeg -re -stream_loop -1 -c copy}: a file for ever, sent as RTP. */
  static Rival ffmpegLoop(Path file, String destination) {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-re", "-stream_loop", "-1"));
    command.addAll(List.of("-i", file.toString(), "-c", "copy", "-f", "rtp_mpegts", destination));
    return new Rival("ffmpeg", command);
  }

  private static List<String> ffmpegCommand(
      Path file, int port, String mount, String password, List<String> muxer) {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-re", "-i", file.toString()));
    command.addAll(List.of("-c", "copy"));
    command.addAll(muxer);
    command.addAll(List.of("-content_type", "audio/mpeg"));
    command.add("icecast://source:%s@127.0.0.1:%d%s".formatted(password, port, mount));
    return command;
  }

  static Rival ezstream(Workshop shop, Path file, int port, String mount) throws IOException {
    Path config = shop.newFolder("ezstream").resolve("ezstream.xml");
    Files.writeString(
        config,
        """
        <ezstream>
          <servers><server><hostname>127.0.0.1</hostname><port>%d</port><user>source</user>
            <password>%s</password><tls>none</tls></server></servers>
          <streams><stream><mountpoint>%s</mountpoint><format>MP3</format></stream></streams>
          <intakes><intake><type>file</type><filename>%s</filename></intake></intakes>
        </ezstream>
        """
            .formatted(port, PASSWORD, mount, file));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    return new Rival("ezstream", List.of("ezstream", "-c", config.toString()));
  }

  /** Starts it now. */
  Running start(Workshop shop) throws IOException {
    return new Running(shop.start(name.replaceAll("\\W", ""), command));
  }

  /**
   * Loads a shell that becomes the program when it is told to, so that starting it costs what the
   * program's own start costs and no more.
   */
  Running load(Workshop shop) throws IOException {
    List<String> waiting = new ArrayList<>(List.of("sh", "-c", "read go; exec \"$@\"", "sh"));
    waiting.addAll(command);
    return new Running(shop.start(name, waiting));
  }

  static void close(List<Running> rivals) throws InterruptedException {
    for (Running rival : rivals) {
      rival.close();
    }
  }

  /** A program that runs, or is loaded. */
  record Running(Process process) implements AutoCloseable {
    /** Starts what was loaded. */
    void go() throws IOException {
      OutputStream in = process.getOutputStream();
      in.write('\n');
      in.flush();
    }

    long pid() {
      return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }
}

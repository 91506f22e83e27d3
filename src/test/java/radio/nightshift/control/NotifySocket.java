package radio.nightshift.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The end of a notify socket that systemd holds. Java has no Unix datagram sockets; perl, which
 * every Debian has, prints what comes, a line a notice.
 */
final class NotifySocket implements AutoCloseable {
  private static final String RECEIVE =
      "$s = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $ARGV[0]) or die; $| = 1; print \"open\\n\";"
          + " while (defined $s->recv($m, 65536)) { $m =~ s/\\n/ | /g; print \"$m\\n\" }";

  private final Process perl;
  private final Path path;
  private final List<String> notices = new CopyOnWriteArrayList<>();

  private NotifySocket(Process perl, Path path) {
    this.perl = perl;
    this.path = path;
  }

  static NotifySocket open(Path path) throws IOException {
    Process perl =
        new ProcessBuilder("perl", "-MIO::Socket::UNIX", "-e", RECEIVE, "" + path)
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = perl.inputReader();
    String first = lines.readLine();
    if (!"open".equals(first)) {
      throw new IOException("perl does not listen: " + first);
    }
    NotifySocket socket = new NotifySocket(perl, path);
    Thread reader = new Thread(() -> lines.lines().forEach(socket.notices::add), "notify-socket");
    reader.setDaemon(true);
    reader.start();
    return socket;
  }

  /** What sends to it. */
  List<String> program() {
    return List.of("env", "NOTIFY_SOCKET=" + path, "systemd-notify");
  }

  /** What has come so far, a text each, without the barriers behind them. */
  List<String> notices() {
    return notices.stream().filter(notice -> !notice.startsWith("BARRIER")).toList();
  }

  @Override
  public void close() throws InterruptedException {
    perl.destroy();
    perl.waitFor();
  }
}

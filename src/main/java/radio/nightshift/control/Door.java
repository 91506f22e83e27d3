package radio.nightshift.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/**
 * The station's Unix socket, which only its user and root may use. A station that cannot have it is
 * on the air all the same, with a condition.
 */
final class Door {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final String ROOM = "control";
  private static final String ABOUT = "socket";
  private static final int WAITING = 128;

  private final Path path;
  private final Conditions conditions;
  private ServerSocketChannel server;
  private Reception reception;

  Door(Path path, Conditions conditions) {
    this.path = path;
    this.conditions = conditions;
  }

  /** Opens it. */
  void open(Answers answers) {
    try {
      server = listening();
      reception = new Reception(server, Files.getOwner(path), answers);
      Thread thread = new Thread(reception, "control-door");
      thread.setDaemon(true);
      thread.start();
      conditions.clear(ROOM, ABOUT, "The station can be asked at '%s'".formatted(path));
    } catch (IOException e) {
      close();
      conditions.raise(
          ROOM,
          ABOUT,
          Severity.WARNING,
          "the station cannot be asked at '%s' (%s)".formatted(path, reason(e)),
          "set control.socket to where this user may make a socket, and restart the station");
    }
  }

  private static String reason(IOException e) {
    boolean hasOwnWords = e instanceof FileSystemException file && file.getReason() != null;
    return hasOwnWords ? ((FileSystemException) e).getReason() : e.toString();
  }

  private ServerSocketChannel listening() throws IOException {
    if (DoorPath.isTooLong(path)) {
      throw new FileSystemException(path.toString(), null, DoorPath.TOO_LONG);
    }
    Files.createDirectories(path.getParent());
    removeStale();
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path), WAITING);
      // Until here another user might have come in, who is sent away by his credentials.
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The lock of the home is this station's: what lies there is a dead one's, or not of its home.
   */
  private void removeStale() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (Files.isRegularFile(path) || Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), null, "there is a file that is no socket");
    }
    if (isAnswered()) {
      throw new FileSystemException(path.toString(), null, "another station listens there");
    }
    Files.delete(path);
  }

  private boolean isAnswered() {
    try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return other.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  /** Closes it; whoever is being answered is cut off. */
  void close() {
    if (server == null) {
      return;
    }
    try {
      if (reception != null) {
        reception.close();
      }
      server.close();
      Files.deleteIfExists(path);
    } catch (IOException | RuntimeException e) {
      // Whatever it is, the station has to stop in good order.
      LOG.debug("{} was not removed", path, e);
    }
    server = null;
  }
}

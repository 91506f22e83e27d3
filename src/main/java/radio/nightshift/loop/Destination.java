package radio.nightshift.loop;

import java.nio.file.Path;
import java.util.Optional;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.Mount;

/** Where a channel is sent. As text it is an address, without what is secret. */
sealed interface Destination {

  /** The mount, if it is one of Icecast's. */
  default Optional<Mount> mount() {
    return Optional.empty();
  }

  /** What no two channels may have in common. */
  String place();

  /** What a person can do if it cannot be reached. */
  default String remedy() {
    return "check the host, and this machine's network";
  }

  /** Datagrams, with RTP's headers or without. */
  record Datagrams(boolean isRtp, String host, int port) implements Destination {
    @Override
    public String place() {
      return "datagrams " + host + ":" + port;
    }

    @Override
    public String toString() {
      return "%s://%s:%d".formatted(isRtp ? "rtp" : "udp", host, port);
    }
  }

  /**
   * SRT.
   *
   * @param listens whether it waits for a caller, instead of calling
   * @param passphrase a secret; empty if it is sent in the clear
   */
  record Srt(boolean listens, String host, int port, int latencyMillis, String passphrase)
      implements Destination {
    @Override
    public String place() {
      return "srt " + (listens ? "" : host) + ":" + port;
    }

    @Override
    public String remedy() {
      return listens
          ? "free the port, or choose another one"
          : "start a listener there, with the same passphrase if there is one";
    }

    @Override
    public String toString() {
      return "srt://%s:%d%s".formatted(host, port, listens ? "?mode=listener" : "");
    }
  }

  /** A folder in which there are an HLS playlist and its segments. */
  record Hls(Path folder) implements Destination {
    @Override
    public String place() {
      return "hls " + folder;
    }

    @Override
    public String remedy() {
      return "name a folder in which the station's user may write, on a disk with room, and open it"
          + " to the service by ReadWritePaths= (docs/routes.md)";
    }

    @Override
    public String toString() {
      return "hls:" + Printable.printable(folder.toString());
    }
  }

  /** An Icecast mount. */
  record Icecast(Mount target) implements Destination {
    @Override
    public Optional<Mount> mount() {
      return Optional.of(target);
    }

    @Override
    public String place() {
      return target.address();
    }

    @Override
    public String toString() {
      return target.address();
    }
  }
}

package radio.nightshift.icecast;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLSocketFactory;
import radio.nightshift.programme.Mount;

/**
 * Whether a mount takes its source's login, tried on the mount itself. A source that is on it stays
 * there. Nor is a mount that is free opened where the server can do without: it is asked first by a
 * source that does not say what it would send. Icecast judges the login and whether the mount is
 * free, and then refuses that, before listeners on a fallback mount are moved.
 */
public final class LoginTrial {
  private static final int CONNECT_MILLIS = 2000;
  private static final Duration WRITE_BOUND = Duration.ofSeconds(3);
  private static final int SEND_BUFFER = 4096;

  private static final String WITHOUT_OPENING =
      "tried without opening it: the server refuses a source without a format, as it should";
  private static final String IN_USE = "a source is on it now, which was left alone";
  private static final String OPENED = "it was opened for a moment, and closed without audio";

  private final Mount mount;
  private final SourceTarget target;
  private final HostAddresses addresses = new HostAddresses();
  private boolean mayBreakOff = true;

  /**
   * A mount to be tried.
   *
   * @param tls makes the TLS sockets, or null for plain HTTP
   */
  public LoginTrial(Mount mount, SSLSocketFactory tls) {
    this.mount = mount;
    target =
        new SourceTarget(
            mount.settings(),
            mount.host(),
            mount.port(),
            mount.path(),
            mount.user(),
            mount.password(),
            tls,
            Map.of(),
            CONNECT_MILLIS,
            (int) mount.answer().toMillis(),
            SEND_BUFFER);
  }

  /** How long the trial may take at most. */
  public static Duration limit(Mount mount) {
    return mount.answer().plusMillis(2 * CONNECT_MILLIS).plus(WRITE_BOUND).multipliedBy(3);
  }

  /**
   * Tries the login.
   *
   * @return what was tried, and how it went
   * @throws IcecastException if the login is refused or the server is no Icecast; says what to do
   */
  public String attempt() throws IcecastException {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    try (WriteGuard guard = new WriteGuard(executor, WRITE_BOUND)) {
      return attempt(guard);
    } finally {
      executor.shutdownNow();
    }
  }

  private String attempt(WriteGuard guard) throws IcecastException {
    try {
      connect(null, guard);
      return OPENED;
    } catch (SourceRefusedException refused) {
      if (refused.isMountInUse()) {
        return IN_USE;
      }
      if (refused.isForItsContentType()) {
        return WITHOUT_OPENING;
      }
    }
    // It may be that this server's refusal of a source without a format has other words.
    try {
      connect(mount.encoding().codec().contentType(), guard);
      return OPENED;
    } catch (SourceRefusedException refused) {
      if (refused.isMountInUse()) {
        return IN_USE;
      }
      throw refused;
    }
  }

  /**
   * Connects to the first of the host's addresses at which a server gives an answer. One connection
   * that breaks off is no verdict on a login.
   */
  private void connect(String contentType, WriteGuard guard) throws IcecastException {
    for (int further = further(); ; further--) {
      try {
        knock(contentType, guard);
        return;
      } catch (UnansweredException e) {
        if (e.isBrokenOff() && mayBreakOff) {
          mayBreakOff = false;
          further++;
        } else if (further <= 0) {
          throw e;
        }
      }
    }
  }

  /** Any HTTP server may continue at first: what it says to the end of the audio counts, too. */
  private void knock(String contentType, WriteGuard guard) throws IcecastException {
    try (SourceClient client =
        SourceClient.open(target, contentType, guard, addresses, Waiting.PATIENT)) {
      client.finish(CONNECT_MILLIS);
    }
  }

  private int further() {
    try {
      return addresses.of(target.host()).size() - 1;
    } catch (UnknownHostException e) {
      return 0;
    }
  }
}

package radio.nightshift.icecast;

import java.util.concurrent.Callable;
import javax.net.ssl.SSLSocketFactory;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;
import radio.nightshift.programme.Mount;

/** Tries whether an Icecast takes the login of a mount. */
public final class MountProbe {
  private final Mount mount;
  private final Callable<SSLSocketFactory> tls;

  /**
   * Prepares the trial.
   *
   * @param tls makes TLS sockets in the way of the icecast component
   */
  public MountProbe(Mount mount, Callable<SSLSocketFactory> tls) {
    this.mount = mount;
    this.tls = tls;
  }

  /** A probe that fails because the parameters that hold the login are missing. */
  public static Probe untried() {
    return new Probe(
        "Icecast",
        () -> {
          throw new Trouble("not tried: the parameters are missing.");
        });
  }

  /** The probe, named by the mount. */
  public Probe probe() {
    return new Probe("Icecast " + mount.name(), LoginTrial.limit(mount), this::logIn);
  }

  private String logIn() throws Exception {
    try {
      String how = new LoginTrial(mount, mount.tls() ? tls.call() : null).attempt();
      return "%s takes the source login (%s)".formatted(mount.address(), how);
    } catch (IcecastException e) {
      throw new Trouble(e.getMessage().replaceFirst("; trying again\\.$", "."));
    }
  }
}

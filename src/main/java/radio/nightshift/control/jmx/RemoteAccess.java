package radio.nightshift.control.jmx;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.room.Requests;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/**
 * JMX for other machines; closed unless the settings {@code jmx.*} say otherwise. Where its address
 * is not there yet, as before a network is up, it is tried again: nothing is off the air for that.
 */
public final class RemoteAccess {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteAccess.class);
  private static final String ROOM = "control";
  private static final String ABOUT = "jmx";
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final RemoteSettings settings;
  private final Supplier<InetAddress> address;
  private final Duration pause;
  private ScheduledExecutorService tries;
  private RmiServer rmi;
  private JolokiaServer jolokia;

  /**
   * Access by settings, if they are there.
   *
   * @param settings null if nothing is served
   * @param address where it is served, or an {@link OutsideException} while that is not there
   * @param pause how long after a try the next one is
   */
  RemoteAccess(RemoteSettings settings, Supplier<InetAddress> address, Duration pause) {
    this.settings = settings;
    this.address = address;
    this.pause = pause;
  }

  /**
   * Reads the settings.
   *
   * @throws SettingException if one is wrong, or it would not be safe
   */
  public static RemoteAccess of(Settings settings) {
    RemoteSettings set = RemoteSettings.of(settings).orElse(null);
    return new RemoteAccess(set, set == null ? null : set::address, PAUSE);
  }

  /** Whether this machine has the address. */
  public Optional<Probe> probe() {
    return Optional.ofNullable(settings).map(set -> new Probe("jmx.host", this::look));
  }

  private String look() throws Trouble {
    try {
      return "it can be served at " + address.get().getHostAddress();
    } catch (OutsideException missing) {
      throw new Trouble(missing.getMessage());
    }
  }

  /**
   * Listens, as soon as the address is there.
   *
   * @throws OutsideException if a port is in use
   */
  public void open(Requests requests, Conditions conditions) {
    if (settings == null) {
      return;
    }
    InetAddress now;
    try {
      now = address.get();
    } catch (OutsideException missing) {
      LOG.info("{}", missing.getMessage());
      begin(() -> tryAgain(requests, conditions));
      return;
    }
    listen(now, requests);
  }

  private synchronized void begin(Runnable task) {
    tries = Executors.newSingleThreadScheduledExecutor(RemoteAccess::thread);
    tries.scheduleWithFixedDelay(task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "control-jmx");
    thread.setDaemon(true);
    return thread;
  }

  private void tryAgain(Requests requests, Conditions conditions) {
    try {
      // A resolver may take its time, for which no stop is to wait.
      InetAddress now = address.get();
      synchronized (this) {
        if (!tries.isShutdown()) {
          listen(now, requests);
          tries.shutdown();
          conditions.clear(ROOM, ABOUT, "JMX is served");
        }
      }
    } catch (RuntimeException e) {
      // One that got out would be the last try.
      String text = String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
      conditions.raise(ROOM, ABOUT, Severity.WARNING, text);
    }
  }

  private synchronized void listen(InetAddress host, Requests requests) {
    try {
      if (settings.port() != 0) {
        rmi = new RmiServer(settings, host, requests);
        rmi.open();
      }
      if (settings.jolokia() != 0) {
        jolokia = new JolokiaServer(settings, host, requests);
        jolokia.open();
      }
    } catch (RuntimeException e) {
      closeServers();
      throw e;
    }
  }

  /** Closes it; whoever is connected is cut off. */
  public synchronized void close() {
    if (tries != null) {
      tries.shutdown();
    }
    closeServers();
  }

  private void closeServers() {
    if (rmi != null) {
      rmi.close();
      rmi = null;
    }
    if (jolokia != null) {
      jolokia.close();
      jolokia = null;
    }
  }
}

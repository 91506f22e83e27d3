package radio.nightshift;

import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.slf4j.LoggerFactory;

/**
 * Loads what each start of the station needs late, beside what it does first: on a machine with two
 * processors or more it is on the air sooner.
 */
final class LoadAhead {
  private final CompletableFuture<Void> log = new CompletableFuture<>();

  /** Begins, on a thread of its own. */
  LoadAhead() {
    Thread thread = new Thread(this::load, "load-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits until the log can be written: what came before would be held back, and said so. */
  void awaitLog() {
    log.join();
  }

  private void load() {
    try {
      LoggerFactory.getILoggerFactory();
    } finally {
      log.complete(null);
    }
    ManagementFactory.getPlatformMBeanServer();
    try {
      SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      // Whoever needs it will say so.
    }
  }
}

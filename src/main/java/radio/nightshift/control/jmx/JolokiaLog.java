package radio.nightshift.control.jmx;

import org.jolokia.server.core.service.api.LogHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jolokia's lines, in the station's log. */
final class JolokiaLog implements LogHandler {
  private static final Logger LOG = LoggerFactory.getLogger(JolokiaLog.class);

  @Override
  public void debug(String message) {
    LOG.debug(message);
  }

  @Override
  public void info(String message) {
    LOG.debug(message);
  }

  @Override
  public void error(String message, Throwable why) {
    LOG.warn(message, why);
  }

  @Override
  public boolean isDebug() {
    return false;
  }
}

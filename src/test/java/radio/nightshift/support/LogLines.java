package radio.nightshift.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** What is logged while it is open. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private LogLines() {}

  public static LogLines open() {
    LogLines lines = new LogLines();
    lines.start();
    lines.root.addAppender(lines);
    return lines;
  }

  @Override
  protected void append(ILoggingEvent event) {
    // The servers that stand in for others run here too.
    if (event
        .getLoggerName()
        .matches("(org\\.eclipse\\.jetty|wiremock|org\\.wiremock|WireMock).*")) {
      return;
    }
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    lines.add(event.getLevel() + " " + event.getFormattedMessage() + trace);
  }

  public List<String> all() {
    return lines;
  }

  public List<String> with(String words) {
    return lines.stream().filter(line -> line.contains(words)).toList();
  }

  /** Waits for a line that holds some words. */
  public void await(String words) {
    Awaitility.await("a line with '" + words + "'").until(() -> !with(words).isEmpty());
  }

  /** The warnings and errors that hold some words. */
  public List<String> warnings(String words) {
    return with(words).stream().filter(line -> line.matches("(?s)(WARN|ERROR) .*")).toList();
  }

  /** Those of a level that hold a text. */
  public List<String> of(Level level, String text) {
    return lines.stream()
        .filter(line -> line.startsWith(level + " ") && line.contains(text))
        .toList();
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}

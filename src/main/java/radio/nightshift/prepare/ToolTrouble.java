package radio.nightshift.prepare;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in words, once for each reason, that a program which prepares programmes does not run. */
public final class ToolTrouble implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(ToolTrouble.class);

  private String said = "";

  @Override
  public synchronized void process(Exchange exchange) {
    if (exchange.getContext().isStopping()) {
      return;
    }
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String trouble =
        "ffmpeg, ffprobe or nice does not run (%s); install ffmpeg. Programmes wait in inbox/ until it does."
            .formatted(cause.getMessage());
    if (!trouble.equals(said)) {
      said = trouble;
      LOG.error("{}", trouble);
    }
  }
}

package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ffmpeg of this machine, whose version is part of every recipe. As a processor it takes note
 * that it does not run, and says so in words, once for each reason.
 */
public final class Ffmpeg implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);

  private final Niceness niceness;
  private volatile String version;
  private String trouble = "";

  /** Runs as niceness has it. */
  public Ffmpeg(Niceness niceness) {
    this.niceness = niceness;
  }

  /** Whether its version has yet to be asked. */
  public boolean isNew() {
    return version == null;
  }

  /** The arguments of nice that ask for it. */
  public List<String> question() {
    return niceness.run("ffmpeg", List.of("-version"));
  }

  /**
   * Takes the answer.
   *
   * @throws IOException if it is none
   */
  public synchronized void answer(
      @Body String said,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String complaint)
      throws IOException {
    if (exitValue != 0 || said == null || said.isBlank()) {
      throw new IOException(
          "ffmpeg does not tell its version (%s); look whether it is whole"
              .formatted(Programs.lastLine(complaint)));
    }
    String before = version;
    version = said.lines().findFirst().orElseThrow();
    trouble = "";
    // Two may have asked at the same time.
    if (!version.equals(before)) {
      LOG.info("Programmes are prepared with {}.", version.replaceAll(" Copyright.*", ""));
    }
  }

  public String version() {
    return version;
  }

  @Override
  public synchronized void process(Exchange exchange) {
    if (exchange.getContext().isStopping()) {
      return;
    }
    // The one that comes back may be another.
    version = null;
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said =
        "ffmpeg, ffprobe or nice does not run (%s); install ffmpeg. Programmes wait in inbox/ until it does."
            .formatted(cause.getMessage());
    if (!said.equals(trouble)) {
      trouble = said;
      LOG.error("{}", said);
    }
  }
}

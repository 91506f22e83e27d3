package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ffmpeg of this machine, whose version is part of every recipe. Called by the error rule when
 * ffmpeg cannot be started; logs each reason once.
 */
public final class Ffmpeg implements Processor, ProgramRuns {
  private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private volatile String version;
  private String trouble = "";

  /** The command of a run of ffmpeg that needs no terminal. */
  public static List<String> command(List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of("ffmpeg", "-nostdin", "-hide_banner", "-nostats"));
    command.addAll(arguments);
    return command;
  }

  /** The run that finds out the version, whatever its name; null if the version is known. */
  @Override
  public ProgramRun run(String name) {
    return version == null
        ? ProgramRun.of(List.of("ffmpeg", "-version"), LIMIT, this::accept)
        : null;
  }

  private synchronized void accept(ProgramEnd end) throws IOException {
    if (!end.isSuccess() || end.out().isBlank()) {
      throw new IOException(
          "ffmpeg does not print its version (%s); check that it is installed whole"
              .formatted(end.lastLine()));
    }
    String before = version;
    version = end.out().lines().findFirst().orElseThrow();
    trouble = "";
    // Two may have asked at the same time.
    if (!version.equals(before)) {
      LOG.info("Programmes are prepared with {}.", version.replaceAll(" Copyright.*", ""));
    }
  }

  /** The first line of {@code ffmpeg -version}; null until it has been found out. */
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
    String words =
        "ffmpeg, ffprobe or nice does not run (%s); install ffmpeg. Programmes wait in inbox/ until it does."
            .formatted(cause.getMessage());
    if (!words.equals(trouble)) {
      trouble = words;
      LOG.error("{}", words);
    }
  }
}

package radio.nightshift.prepare;

import java.io.IOException;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ffmpeg of this machine, whose version is part of every recipe. */
public final class Ffmpeg {
  private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);
  private static final int NOT_FOUND = 127;

  private volatile String version;

  /** Whether its version has yet to be asked. */
  public boolean isNew() {
    return version == null;
  }

  /** Takes the answer of {@code ffmpeg -version}. */
  public void answer(@Body String said) {
    version = said.lines().findFirst().orElse("");
    LOG.info("Programmes are prepared with {}.", version.replaceAll(" Copyright.*", ""));
  }

  String version() {
    return version;
  }

  /**
   * Looks whether it was there at all, for it may have gone since its version was asked.
   *
   * @throws IOException if it was not
   */
  void found(int exitValue) throws IOException {
    if (exitValue == NOT_FOUND) {
      version = null;
      throw new IOException("ffmpeg cannot be run; install it");
    }
  }
}

package radio.nightshift.control;

import java.nio.file.Path;

/** No station runs where one was to be asked. */
public final class NoStationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoStationException(Path home, Path socket) {
    super(
        "no station runs in '%s': nobody listens at '%s'; start it, or name its settings by --settings."
            .formatted(home, socket));
  }
}

package radio.nightshift.control;

import java.nio.file.Path;

/** No station can be asked where one was to be. */
public final class NoStationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoStationException(Path home, Path socket) {
    super(
        "no station runs in '%s': nobody listens at '%s'; start it, or name its settings by --settings."
            .formatted(home, socket));
  }

  NoStationException(Path home, Path socket, String process) {
    super(
        "the station in '%s', process %s, does not listen at '%s'; ask again in a moment if it is starting or stopping, else see control.enabled and its log."
            .formatted(home, process, socket));
  }
}

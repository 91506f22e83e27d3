package radio.nightshift.loop;

import java.io.IOException;

/**
 * A source that cannot be used now; the message names it, says why and what to do. It has no cause:
 * a route's rules for failures judge the innermost one first.
 */
public final class SourceException extends IOException {
  private static final long serialVersionUID = 1L;

  SourceException(String message) {
    super(message);
  }
}

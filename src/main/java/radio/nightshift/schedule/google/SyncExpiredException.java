package radio.nightshift.schedule.google;

import java.io.IOException;

/** Google no longer knows what was read before: everything is read again. */
public final class SyncExpiredException extends IOException {
  private static final long serialVersionUID = 1L;

  SyncExpiredException() {
    super("Google Calendar wants everything read again (410)");
  }
}

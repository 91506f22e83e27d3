package radio.nightshift.media;

import java.io.IOException;

/** A file that holds no audio that can be framed; the message says why, in words for its owner. */
public class UnreadableAudioException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnreadableAudioException(String reason) {
    super(reason);
  }
}

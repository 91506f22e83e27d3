package radio.nightshift.rehearse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.UnreadableAudioException;

/** Finds out how long a file plays, as its preparation for the air would. */
public final class Measure {
  /** What ffprobe has to be asked. */
  public List<String> probe(@Body Path file) {
    return MediaInfo.probeArguments(file);
  }

  /**
   * How long it plays: by its frames if it has some that could go on the air as they are, else as
   * its container says.
   *
   * @param json ffprobe's answer
   * @return zero if it cannot be played
   */
  public Duration length(@ExchangeProperty("file") Path file, @Body String json)
      throws IOException {
    try {
      MediaInfo info = MediaInfo.parse(json == null ? "" : json);
      Duration framed = FramedAudio.length(file);
      return framed.isZero() ? info.duration() : framed;
    } catch (UnreadableAudioException unplayable) {
      return Duration.ZERO;
    }
  }
}

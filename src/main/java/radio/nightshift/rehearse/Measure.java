package radio.nightshift.rehearse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.UnreadableAudioException;

/** Measures how long a file plays, by the same means as its preparation for the air. */
public final class Measure {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Programs programs = new Programs();

  /**
   * How long a file plays: by its frames if it has some that could go on the air as they are, else
   * as its container announces.
   *
   * @return zero if it cannot be played
   * @throws IOException if the file cannot be read
   */
  public Duration length(Path file) throws IOException {
    List<String> command = new ArrayList<>(List.of("ffprobe"));
    command.addAll(MediaInfo.probeArguments(file));
    ProgramEnd end = programs.run(LIMIT, command);
    if (end.isTimedOut()) {
      throw new IOException("ffprobe does not get through it in " + LIMIT.toSeconds() + " s");
    }
    try {
      MediaInfo info = MediaInfo.parse(end.out(), end.err());
      FramedAudio.Survey frames = FramedAudio.survey(file);
      return frames.oneForm() ? frames.length() : info.duration();
    } catch (UnreadableAudioException unplayable) {
      return Duration.ZERO;
    }
  }
}

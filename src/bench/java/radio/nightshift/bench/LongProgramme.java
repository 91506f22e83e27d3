package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import radio.nightshift.support.Tone;

/** A long programme as senders send it: something like music, quieter than stations are. */
final class LongProgramme {
  private static final String CHORD =
      "aevalsrc=0.10*sin(2*PI*220*t)*(0.6+0.4*sin(4*PI*t))+0.08*sin(2*PI*277*t+2*sin(10*PI*t))"
          + "|0.09*sin(2*PI*330*t)*(0.5+0.5*sin(PI*t))+0.05*sin(2*PI*1760*t):s=44100:d=60";
  private static final String NOISE =
      "anoisesrc=color=pink:amplitude=0.08:sample_rate=44100:seed=11:duration=60";

  private LongProgramme() {}

  /** So many minutes of 192 kbit/s MP3: one minute, again and again. */
  static Path make(Path folder, Duration length) throws IOException {
    Path minute = folder.resolve("minute.mp3");
    Path whole = folder.resolve("long.mp3");
    said(
        Tone.ffmpeg(
            List.of(
                "-f",
                "lavfi",
                "-i",
                CHORD,
                "-f",
                "lavfi",
                "-i",
                NOISE,
                "-filter_complex",
                "[1]aformat=channel_layouts=stereo[noise];[0][noise]amix=normalize=0",
                "-c:a",
                "libmp3lame",
                "-b:a",
                "192k",
                "-reservoir",
                "0",
                "file:" + minute)));
    String further = Long.toString(length.toMinutes() - 1);
    said(
        Tone.ffmpeg(
            List.of(
                "-stream_loop", further, "-i", "file:" + minute, "-c", "copy", "file:" + whole)));
    return whole;
  }

  private static void said(String complaint) throws IOException {
    if (!complaint.isBlank()) {
      throw new IOException("ffmpeg: " + complaint);
    }
  }
}

package radio.nightshift.watchdog;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import radio.nightshift.ffmpeg.LastingRun;

/**
 * The ffmpeg that listens to a stream, made so that its progress tells what is to be known: the
 * time that it has come to is that of the stream, and the bytes that it has written are those of
 * its sound, since pieces below a level are left out of what it writes.
 */
final class EarRun {
  /** Its bytes grow by pieces of so many samples of a channel: half a second. */
  private static final int PIECE = 4000;

  private static final int RATE = 8000;
  private static final int MEMORY = 1000;

  /** A stream that brings nothing for so long is connected to anew. */
  private static final Duration STALLED = Duration.ofSeconds(20);

  /** Whatever the server sends, no file of this machine is opened for it. */
  private static final String PROTOCOLS = "http,https,tcp,tls,crypto,httpproxy";

  private static final String FORMATS =
      "mp3,aac,ogg,flac,wav,mpegts,hls,mov,matroska,webm,flv,loas,ac3,eac3";

  private EarRun() {}

  /**
   * A run.
   *
   * @param below the level in dBFS that no sample of a silent piece reaches, in any channel
   */
  static LastingRun of(WebAddress stream, double below) {
    String sound =
        String.format(
            Locale.ROOT,
            "[0:a:0]aresample=%d,asplit=2[all][parts];"
                + "[parts]asetnsamples=%d:p=0,"
                + "astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level,"
                + "ametadata=mode=select:key=lavfi.astats.Overall.Peak_level"
                + ":value=%f:function=greater[sound]",
            RATE,
            PIECE,
            below);
    return LastingRun.ffmpeg(
        List.of(
            "-protocol_whitelist",
            PROTOCOLS,
            "-format_whitelist",
            FORMATS,
            "-probesize",
            "200000",
            "-analyzeduration",
            "3000000",
            "-user_agent",
            "Nightshift",
            "-vn",
            "-sn",
            "-dn",
            "-i",
            "" + stream.uri(),
            "-filter_complex_threads",
            "1",
            "-filter_complex",
            sound,
            "-map",
            "[sound]",
            "-c:a",
            "pcm_u8",
            "-f",
            "u8",
            "-flush_packets",
            "1",
            "-y",
            "/dev/null",
            "-map",
            "[all]",
            "-f",
            "null",
            "/dev/null"),
        MEMORY,
        STALLED);
  }
}

package radio.nightshift.prepare;

import java.util.regex.Pattern;
import radio.nightshift.ffmpeg.Programs;

/** What decoding a file alone, after a run of ffmpeg has failed, says against it. */
final class DecodeVerdict {
  /** Counts the samples that are no numbers, at which encoders abort. */
  static final String FILTER =
      "astats@odd=measure_perchannel=none:measure_overall=Number_of_NaNs+Number_of_Infs";

  private static final Pattern ODD =
      Pattern.compile("(?m)^\\[astats@odd @ [^]\\n]*] \\[info] Number of (?:NaN|Inf)s: 0*[1-9]");

  private DecodeVerdict() {}

  /** Why the file cannot be used; null if it is sound. */
  static String of(int exitValue, String said) {
    if (ODD.matcher(said).find()) {
      return "has samples that are no numbers (NaN or infinite); export it anew as 16 or 24 bit";
    }
    if (exitValue == Programs.TIMED_OUT) {
      return "keeps ffmpeg busy for longer than it plays; save it anew as MP3 or WAV";
    }
    return exitValue == 0
        ? null
        : "cannot be decoded by ffmpeg (" + PreparationReport.firstFault(said) + ")";
  }
}

package radio.nightshift.prepare;

import java.util.Optional;
import java.util.regex.Pattern;
import radio.nightshift.ffmpeg.ProgramEnd;

/** Why a file that was decoded on its own is unusable, if it is. */
final class DecodeVerdict {
  /** Counts the samples that are no numbers, at which encoders abort. */
  static final String FILTER =
      "astats@odd=measure_perchannel=none:measure_overall=Number_of_NaNs+Number_of_Infs";

  private static final Pattern ODD =
      Pattern.compile("(?m)^\\[astats@odd @ [^]\\n]*] \\[info] Number of (?:NaN|Inf)s: 0*[1-9]");

  private DecodeVerdict() {}

  /** Why the file cannot be used; empty if it is sound. */
  static Optional<String> of(ProgramEnd end) {
    if (ODD.matcher(end.err()).find()) {
      return Optional.of(
          "has samples that are no numbers (NaN or infinite); export it anew as 16 or 24 bit");
    }
    if (end.isTimedOut()) {
      return Optional.of("keeps ffmpeg busy for longer than it plays; save it anew as MP3 or WAV");
    }
    return end.isSuccess()
        ? Optional.empty()
        : Optional.of(
            "cannot be decoded by ffmpeg (" + PreparationReport.firstFault(end.err()) + ")");
  }
}

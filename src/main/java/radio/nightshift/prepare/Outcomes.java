package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import radio.nightshift.condition.Printable;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.programme.UnusableFileException;

/** How the runs of ffmpeg for a preparation have ended, and what or who is to blame for it. */
public final class Outcomes {
  private final Filler filler;

  /** Blames the recordings, the filler, or this machine. */
  public Outcomes(Filler filler) {
    this.filler = filler;
  }

  /** Hands what ffmpeg has measured to the preparation it is for. */
  public void measured(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String said)
      throws IOException {
    Programs.ownEnd("ffmpeg", exitValue);
    preparation.measured(exitValue, said == null ? "" : said);
  }

  /** Hands the end of an encoding run to the preparation it is for. */
  public void encoded(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String said)
      throws IOException {
    Programs.ownEnd("ffmpeg", exitValue);
    preparation.encoded(exitValue, said == null ? "" : said);
  }

  /** Hands the end of a test to the preparation it is for. */
  public void checked(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String said)
      throws IOException {
    Programs.ownEnd("ffmpeg", exitValue);
    preparation.checked(exitValue, said == null ? "" : said);
  }

  /** The arguments of nice that have ffmpeg decode one of the files alone. */
  public List<String> decodeArguments(
      @ExchangeProperty("preparation") Preparation preparation,
      @ExchangeProperty("suspect") Path suspect) {
    return preparation.decodeArguments(suspect);
  }

  /**
   * Takes the end of decoding a file alone, after a run of ffmpeg has failed.
   *
   * @throws UnusableFileException if that says why, and it is a recording
   * @throws IOException if it is the filler
   */
  public void decoded(
      @ExchangeProperty("preparation") Preparation preparation,
      @ExchangeProperty("suspect") Path suspect,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String said)
      throws IOException, UnusableFileException {
    Programs.ownEnd("ffmpeg", exitValue);
    String reason = DecodeVerdict.of(exitValue, said == null ? "" : said);
    if (reason == null || !Files.exists(suspect)) {
      return;
    }
    if (suspect.equals(preparation.filler())) {
      filler.leaveOut(suspect);
      throw new IOException(
          "the filler '%s' %s; it is left out until the station starts again"
              .formatted(Printable.printable("" + suspect.getFileName()), reason));
    }
    throw ProbedFiles.unusable(suspect, reason);
  }

  /**
   * Blames this machine or a setting for a failure, as the files are sound: they wait.
   *
   * @throws IOException always
   */
  public void sound(@ExchangeProperty("preparation") Preparation preparation) throws IOException {
    throw new IOException(
        "ffmpeg fails though the file is sound (%s): look whether there is room in work/, prepare.memory is enough, ffmpeg takes the mount's bitrate, sample rate and channels, and knows the filters of prepare.camel.yaml"
            .formatted(preparation.fault()));
  }
}

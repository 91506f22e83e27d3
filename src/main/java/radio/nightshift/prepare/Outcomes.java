package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import radio.nightshift.media.UnusableFileException;
import radio.nightshift.schedule.ProgrammeFileName;

/** How the runs of ffmpeg for a preparation have ended, and what or who is to blame for it. */
public final class Outcomes {
  private final Ffmpeg ffmpeg;
  private final Filler filler;

  /** Judges the runs of one ffmpeg. */
  public Outcomes(Ffmpeg ffmpeg, Filler filler) {
    this.ffmpeg = ffmpeg;
    this.filler = filler;
  }

  /** Hands what ffmpeg has measured to the preparation it is for. */
  public void measured(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String said)
      throws IOException {
    ffmpeg.found(exitValue);
    preparation.measured(exitValue, said == null ? "" : said);
  }

  /** Hands the end of an encoding run to the preparation it is for. */
  public void encoded(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue)
      throws IOException {
    ffmpeg.found(exitValue);
    preparation.encoded(exitValue);
  }

  /** Hands the end of a test to the preparation it is for. */
  public void checked(
      @ExchangeProperty("preparation") Preparation preparation,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String said)
      throws IOException {
    ffmpeg.found(exitValue);
    preparation.checked(exitValue, said == null ? "" : said);
  }

  /** The arguments of nice that have ffmpeg decode one of the recordings alone. */
  public List<String> decodeArguments(
      @ExchangeProperty("preparation") Preparation preparation,
      @ExchangeProperty("suspect") Source suspect) {
    return preparation.decodeArguments(suspect);
  }

  /**
   * Takes the end of decoding a recording alone, after a run of ffmpeg has failed.
   *
   * @throws UnusableFileException if that says why
   */
  public void decoded(
      @ExchangeProperty("suspect") Source suspect,
      @Header("CamelExecExitValue") int exitValue,
      @Header("CamelExecStderr") String said)
      throws IOException, UnusableFileException {
    ffmpeg.found(exitValue);
    String reason = Suspicion.of(exitValue, said == null ? "" : said);
    if (reason != null && Files.exists(suspect.file())) {
      throw Sources.unusable(suspect.file(), reason);
    }
  }

  /**
   * Blames the filler or this machine for a failure, as the recordings are sound: they wait.
   *
   * @throws IOException always
   */
  public void sound(@ExchangeProperty("preparation") Preparation preparation) throws IOException {
    if (preparation.filler() != null) {
      filler.leaveOut(preparation.filler());
      throw new IOException(
          "ffmpeg fails, perhaps for the filler '%s', which is left out from now on; take it away if it is no audio"
              .formatted(ProgrammeFileName.printable("" + preparation.filler().getFileName())));
    }
    throw new IOException(
        "ffmpeg fails though the file is sound: look whether it was ended, there is room in work/, prepare.memory is enough, and ffmpeg takes the mount's bitrate, sample rate and channels");
  }
}

package radio.nightshift.prepare;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import radio.nightshift.ffmpeg.Loudness;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.media.Encoding;

/**
 * Judges the run that decodes what was made: whether it decodes clean, and whether it is as loud as
 * asked. What is not is made again.
 */
final class ResultCheck {
  private final EncodedFiles files;
  private final OneForm forms;
  private final Measurement measurement;
  private final Proof proof;
  private final PreparationReport report;
  private final List<Encoding> encodings;

  ResultCheck(
      EncodedFiles files,
      OneForm forms,
      Measurement measurement,
      Proof proof,
      PreparationReport report,
      List<Encoding> encodings) {
    this.files = files;
    this.forms = forms;
    this.measurement = measurement;
    this.proof = proof;
    this.report = report;
    this.encodings = encodings;
  }

  /**
   * Takes over the end of the run.
   *
   * @param tested the encodings that were decoded, in the order of the run's inputs
   * @throws IOException if it does not decode, and cannot be made in another way
   */
  void ended(List<Encoding> tested, ProgramEnd end) throws IOException {
    if (end.isTimedOut()) {
      throw new IOException("ffmpeg did not get through what was made of it in time");
    }
    boolean clean = end.isSuccess() && PreparationReport.faults(end.err()) == 0;
    if (!files.tested(clean)) {
      throw new IOException(
          "what was made of it does not decode (%s)"
              .formatted(PreparationReport.firstFault(end.err())));
    }
    if (!clean) {
      report.find("Its frames do not decode clean, so it was encoded again.");
      return;
    }
    List<Optional<Loudness>> results = results(tested.size(), end);
    if (measurement.isDone() && !isProven(tested, results)) {
      return;
    }
    for (int i = 0; i < tested.size(); i++) {
      Encoding encoding = tested.get(i);
      Loudness before = measurement.loudness().get(encoding.channels());
      report.result(encoding, proof.gain(encoding.channels(), before), results.get(i), before);
    }
    report.results(end.err());
  }

  private static List<Optional<Loudness>> results(int count, ProgramEnd end) {
    return IntStream.range(0, count)
        .mapToObj(i -> Loudness.parse(end.err(), "ebur128@r" + i))
        .toList();
  }

  private boolean isProven(List<Encoding> tested, List<Optional<Loudness>> results) {
    Map<Encoding, Loudness> heard = new HashMap<>();
    for (int i = 0; i < tested.size(); i++) {
      Loudness before = measurement.loudness().get(tested.get(i).channels());
      if (before != null && !before.isSilent() && results.get(i).isPresent()) {
        heard.put(tested.get(i), results.get(i).get());
      }
    }
    if (proof.of(heard, measurement.loudness())) {
      return true;
    }
    if (proof.wantsOneForm()) {
      forms.require();
    }
    if (proof.isUnlevelled()) {
      report.find("What was made of it was not as loud as asked, so it plays as loud as it came.");
    }
    files.again(encodings);
    return false;
  }
}

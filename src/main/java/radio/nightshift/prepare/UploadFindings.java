package radio.nightshift.prepare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import radio.nightshift.ffmpeg.StereoImage;
import radio.nightshift.media.WavFile;

/** The findings about an upload itself, whatever is made of it, as sentences. */
final class UploadFindings {
  private static final Duration ANNOUNCED_MORE = Duration.ofMillis(1050);

  /** In dBTP: what lossy codecs make of audio that is loud but sound stays below. */
  private static final double OVERS = 3;

  private UploadFindings() {}

  /** The findings of an inspection. */
  static List<String> of(ProbedFile source, boolean isOnly) {
    List<String> findings = new ArrayList<>();
    String subject = isOnly ? "It" : "'" + source.name() + "'";
    Duration announced = source.info().announced();
    if (announced.minus(source.length()).compareTo(ANNOUNCED_MORE) > 0) {
      findings.add(
          "%s has %s of the %s minutes that it announces; upload it again if it should be whole."
              .formatted(
                  subject,
                  PreparationReport.minutes(source.length()),
                  PreparationReport.minutes(announced)));
    }
    if (WavFile.outgrewItsHeader(source.file())) {
      findings.add(
          "%s holds more audio than its header gives, as recordings over 4 GiB do; all of it plays."
              .formatted(subject));
    }
    if (!source.info().tracks().choice().isEmpty()) {
      findings.add(source.info().tracks().choice());
    }
    if (!source.info().tracks().hasLayout()) {
      findings.add(
          "Nothing says what its %d channels are; all are heard on both sides."
              .formatted(source.info().channels()));
    }
    if (source.frames().stray() > 0) {
      findings.add(
          "%d bytes in it are no audio, and are passed over.".formatted(source.frames().stray()));
    }
    return findings;
  }

  /**
   * The findings of comparing the channels.
   *
   * @param mono what mono mounts are made of
   */
  static List<String> of(StereoImage image, MonoMix mono) {
    List<String> findings = new ArrayList<>();
    if (image.isOneSided()) {
      findings.add(
          "It is to be heard on the %s only; the other channel is silent."
              .formatted(image.isLeftLouder() ? "left" : "right"));
    }
    if (image.isCancelled()) {
      findings.add(
          "Its channels cancel each other out: one has its polarity inverted, and a mono listener hears"
              + " little or nothing. "
              + (mono == MonoMix.LEFT || mono == MonoMix.RIGHT
                  ? "Mono mounts get the %s channel alone."
                      .formatted(mono.name().toLowerCase(Locale.ROOT))
                  : "Turn one channel over and upload it again."));
    }
    return findings;
  }

  /**
   * Whether peaks were cut off. Lossy codecs round off what was flat, and leave peaks above full
   * scale in its place.
   */
  static boolean isClipped(List<ProbedFile> sources, StereoImage image, double truePeak) {
    boolean isLossless =
        sources.stream().allMatch(one -> one.info().codec().matches("pcm_[su].*|flac|alac"));
    boolean isFloat = sources.stream().anyMatch(one -> one.info().codec().startsWith("pcm_f"));
    return !isFloat && (isLossless ? image.isFlat() : truePeak > OVERS);
  }
}

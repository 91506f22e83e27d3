package radio.nightshift.prepare;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import radio.nightshift.condition.Printable;
import radio.nightshift.ffmpeg.Loudness;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.StereoImage;

/**
 * What a preparation finds out about its recordings: their loudness, how their channels compare,
 * and whether they change their form on the way. In a hurry only the latter two, while encoding.
 */
final class Measurement {
  private final FilterGraph graph;
  private final OneForm forms;
  private final PreparationReport report;
  private final int mainLayout;
  private final Map<Integer, Loudness> loudness = new HashMap<>();
  private boolean isDone;

  /**
   * Nothing is known yet.
   *
   * @param mainLayout the number of channels whose figures are reported
   */
  Measurement(FilterGraph graph, OneForm forms, PreparationReport report, int mainLayout) {
    this.graph = graph;
    this.forms = forms;
    this.report = report;
    this.mainLayout = mainLayout;
  }

  /** Whether the loudness has been measured. */
  boolean isDone() {
    return isDone;
  }

  /** The loudness by the number of channels; empty before it has been measured. */
  Map<Integer, Loudness> loudness() {
    return loudness;
  }

  /** Takes over what the run that measures has printed, unless it has to be run again. */
  void measured(ProgramEnd end) {
    boolean hasChanged =
        FilterBuilds.wereRepeated(end.err(), "ebur128@r" + graph.layouts().first());
    Optional<StereoImage> image = StereoImage.parse(end.err());
    if (isToBeginAnew(hasChanged, image)) {
      return;
    }
    for (int channels : graph.layouts()) {
      Loudness.parse(end.err(), "ebur128@r" + channels)
          .ifPresent(found -> loudness.put(channels, found));
    }
    report.source(loudness.get(mainLayout), end.err());
    report.channels(image, graph.mono());
    isDone = true;
  }

  /**
   * Takes over what a run that encodes has printed where nothing was measured before it.
   *
   * @return false if it has to be run again
   */
  boolean encoded(ProgramEnd end) {
    Optional<StereoImage> image = StereoImage.parse(end.err());
    if (isToBeginAnew(FilterBuilds.wereRepeated(end.err()), image)) {
      return false;
    }
    report.channels(image, graph.mono());
    report.damage(end.err());
    return true;
  }

  private boolean isToBeginAnew(boolean hasChanged, Optional<StereoImage> image) {
    return hasChanged && isOtherInputLeft() || image.isPresent() && isToBeMono(image.get());
  }

  /** First the recordings are brought to one form; if that was not it, the filler is left out. */
  private boolean isOtherInputLeft() {
    if (forms.require()) {
      return true;
    }
    if (graph.filler() == null) {
      return false;
    }
    report.find(
        "The filler '%s' changes its form on the way, and silence is in its place."
            .formatted(Printable.printable("" + graph.filler().getFileName())));
    graph.leaveOutFiller();
    return true;
  }

  /** Has mono mounts made of one channel if both together cancel each other out. */
  private boolean isToBeMono(StereoImage image) {
    if (!graph.layouts().contains(1) || graph.mono() != MonoMix.AUTO || !image.isCancelled()) {
      return false;
    }
    graph.mono(image.isLeftLouder() ? MonoMix.LEFT : MonoMix.RIGHT);
    return true;
  }
}

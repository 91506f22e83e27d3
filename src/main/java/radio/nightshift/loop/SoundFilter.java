package radio.nightshift.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The filters of ffmpeg that bring a sound to the forms in which it is encoded. */
record SoundFilter(LoopPlan plan) {

  /** From the source's audio to the labels p0, p1 and so on. */
  List<String> chains(List<RoundSound> sounds) {
    StringBuilder split = new StringBuilder("[0:%d]".formatted(plan.source().audio().index()));
    split.append(timed());
    split.append(String.format(Locale.ROOT, ",atrim=end=%.6f", plan.decodedSeconds()));
    split.append(",asplit=").append(sounds.size());
    List<String> chains = new ArrayList<>();
    for (int i = 0; i < sounds.size(); i++) {
      split.append("[a").append(i).append(']');
      chains.add(
          "[a%d]aresample=%d:async=1:first_pts=0,aformat=sample_fmts=s16:channel_layouts=%s[p%d]"
              .formatted(
                  i,
                  sounds.get(i).encoding().sampleRate(),
                  sounds.get(i).encoding().channels() == 1 ? "mono" : "stereo",
                  i));
    }
    chains.add(0, split.toString());
    return chains;
  }

  /** From the turn's beginning on, without the padding behind the length that a container gives. */
  private String timed() {
    SourceForm source = plan.source();
    SourceForm.Sound audio = source.audio();
    if (!audio.isTimed()) {
      return "asetpts=N/SR/TB";
    }
    double begin = source.begin() - source.start();
    String end =
        audio.seconds() > 0
            ? String.format(Locale.ROOT, "atrim=duration=%.6f,", audio.seconds())
            : "";
    return end + String.format(Locale.ROOT, "asetpts=PTS-%.6f/TB", begin);
  }
}

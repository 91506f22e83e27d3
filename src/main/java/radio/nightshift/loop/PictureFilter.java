package radio.nightshift.loop;

import java.util.Locale;

/**
 * The filters of ffmpeg that bring a picture to a channel's size and frame rate, from the first
 * frame that can be decoded on.
 */
record PictureFilter(SourceForm source, ChannelForm form) {
  private static final double EARLY = 0.0005;

  /** From the source's video to the label v. */
  String chain() {
    double begin = source.begin() - source.start();
    String square = source.video().isSquare() ? "" : "scale='trunc(iw*sar/2)*2':ih,";
    return String.format(
        Locale.ROOT,
        "[0:%d]trim=start=%.6f,setpts=PTS-%.6f/TB,fps=%s:start_time=0,%s%s,format=yuv420p[v]",
        source.video().index(),
        Math.max(0, begin - EARLY),
        begin,
        form.frameRate(),
        square,
        fitted());
  }

  private String fitted() {
    return String.format(
        Locale.ROOT,
        "scale=%1$d:%2$d:force_original_aspect_ratio=decrease:force_divisible_by=2"
            + ",pad=%1$d:%2$d:-1:-1,setsar=1",
        form.width(),
        form.height());
  }
}

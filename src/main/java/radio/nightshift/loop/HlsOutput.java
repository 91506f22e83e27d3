package radio.nightshift.loop;

import java.io.IOException;
import radio.nightshift.ffmpeg.LastingProgram;

/**
 * Hands packets to an ffmpeg that packs them into a folder. On a full disk it goes on as if it
 * wrote, so what is in the folder tells whether it does.
 */
final class HlsOutput extends FfmpegOutput {
  private final HlsWatch watch;

  HlsOutput(LastingProgram ffmpeg, HlsWatch watch) {
    super(ffmpeg, true, false);
    this.watch = watch;
  }

  @Override
  public void flush() throws IOException {
    super.flush();
    watch.requireFresh();
  }

  @Override
  public boolean hasArrived() {
    return watch.hasList();
  }

  /** Players have to be told that what follows is of another form, which a new ffmpeg does. */
  @Override
  public boolean takesOther(boolean isSameMap) {
    return false;
  }
}

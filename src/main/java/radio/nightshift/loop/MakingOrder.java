package radio.nightshift.loop;

import radio.nightshift.ffmpeg.ProgramRun;
import radio.nightshift.ffmpeg.ProgramRuns;

/** One version of a channel's source that is to be made ready; the body of a message. */
public final class MakingOrder implements ProgramRuns {
  private final ChannelSource source;
  private final String recipe;
  private final Making making;

  MakingOrder(ChannelSource source, String recipe, Making making) {
    this.source = source;
    this.recipe = recipe;
    this.making = making;
  }

  /** Whether it needs another run. */
  public boolean hasNext() {
    return making.hasNext();
  }

  /** The next run, whatever its name. */
  @Override
  public ProgramRun run(String name) {
    return making.run(name);
  }

  ChannelSource source() {
    return source;
  }

  String recipe() {
    return recipe;
  }

  Making making() {
    return making;
  }
}

package radio.nightshift.loop;

/**
 * A source's own audio frames, as many of them as make a turn, without those that come before the
 * turn begins.
 *
 * @param skip where the first one of them lies in the file, in seconds
 * @param frames how many there are
 * @param frame how long one is, in seconds
 */
record CopiedSound(double skip, long frames, double frame) {

  /**
   * Chooses them.
   *
   * @param turn how long a turn is to be, in seconds; 0 if there is no video
   */
  static CopiedSound of(SourceForm source, double turn) throws UnusableSourceException {
    PacketSurvey packets = source.audio().packets();
    double frame = packets.frame() * packets.tick();
    if (packets.count() == 0 || frame <= 0) {
      throw LoopPlan.refused(source, "has audio without time stamps; set codec=auto");
    }
    double begin = source.video() == null ? Math.max(source.start(), 0) : source.begin();
    long leading = Math.max(0, Math.round((begin - packets.start()) / frame));
    long there = packets.count() - leading;
    long wanted = turn > 0 ? Math.round(turn / frame) : there;
    double start = packets.start() + leading * frame - source.start();
    return new CopiedSound(Math.max(0, start - frame / 2), Math.min(there, wanted), frame);
  }

  double seconds() {
    return frames * frame;
  }
}

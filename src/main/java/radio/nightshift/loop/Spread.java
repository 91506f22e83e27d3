package radio.nightshift.loop;

/**
 * Spreads a picture's frames evenly over a turn: the frame that is presented as number n gets the
 * n-th of as many equal parts, and the clock runs with it.
 */
final class Spread {
  /** How often the clock reference of 27 MHz ticks within a tick. */
  private static final long CLOCK = 300;

  private static final long HALF = Stamps.MODULO * CLOCK / 2;

  private final long frames;
  private final double frame;
  private final int reorder;
  private final long turn;
  private long first = -1;

  /**
   * A spread over a turn.
   *
   * @param frames how many frames there are; 0 for a turn without picture, where nothing is changed
   * @param frame how long one is in the file, in ticks
   * @param reorder how many frames later than they are sent they are presented at most
   * @param turn how long the turn is, in ticks
   */
  Spread(long frames, double frame, int reorder, long turn) {
    this.frames = frames;
    this.frame = frame;
    this.reorder = reorder;
    this.turn = turn;
  }

  /** Rewrites the time stamps of a frame, whose PES header begins there. */
  void picture(byte[] bytes, int pes, long number) {
    int flags = bytes[pes + 7] & 0xc0;
    if (flags == 0) {
      return;
    }
    long shown = Stamps.read(bytes, pes + 9);
    first = first < 0 ? shown : first;
    long index = Math.round(Math.floorMod(shown - first, Stamps.MODULO) / frame);
    Stamps.write(bytes, pes + 9, at(index));
    if (flags == 0xc0) {
      Stamps.write(bytes, pes + 14, at(number - reorder));
    }
  }

  private long at(long index) {
    return first + Math.round((double) index * turn / frames);
  }

  /**
   * Rewrites the clock reference of a packet, if it has one; whether it has been.
   *
   * @param at where the flags of its adaptation field lie
   */
  boolean clock(byte[] bytes, int at) {
    if (frames == 0 || first < 0 || (bytes[at] & 0x10) == 0) {
      return false;
    }
    long begin = first * CLOCK;
    long clock = read(bytes, at + 1);
    long since = Math.floorMod(clock - begin + HALF, Stamps.MODULO * CLOCK) - HALF;
    write(bytes, at + 1, begin + Math.round(since * (turn / (frames * frame))));
    return true;
  }

  private static long read(byte[] bytes, int at) {
    long base =
        (bytes[at] & 0xffL) << 25
            | (bytes[at + 1] & 0xffL) << 17
            | (bytes[at + 2] & 0xffL) << 9
            | (bytes[at + 3] & 0xffL) << 1
            | (bytes[at + 4] & 0x80L) >> 7;
    return base * CLOCK + ((bytes[at + 4] & 1) << 8 | bytes[at + 5] & 0xff);
  }

  private static void write(byte[] bytes, int at, long clock) {
    long value = Math.floorMod(clock, Stamps.MODULO * CLOCK);
    long base = value / CLOCK;
    long rest = value % CLOCK;
    bytes[at] = (byte) (base >> 25);
    bytes[at + 1] = (byte) (base >> 17);
    bytes[at + 2] = (byte) (base >> 9);
    bytes[at + 3] = (byte) (base >> 1);
    bytes[at + 4] = (byte) (base << 7 & 0x80 | 0x7e | rest >> 8);
    bytes[at + 5] = (byte) rest;
  }
}

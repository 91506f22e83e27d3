package radio.nightshift.media.ts;

/** Time stamps of MPEG: ticks of 90 kHz in 33 bits, which begin again after 26.5 hours. */
public final class Stamp {
  /** Where no time stamp is. */
  public static final long NONE = -1;

  private static final long MASK = (1L << 33) - 1;
  private static final long HALF = 1L << 32;

  /** How far a stamp of a file may lie before its first one: an hour. */
  private static final long MARGIN = 3600 * 90_000L;

  private Stamp() {}

  /** The stamp for a number of ticks, which may be negative or beyond 33 bits. */
  public static long of(long ticks) {
    return ticks & MASK;
  }

  /** Ticks from one stamp to another that is less than 13 hours away, in either direction. */
  public static long between(long from, long to) {
    return of(to - from + HALF) - HALF;
  }

  /** Ticks from a file's first stamp to another one of that file, which may last for a day. */
  public static long since(long first, long stamp) {
    return of(stamp - first + MARGIN) - MARGIN;
  }
}

package radio.nightshift.ffmpeg;

import java.nio.charset.StandardCharsets;

/** The last 64 KB of what a lasting program writes to its standard error. */
final class ErrorOutput {
  static final int KEPT = 1 << 16;

  private final byte[] ring = new byte[KEPT];
  private long written;

  /** Reads on. */
  synchronized void write(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      ring[(int) (written++ % KEPT)] = bytes[i];
    }
  }

  /** What is kept, in whole lines: half a secret at a cut would not be recognized. */
  synchronized String text() {
    int size = (int) Math.min(written, KEPT);
    byte[] kept = new byte[size];
    for (int i = 0; i < size; i++) {
      kept[i] = ring[(int) ((written - size + i) % KEPT)];
    }
    String text = new String(kept, StandardCharsets.UTF_8);
    int cut = text.indexOf('\n');
    return written <= KEPT ? text : cut < 0 ? "" : text.substring(cut + 1);
  }
}

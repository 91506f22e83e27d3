package radio.nightshift.loop;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A transport stream that one turn consists of. Its picture is spread over exactly the turn, by
 * rewriting the time stamps where they lie; what it holds is counted as it passes.
 */
final class TransportTurn {
  private static final int PACKET = 188;
  private static final int AT_ONCE = 2048 * PACKET;
  private static final int SYNC = 0x47;
  private static final int VIDEO = 0x100;
  private static final int AUDIO = 0x101;

  private final RandomAccessFile file;
  private final Spread spread;
  private final StationStop stop;
  private final AdtsCount adts = new AdtsCount();
  private long pictures;
  private long audioPackets;
  private boolean beginsWithKey;
  private boolean goesBack;
  private long lastAudio = Long.MIN_VALUE;

  /** What was counted. */
  record Count(
      long pictures, boolean beginsWithKey, long audioFrames, long audioPackets, boolean goesBack) {

    /** Requires so many frames of each kind, in their order, and a key frame before all others. */
    void require(long frames, long sounds) throws UnsoundException {
      if (pictures != frames || audioFrames != sounds || goesBack) {
        throw new UnsoundException(
            "the transport stream holds %d of %d frames, and %d of %d of audio"
                .formatted(pictures, frames, audioFrames, sounds));
      }
      if (frames > 0 && !beginsWithKey) {
        throw new UnsoundException("the transport stream does not begin with a key frame");
      }
    }
  }

  private TransportTurn(RandomAccessFile file, Spread spread, StationStop stop) {
    this.file = file;
    this.spread = spread;
    this.stop = stop;
  }

  /**
   * Spreads the picture, and counts.
   *
   * @param spread of the picture's time stamps
   * @throws IOException if it is no such stream, too
   */
  static Count fit(Path transport, Spread spread, StationStop stop) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(transport.toFile(), "rw")) {
      TransportTurn turn = new TransportTurn(file, spread, stop);
      turn.pass();
      return new Count(
          turn.pictures, turn.beginsWithKey, turn.adts.frames(), turn.audioPackets, turn.goesBack);
    }
  }

  private void pass() throws IOException {
    byte[] bytes = new byte[AT_ONCE];
    long at = 0;
    while (at < file.length()) {
      stop.check();
      int count = (int) Math.min(bytes.length, file.length() - at);
      file.seek(at);
      file.readFully(bytes, 0, count);
      boolean changed = false;
      for (int i = 0; i + PACKET <= count; i += PACKET) {
        changed |= packet(bytes, i);
      }
      if (changed) {
        file.seek(at);
        file.write(bytes, 0, count);
      }
      at += count;
    }
  }

  /** Whether it was changed. */
  private boolean packet(byte[] bytes, int at) throws IOException {
    if ((bytes[at] & 0xff) != SYNC) {
      throw new IOException("what ffmpeg has written is no transport stream");
    }
    int pid = (bytes[at + 1] & 0x1f) << 8 | bytes[at + 2] & 0xff;
    if (pid != VIDEO && pid != AUDIO) {
      return false;
    }
    boolean begins = (bytes[at + 1] & 0x40) != 0;
    boolean adapted = (bytes[at + 3] & 0x20) != 0;
    int length = adapted ? 1 + (bytes[at + 4] & 0xff) : 0;
    int payload = at + 4 + length;
    if (pid == AUDIO) {
      audio(bytes, payload, at + PACKET, begins);
      return length > 1 && spread.clock(bytes, at + 5);
    }
    boolean changed = begins && picture(bytes, payload, length > 1 && (bytes[at + 5] & 0x40) != 0);
    return length > 1 && spread.clock(bytes, at + 5) || changed;
  }

  private boolean picture(byte[] bytes, int payload, boolean isKey) {
    beginsWithKey |= pictures == 0 && isKey;
    spread.picture(bytes, payload, pictures++);
    return true;
  }

  private void audio(byte[] bytes, int payload, int end, boolean begins) {
    int from = payload;
    if (begins) {
      audioPackets++;
      long pts = Stamps.read(bytes, payload + 9);
      goesBack |= pts <= lastAudio;
      lastAudio = pts;
      from += 9 + (bytes[payload + 8] & 0xff);
    }
    adts.add(bytes, from, end);
  }
}

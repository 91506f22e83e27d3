package radio.nightshift.loop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a turntable's packets go. */
interface PacketOutput extends Closeable {
  /** As many packets go into a datagram, or less. */
  int MOST_PACKETS = 7;

  /**
   * Sends packets.
   *
   * @param packets one to seven of 188 bytes, which are the output's until it returns
   * @param ticks the time of the first of them by the stream's clock, in ticks of 90 kHz
   */
  void send(ByteBuffer packets, long ticks) throws IOException;

  /** Passes on what was sent, as no more is due for the moment. */
  default void flush() throws IOException {}

  /** Whether it waits for somebody to come, and meanwhile takes nothing. */
  default boolean waitsForCallers() {
    return false;
  }

  /** Whether what was sent gets where it is sent, as far as that can be told. */
  default boolean hasArrived() {
    return true;
  }

  /** Whether it takes what is late at once, at any speed, as a muxer of files does. */
  default boolean takesBursts() {
    return false;
  }

  /**
   * Whether it can go on with another version of what is played.
   *
   * @param isSameMap whether that has the same program map
   */
  default boolean takesOther(boolean isSameMap) {
    return true;
  }

  /** Brings what was sent to its end, as the rest is for another output to take. */
  default void finish() throws IOException {}
}

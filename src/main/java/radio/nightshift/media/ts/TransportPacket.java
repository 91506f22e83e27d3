package radio.nightshift.media.ts;

import java.nio.ByteBuffer;

/**
 * A cursor on the packet of 188 bytes at a position of a buffer. One is used for many packets, as a
 * stream has thousands in a second.
 */
public final class TransportPacket {
  public static final int SIZE = 188;

  private static final int SYNC = 0x47;
  private static final int HEADER = 4;

  /** Of a PES header: start code, stream, length, flags, length of what follows. */
  private static final int PES_HEADER = 9;

  private static final int STAMP = 5;

  private ByteBuffer bytes;
  private int start;

  /** Moves to the packet that begins at a position. */
  public TransportPacket at(ByteBuffer buffer, int position) {
    bytes = buffer;
    start = position;
    return this;
  }

  public ByteBuffer bytes() {
    return bytes;
  }

  public int start() {
    return start;
  }

  /** False for bytes that are no packet, of which nothing else must be read. */
  public boolean isSound() {
    return unsigned(0) == SYNC && payload() <= SIZE;
  }

  public int pid() {
    return (unsigned(1) & 0x1f) << 8 | unsigned(2);
  }

  /** Whether a PES packet or a section begins in it. */
  public boolean startsUnit() {
    return (unsigned(1) & 0x40) != 0 && hasPayload();
  }

  public boolean hasPayload() {
    return (unsigned(3) & 0x10) != 0;
  }

  public int counter() {
    return unsigned(3) & 0xf;
  }

  public void counter(int value) {
    put(3, unsigned(3) & 0xf0 | value & 0xf);
  }

  /** Whether a decoder can begin here. */
  public boolean isRandomAccess() {
    return hasFlags() && (unsigned(5) & 0x40) != 0;
  }

  public boolean hasPcr() {
    return hasFlags() && (unsigned(5) & 0x10) != 0 && unsigned(4) >= 7;
  }

  /** The base of the PCR in ticks of 90 kHz; its extension of less than a tick is left out. */
  public long pcr() {
    return (bytes.getInt(start + 6) & 0xffffffffL) << 1 | unsigned(10) >> 7;
  }

  /** Sets the base of the PCR and keeps its extension. */
  public void pcr(long ticks) {
    long stamp = Stamp.of(ticks);
    bytes.putInt(start + 6, (int) (stamp >> 1));
    put(10, (int) (stamp & 1) << 7 | unsigned(10) & 0x7f);
  }

  /** Offset of the payload in the packet. */
  public int payload() {
    return (unsigned(3) & 0x20) == 0 ? HEADER : HEADER + 1 + unsigned(4);
  }

  /** The PTS of the PES packet that begins here, or {@link Stamp#NONE}. */
  public long pts() {
    return hasStamps(0x80, 1) ? stamp(payload() + PES_HEADER) : Stamp.NONE;
  }

  /** The DTS of the PES packet that begins here, which is its PTS if it has no other. */
  public long dts() {
    return hasDts() ? stamp(payload() + PES_HEADER + STAMP) : pts();
  }

  public boolean hasDts() {
    return hasStamps(0xc0, 2);
  }

  /** Sets the PTS of a packet that has one. */
  public void pts(long ticks) {
    stamp(payload() + PES_HEADER, ticks);
  }

  /** Sets the DTS of a packet that has one beside its PTS. */
  public void dts(long ticks) {
    stamp(payload() + PES_HEADER + STAMP, ticks);
  }

  private boolean hasFlags() {
    return (unsigned(3) & 0x20) != 0 && unsigned(4) > 0;
  }

  private boolean hasStamps(int flags, int stamps) {
    int pes = payload();
    return startsUnit()
        && pes + PES_HEADER + stamps * STAMP <= SIZE
        && unsigned(pes) == 0
        && unsigned(pes + 1) == 0
        && unsigned(pes + 2) == 1
        && (unsigned(pes + 6) & 0xc0) == 0x80
        && (unsigned(pes + 7) & flags) == flags
        && unsigned(pes + 8) >= stamps * STAMP;
  }

  private long stamp(int at) {
    return (unsigned(at) & 0x0eL) << 29
        | unsigned(at + 1) << 22
        | (unsigned(at + 2) & 0xfe) << 14
        | unsigned(at + 3) << 7
        | unsigned(at + 4) >> 1;
  }

  private void stamp(int at, long ticks) {
    long stamp = Stamp.of(ticks);
    put(at, unsigned(at) & 0xf1 | (int) (stamp >> 29) & 0x0e);
    put(at + 1, (int) (stamp >> 22));
    put(at + 2, (int) (stamp >> 14) & 0xfe | 1);
    put(at + 3, (int) (stamp >> 7));
    put(at + 4, (int) (stamp << 1) & 0xfe | 1);
  }

  private int unsigned(int offset) {
    return bytes.get(start + offset) & 0xff;
  }

  private void put(int offset, int value) {
    bytes.put(start + offset, (byte) value);
  }
}

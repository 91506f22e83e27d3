package radio.nightshift.media.ts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The program map table (PMT): which streams a program has.
 *
 * @param pid of the table itself
 * @param checksum of the table, by which another content can be told
 */
public record ProgramMap(int pid, int pcrPid, List<Stream> streams, int checksum) {
  private static final int SECTION_HEADER = 3;
  private static final int CRC = 4;
  private static final int PAT = 0;
  private static final int PMT = 2;

  /** One stream of the program; its type is the number that ISO 13818-1 gives its codec. */
  public record Stream(int pid, int type) {
    private static final Set<Integer> VIDEO = Set.of(0x01, 0x02, 0x10, 0x1b, 0x24);
    private static final Set<Integer> AUDIO = Set.of(0x03, 0x04, 0x0f, 0x11, 0x81, 0x87);

    public boolean isVideo() {
      return VIDEO.contains(type);
    }

    public boolean isAudio() {
      return AUDIO.contains(type);
    }
  }

  public Optional<Stream> video() {
    return streams.stream().filter(Stream::isVideo).findFirst();
  }

  public Optional<Stream> audio() {
    return streams.stream().filter(Stream::isAudio).findFirst();
  }

  /** The stream by whose units the program can be entered: the video, or else the first. */
  public Stream leading() {
    return video().orElseGet(() -> streams.get(0));
  }

  /** The PID of the program map that a program association table (PAT) names. */
  static int pidOf(TransportPacket pat) throws IOException {
    int from = section(pat, PAT, "program association table (PAT)");
    ByteBuffer bytes = pat.bytes();
    for (int at = from + 8; at + CRC <= end(bytes, from) - CRC; at += 4) {
      if (bytes.getShort(at) != 0) {
        return bytes.getShort(at + 2) & 0x1fff;
      }
    }
    throw new IOException("its program association table (PAT) names no program");
  }

  static ProgramMap of(TransportPacket pmt) throws IOException {
    int from = section(pmt, PMT, "program map table (PMT)");
    ByteBuffer bytes = pmt.bytes();
    int last = end(bytes, from) - CRC;
    List<Stream> streams = new ArrayList<>();
    int at = from + 12 + (bytes.getShort(from + 10) & 0xfff);
    while (at + 5 <= last) {
      streams.add(new Stream(bytes.getShort(at + 1) & 0x1fff, bytes.get(at) & 0xff));
      at += 5 + (bytes.getShort(at + 3) & 0xfff);
    }
    if (streams.isEmpty()) {
      throw new IOException("its program map table (PMT) names no stream");
    }
    int pcrPid = bytes.getShort(from + 8) & 0x1fff;
    return new ProgramMap(pmt.pid(), pcrPid, List.copyOf(streams), bytes.getInt(last));
  }

  /** Writes another version number, by which receivers learn that the content is another. */
  public static void version(TransportPacket pmt, int version) throws IOException {
    int from = section(pmt, PMT, "program map table (PMT)");
    ByteBuffer bytes = pmt.bytes();
    int last = end(bytes, from) - CRC;
    bytes.put(from + 5, (byte) (bytes.get(from + 5) & 0xc1 | version << 1));
    bytes.putInt(last, SectionChecksum.of(bytes, from, last));
  }

  /** Where the section begins; it has a sound length, an identifier and a checksum. */
  private static int section(TransportPacket packet, int identifier, String name)
      throws IOException {
    ByteBuffer bytes = packet.bytes();
    int pointer = packet.start() + packet.payload();
    int limit = packet.start() + TransportPacket.SIZE;
    int from = pointer < limit ? pointer + 1 + (bytes.get(pointer) & 0xff) : limit;
    if (from + 12 + CRC > limit || end(bytes, from) > limit) {
      throw new IOException("its %s is longer than a packet".formatted(name));
    }
    int last = end(bytes, from) - CRC;
    if ((bytes.get(from) & 0xff) != identifier
        || last < from + 8
        || SectionChecksum.of(bytes, from, last) != bytes.getInt(last)) {
      throw new IOException("its %s is damaged".formatted(name));
    }
    return from;
  }

  private static int end(ByteBuffer bytes, int from) {
    return from + SECTION_HEADER + (bytes.getShort(from + 1) & 0xfff);
  }
}

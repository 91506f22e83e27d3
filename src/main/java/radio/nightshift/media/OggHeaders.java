package radio.nightshift.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The header packets of an Opus or Vorbis stream, without its comments.
 *
 * @param serial of its logical stream in the file
 * @param identification the first header packet
 * @param setup the third header packet of Vorbis; empty for Opus
 */
record OggHeaders(Codec codec, int serial, byte[] identification, byte[] setup) {
  private static final String OPUS_HEAD = "OpusHead";
  private static final String OPUS_TAGS = "OpusTags";
  private static final String VORBIS_HEAD = "\u0001vorbis";
  private static final String VORBIS_TAGS = "\u0003vorbis";
  private static final String VORBIS_SETUP = "\u0005vorbis";
  private static final byte[] VENDOR = "Nightshift".getBytes(UTF_8);
  private static final int MAX_SAMPLE_RATE = 1_000_000;

  /** Other streams' pages may come before ours, but not more bytes of them than that. */
  private static final int MAX_BYTES_BEFORE = 1 << 20;

  /**
   * Reads them, and leaves the last page of headers as the current one.
   *
   * @return null if no Opus or Vorbis stream begins here
   * @throws UnreadableAudioException if one begins, but its headers are damaged
   */
  static OggHeaders read(OggPages pages) throws IOException {
    long start = pages.position();
    while (pages.next() && pages.position() - start <= MAX_BYTES_BEFORE) {
      PacketJoiner joiner = new PacketJoiner();
      List<byte[]> packets = pages.isFirst() ? joiner.add(pages) : List.of();
      Codec codec = packets.size() == 1 ? codec(packets.get(0)) : null;
      if (codec != null) {
        byte[] setup = rest(pages, joiner, codec);
        return new OggHeaders(codec, pages.serial(), packets.get(0), setup);
      }
    }
    return null;
  }

  private static Codec codec(byte[] packet) {
    if (startsWith(packet, OPUS_HEAD) && packet.length >= 19) {
      return (packet[8] & 0xf0) == 0 && packet[9] != 0 ? Codec.OPUS : null;
    }
    return startsWith(packet, VORBIS_HEAD) && isVorbis(packet) ? Codec.VORBIS : null;
  }

  private static boolean isVorbis(byte[] packet) {
    if (packet.length < 30) {
      return false;
    }
    int rate = vorbisRate(packet);
    int shortBits = packet[28] & 15;
    int longBits = packet[28] >> 4 & 15;
    return packet[11] != 0
        && rate > 0
        && rate <= MAX_SAMPLE_RATE
        && shortBits >= 6
        && shortBits <= longBits
        && longBits <= 13;
  }

  private static byte[] rest(OggPages pages, PacketJoiner joiner, Codec codec) throws IOException {
    int serial = pages.serial();
    List<byte[]> packets = new ArrayList<>();
    int wanted = codec == Codec.OPUS ? 1 : 2;
    while (packets.size() < wanted && pages.next()) {
      if (pages.serial() == serial && !pages.isFirst()) {
        packets.addAll(joiner.add(pages));
      }
    }
    // Comments with a large picture are not kept, and come as an empty packet.
    String tags = codec == Codec.OPUS ? OPUS_TAGS : VORBIS_TAGS;
    if (packets.size() < wanted || packets.get(0).length > 0 && !startsWith(packets.get(0), tags)) {
      throw new UnreadableAudioException("its Ogg headers are damaged");
    }
    if (codec == Codec.OPUS) {
      return new byte[0];
    }
    if (!startsWith(packets.get(1), VORBIS_SETUP)) {
      throw new UnreadableAudioException("its Vorbis setup header is damaged");
    }
    return packets.get(1);
  }

  private static boolean startsWith(byte[] packet, String text) {
    return packet.length >= text.length()
        && new String(packet, 0, text.length(), ISO_8859_1).equals(text);
  }

  private static int vorbisRate(byte[] packet) {
    return ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
  }

  int channels() {
    return identification[codec == Codec.OPUS ? 9 : 11] & 0xff;
  }

  int sampleRate() {
    return codec == Codec.OPUS ? OpusTiming.SAMPLE_RATE : vorbisRate(identification);
  }

  PacketTiming timing() throws UnreadableAudioException {
    return codec == Codec.OPUS
        ? new OpusTiming()
        : new VorbisTiming(
            1 << (identification[28] & 15), 1 << (identification[28] >> 4 & 15), setup);
  }

  /** The pages that begin the stream, with only that title as its comments. */
  byte[] pages(OggPageWriter writer, String title) {
    byte[] first = writer.write(OggPageWriter.FIRST, 0, List.of(identification));
    List<byte[]> more = new ArrayList<>(List.of(comments(title)));
    if (codec == Codec.VORBIS) {
      more.add(setup);
    }
    byte[] rest = writer.write(0, 0, more);
    return ByteBuffer.allocate(first.length + rest.length).put(first).put(rest).array();
  }

  private byte[] comments(String title) {
    byte[] magic = (codec == Codec.OPUS ? OPUS_TAGS : VORBIS_TAGS).getBytes(ISO_8859_1);
    byte[] comment = ("TITLE=" + title).getBytes(UTF_8);
    ByteBuffer packet =
        ByteBuffer.allocate(magic.length + VENDOR.length + comment.length + 13)
            .order(ByteOrder.LITTLE_ENDIAN);
    packet.put(magic).putInt(VENDOR.length).put(VENDOR);
    if (title.isEmpty()) {
      packet.putInt(0);
    } else {
      packet.putInt(1).putInt(comment.length).put(comment);
    }
    if (codec == Codec.VORBIS) {
      packet.put((byte) 1);
    }
    byte[] exact = new byte[packet.position()];
    packet.rewind().get(exact);
    return exact;
  }
}

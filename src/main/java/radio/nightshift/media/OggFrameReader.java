package radio.nightshift.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ogg Opus and Ogg Vorbis. Its frames are new pages with the source's packets, short enough to be
 * sent when they are due: encoders write pages of a second and more.
 */
final class OggFrameReader implements FrameReader {
  private static final int PAGES_PER_SECOND = 10;

  private final FrameInput in;
  private final OggHeaders headers;
  private final OggPackets packets;
  private final SampleRate rate;
  private OggPageWriter writer;
  private long granule;
  private boolean ended;

  private OggFrameReader(FrameInput in, OggPages pages, OggHeaders headers) throws IOException {
    this.in = in;
    this.headers = headers;
    this.packets = new OggPackets(pages, headers.timing());
    this.rate = new SampleRate(headers.sampleRate());
    this.writer = new OggPageWriter(ThreadLocalRandom.current().nextInt());
  }

  /**
   * Opens the stream that begins at the input's position.
   *
   * @return null if none does
   * @throws UnreadableAudioException if its headers are damaged
   */
  static OggFrameReader begin(FrameInput in) throws IOException {
    OggPages pages = new OggPages(in);
    OggHeaders headers = OggHeaders.read(pages);
    return headers == null ? null : new OggFrameReader(in, pages, headers);
  }

  @Override
  public Codec codec() {
    return headers.codec();
  }

  @Override
  public int sampleRate() {
    return rate.hertz();
  }

  @Override
  public int channels() {
    return headers.channels();
  }

  @Override
  public byte[] opening(String title) {
    int serial = writer.serial();
    while (serial == writer.serial()) {
      serial = ThreadLocalRandom.current().nextInt();
    }
    writer = new OggPageWriter(serial);
    granule = 0;
    ended = false;
    return headers.pages(writer, title);
  }

  @Override
  public Frame next(long limitNanos) throws IOException {
    List<OggPacket> page = page(rate.sampleFrom(limitNanos));
    if (page.isEmpty()) {
      return null;
    }
    long start = page.get(0).sample();
    OggPacket last = page.get(page.size() - 1);
    granule = last.granule();
    ended = last.last();
    List<byte[]> bytes = new ArrayList<>();
    for (OggPacket packet : page) {
      bytes.add(packet.bytes());
    }
    byte[] written = writer.write(ended ? OggPageWriter.LAST : 0, granule, bytes);
    return rate.frame(written, start, last.sample() + last.samples() - start);
  }

  private List<OggPacket> page(long limit) throws IOException {
    List<OggPacket> page = new ArrayList<>();
    long latestEnd = Long.MAX_VALUE;
    int segments = 0;
    OggPacket packet;
    while ((packet = packets.peek()) != null && packet.sample() < limit) {
      segments += OggPageWriter.segments(packet.bytes().length);
      if (page.isEmpty()) {
        latestEnd = packet.sample() + rate.hertz() / PAGES_PER_SECOND;
      } else if (segments > OggPageWriter.MAX_SEGMENTS
          || packet.sample() + packet.samples() > latestEnd) {
        break;
      }
      page.add(packet);
      packets.advance();
    }
    return page;
  }

  /** The page that ends the stream, unless the source's own last page was given and has done so. */
  @Override
  public byte[] closing() {
    return ended ? new byte[0] : writer.write(OggPageWriter.LAST, granule, List.of());
  }

  @Override
  public boolean isOneForm() throws IOException {
    return packets.isLastLink();
  }

  @Override
  public byte[] silence(int bytes) {
    return new byte[0];
  }

  @Override
  public void seek(long positionNanos) throws IOException {
    packets.seek(rate.sampleFrom(positionNanos));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

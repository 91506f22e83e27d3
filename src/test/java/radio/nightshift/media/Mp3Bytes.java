package radio.nightshift.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static radio.nightshift.media.Reading.join;
import static radio.nightshift.media.Reading.part;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** MP3 frames and what may lie around them, made independently of what is tested. */
final class Mp3Bytes {
  /** Has ffmpeg write frames and nothing else. */
  static final String BARE = "-f mp3 -write_xing 0 -id3v2_version 0";

  private Mp3Bytes() {}

  /** Frames and nothing else: 3 seconds, 44.1 kHz stereo, 128 kbit/s. */
  static byte[] bare(Path folder) throws IOException {
    return bare(folder, "-ac 2 -ar 44100 -b:a 128k");
  }

  /** 3 seconds in frames and nothing else, by ffmpeg's arguments. */
  static byte[] bare(Path folder, String encoding) throws IOException {
    String arguments = "-c:a libmp3lame " + encoding + " " + BARE;
    return Files.readAllBytes(Ffmpeg.sound(folder.resolve("bare.mp3"), 3, arguments.split(" ")));
  }

  static byte[] id3v2() {
    return id3v2(70, 0, "title".getBytes(ISO_8859_1));
  }

  static byte[] id3v2(int size, int flags, byte[] content) {
    ByteBuffer tag = ByteBuffer.allocate(10 + size);
    tag.put("ID3".getBytes(ISO_8859_1)).put((byte) 4).put((byte) 0).put((byte) flags);
    for (int shift = 21; shift >= 0; shift -= 7) {
      tag.put((byte) (size >> shift & 0x7f));
    }
    return tag.put(content).array();
  }

  static byte[] footer(int size) {
    byte[] footer = part(id3v2(size, 0x10, new byte[0]), 0, 10);
    System.arraycopy("3DI".getBytes(ISO_8859_1), 0, footer, 0, 3);
    return footer;
  }

  static byte[] id3v1() {
    return Arrays.copyOf("TAGtitle".getBytes(ISO_8859_1), 128);
  }

  static byte[] ape(boolean withHeader, int size) {
    return join(
        withHeader ? apeEnd(size, 0xa0) : new byte[0],
        new byte[size],
        apeEnd(size, withHeader ? 0x80 : 0));
  }

  private static byte[] apeEnd(int size, int flags) {
    return ByteBuffer.allocate(32)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("APETAGEX".getBytes(ISO_8859_1))
        .putInt(2000)
        .putInt(size + 32)
        .putInt(0)
        .putInt(flags << 24)
        .array();
  }
}

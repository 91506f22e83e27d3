package radio.nightshift.loop;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of bare samples of 16 bits, little endian, as ffmpeg's format s16le has them. */
record PcmFile(Path file, int channels) {
  private int frameBytes() {
    return 2 * channels;
  }

  /** How many samples there are of each channel. */
  long length() throws IOException {
    return Files.size(file) / frameBytes();
  }

  /** Cuts it there, or fills it up with silence. */
  void setLength(long samples) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(samples * frameBytes());
    }
  }

  /** Samples by channel; beyond the end they are zero. */
  double[][] read(long from, int count) throws IOException {
    byte[] bytes = new byte[count * frameBytes()];
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      open.seek(from * frameBytes());
      int got = 0;
      for (int n = 0; got < bytes.length && n >= 0; got += Math.max(0, n)) {
        n = open.read(bytes, got, bytes.length - got);
      }
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[][] samples = new double[channels][count];
    for (int i = 0; i < count; i++) {
      for (int channel = 0; channel < channels; channel++) {
        samples[channel][i] = in.getShort();
      }
    }
    return samples;
  }

  /** Overwrites samples from one on; what is louder than 16 bits can be is cut off. */
  void write(long from, double[][] samples) throws IOException {
    int count = samples[0].length;
    ByteBuffer out = ByteBuffer.allocate(count * frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      for (int channel = 0; channel < channels; channel++) {
        double most = Math.min(Short.MAX_VALUE, Math.max(Short.MIN_VALUE, samples[channel][i]));
        out.putShort((short) Math.round(most));
      }
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(from * frameBytes());
      open.write(out.array());
    }
  }

  /** Writes a part of it, taken for a circle, to a file of its own. */
  PcmFile part(Path to, long from, int count) throws IOException {
    long length = length();
    PcmFile part = new PcmFile(to, channels);
    Files.deleteIfExists(to);
    for (int done = 0; done < count; ) {
      long at = Math.floorMod(from + done, length);
      int now = (int) Math.min(count - done, length - at);
      part.write(done, read(at, now));
      done += now;
    }
    return part;
  }
}

package radio.nightshift.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Prints how long a seek to 90 % of each file takes, in milliseconds: the first one in this JVM,
 * and the median of five more. The files should be in the page cache.
 */
final class SeekTime {
  private SeekTime() {}

  public static void main(String[] files) throws IOException {
    for (String file : files) {
      print(Path.of(file));
    }
  }

  private static void print(Path file) throws IOException {
    // From ffprobe: measuring the length here would warm up what is to be measured cold.
    long position = (long) (Ffmpeg.seconds(file) * 0.9e9);
    double first;
    try (FrameReader reader = FrameReader.open(file)) {
      first = millis(reader, position);
    }
    double[] more = new double[5];
    for (int i = 0; i < more.length; i++) {
      try (FrameReader reader = FrameReader.open(file)) {
        more[i] = millis(reader, position);
      }
    }
    Arrays.sort(more);
    System.out.printf(
        "%s at %.1f s: first seek %.1f ms, median of 5 more %.1f ms%n",
        file, position / 1e9, first, more[2]);
  }

  private static double millis(FrameReader reader, long position) throws IOException {
    long begin = System.nanoTime();
    reader.seek(position);
    Frame frame = reader.next(Long.MAX_VALUE);
    long end = System.nanoTime();
    if (frame == null || frame.startNanos() < position) {
      throw new IOException("the seek to " + position + " ns found " + frame);
    }
    return (end - begin) / 1e6;
  }
}

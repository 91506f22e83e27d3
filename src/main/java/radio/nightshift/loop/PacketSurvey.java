package radio.nightshift.loop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the time stamps of a stream's packets come to.
 *
 * @param count how many there are
 * @param tick the unit of the time stamps, in seconds
 * @param frame how long a frame is, in ticks; 0 with fewer than two
 * @param first the earliest time stamp of presentation, in ticks
 * @param firstKey when the first key frame is presented, in seconds
 * @param keyDistance the most frames from one key frame to the next
 * @param reorder how many frames later than they are sent frames are presented at most
 * @param obstacle what stands against sending them as they are; empty if nothing does
 */
record PacketSurvey(
    long count,
    double tick,
    double frame,
    long first,
    double firstKey,
    long keyDistance,
    int reorder,
    String obstacle) {

  /** The arguments of ffprobe that write what {@link #read} reads, before the input's guards. */
  static List<String> arguments(int stream, Path to) {
    return List.of(
        "-select_streams",
        "" + stream,
        "-show_entries",
        "packet=pts,dts,duration,flags",
        "-of",
        "csv=p=0",
        "-o",
        "file:" + to);
  }

  /**
   * Reads what ffprobe has written, twice: evenness can be judged once the frame's length is known.
   *
   * @param tick the stream's unit of time, in seconds
   */
  static PacketSurvey read(Path csv, double tick, StationStop stop) throws IOException {
    PacketTally tally = new PacketTally();
    read(csv, tally::add, stop);
    PresentationOrder order = tally.order();
    read(csv, line -> order.add(PacketTally.time(line)), stop);
    return tally.survey(tick, order);
  }

  private static void read(Path csv, Consumer<String> packets, StationStop stop)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(csv, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        stop.check();
        packets.accept(line);
      }
    }
  }

  /** How long all of it is, in seconds. */
  double seconds() {
    return count * frame * tick;
  }

  /** When the first one is presented, in seconds. */
  double start() {
    return first * tick;
  }
}

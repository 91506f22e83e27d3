package radio.nightshift.media.ts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a whole transport file holds, as a proof of what was made. Stamps are those of the file, in
 * ticks of 90 kHz.
 *
 * @param map its first program map, with the PIDs and types of all streams
 * @param continuityErrors packets that are missing or double by their counters
 */
public record TransportFile(
    ProgramMap map,
    Optional<Track> video,
    Optional<Track> audio,
    long firstPcr,
    long lastPcr,
    long bytes,
    long continuityErrors) {
  private static final int CHUNK = 1_400 * TransportPacket.SIZE;

  /**
   * One stream.
   *
   * @param units its PES packets: for video pictures, for audio one frame or several
   * @param randomAccessPoints the units at which a decoder can begin
   * @param startsAtRandomAccess whether the first unit is one
   * @param lastPts of the unit that is presented last
   */
  public record Track(
      int pid,
      int type,
      long units,
      long randomAccessPoints,
      boolean startsAtRandomAccess,
      long firstPts,
      long lastPts,
      long firstDts,
      long lastDts) {}

  /** Reads a file from its beginning to its end. */
  public static TransportFile inspect(Path file) throws IOException {
    try (TransportReader reader = TransportReader.open(file)) {
      Inspection inspection = new Inspection(reader.head());
      ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK);
      TransportPacket packet = new TransportPacket();
      for (long position = 0; position < reader.size(); position += bytes.limit()) {
        reader.read(bytes.clear(), position);
        for (int at = 0; at < bytes.limit(); at += TransportPacket.SIZE) {
          inspection.add(packet.at(bytes, at));
        }
      }
      return inspection.result(reader.size());
    }
  }
}

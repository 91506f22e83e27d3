package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Path;
import radio.nightshift.media.ts.PacketWindow;
import radio.nightshift.media.ts.TransportReader;
import radio.nightshift.media.ts.UnplayableFileException;

/**
 * Plays a turn without sending it, before it takes the place of one that can be played: what a
 * player would stumble over hours later shows at once.
 */
record TransportProof(Path transport, StationStop stop) {
  private static final int CHECKED = 1 << 12;

  /**
   * Requires that it can be played.
   *
   * @param turn how long it is, in ticks
   */
  void require(long turn) throws IOException {
    try (TransportReader reader = Deck.open(transport)) {
      PacketWindow window = new PacketWindow();
      window.start(reader, 0, () -> turn);
      for (long packets = 0; !window.isAtEnd(); packets++) {
        if (packets % CHECKED == 0) {
          stop.check();
        }
        window.advance();
      }
    } catch (UnplayableFileException e) {
      throw new UnsoundException(e.getMessage().replaceFirst("^.* cannot be played: ", ""));
    }
  }
}

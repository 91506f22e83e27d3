package radio.nightshift.prepare;

import java.nio.file.Files;
import java.nio.file.Path;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Station;

/** One upload to a station, from its sending to the audio that is made of it. */
final class OneUpload {
  /** What the names of uploads for one slot begin with. */
  static final String SLOT = "20260610_1400_";

  private OneUpload() {}

  /** Starts a station and waits until it has prepared a file. */
  static PreparedProgramme prepared(Station station, Path source, String name) throws Exception {
    station.start();
    station.send(source, name);
    return station.awaitFirstReady();
  }

  /** The audio of a programme that is made for one mount only. */
  static Path audio(PreparedProgramme programme) throws Exception {
    try (var found = Files.list(programme.folder())) {
      return found.filter(file -> !file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
  }
}

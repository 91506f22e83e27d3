package radio.nightshift.prepare;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

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

  /**
   * Sends several files to a station, each for a minute of its own, and waits until all are
   * prepared.
   *
   * @return the programmes by the names that the files were given
   */
  static Map<String, PreparedProgramme> prepared(Station station, Map<String, Path> files)
      throws Exception {
    station.start();
    int minute = 0;
    Map<String, String> names = new HashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      // A programme at the hour or the half hour would wait for its other half.
      minute += minute % 30 == 29 ? 2 : 1;
      String upload =
          "20260610_%02d%02d_%s".formatted(14 + minute / 60, minute % 60, file.getKey());
      names.put(upload, file.getKey());
      station.send(file.getValue(), upload);
    }
    station.awaitReady(files.size());
    return station.ready().stream()
        .collect(Collectors.toMap(one -> names.get(one.sources().get(0)), one -> one));
  }

  /** Makes a file by ffmpeg, of arguments with blanks between them. */
  static Path made(Path file, String arguments) {
    List<String> command = new ArrayList<>(List.of(arguments.strip().split("\\s+")));
    command.add("" + file);
    Tone.ffmpeg(command);
    return file;
  }

  /** Puts files one behind another, as {@code cat} does. */
  static Path joined(Path file, Path... parts) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (Path part : parts) {
        Files.copy(part, out);
      }
    }
    return file;
  }

  /** The audio of a programme that is made for one mount only. */
  static Path audio(PreparedProgramme programme) throws Exception {
    try (var found = Files.list(programme.folder())) {
      return found.filter(file -> !file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
  }
}

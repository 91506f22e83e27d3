package radio.nightshift.watchdog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a spool. Each holds rows in the order of their numbers, from the one in its name on.
 * Lines that a crash or a full disk has left damaged are passed over.
 */
final class SpoolFiles {
  private static final String GLOB = "rows-*";
  private static final String NAME = "rows-[0-9]{18}";

  private final Path folder;

  SpoolFiles(Path folder) {
    this.folder = folder;
  }

  /** The file that begins with a row. */
  Path from(long number) {
    return folder.resolve("rows-%018d".formatted(number));
  }

  /**
   * The rows behind a number, in order.
   *
   * @param newest the last row to be read
   * @param most how many rows at once
   */
  List<CheckRow> read(long behind, long newest, int most) throws IOException {
    NavigableMap<Long, Path> files = all();
    Long begin = files.floorKey(behind + 1);
    List<CheckRow> rows = new ArrayList<>();
    for (Path file : (begin == null ? files : files.tailMap(begin, true)).values()) {
      read(file, rows, behind, newest, most);
      if (rows.size() >= most) {
        break;
      }
    }
    return rows;
  }

  /** The number of the last row that is there; 0 if there is none. */
  long newest() throws IOException {
    for (Path file : all().descendingMap().values()) {
      List<CheckRow> rows = new ArrayList<>();
      read(file, rows, 0, Long.MAX_VALUE, Integer.MAX_VALUE);
      if (!rows.isEmpty()) {
        return rows.get(rows.size() - 1).number();
      }
    }
    return 0;
  }

  /** A row that was written again after a failure is there twice, and counts once. */
  private static void read(Path file, List<CheckRow> rows, long behind, long newest, int most)
      throws IOException {
    long previous = rows.isEmpty() ? behind : rows.get(rows.size() - 1).number();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null && rows.size() < most; line = in.readLine()) {
        Optional<CheckRow> row = CheckRow.parse(line);
        if (row.isPresent() && row.get().number() > previous && row.get().number() <= newest) {
          rows.add(row.get());
          previous = row.get().number();
        }
      }
    }
  }

  /** Deletes the files whose rows all lie before a number. */
  void deleteBefore(long number) throws IOException {
    Path previous = null;
    for (Map.Entry<Long, Path> file : all().entrySet()) {
      if (previous != null && file.getKey() <= number) {
        Files.deleteIfExists(previous);
      }
      previous = file.getValue();
    }
  }

  /** How many bytes they have. */
  long size() throws IOException {
    long size = 0;
    for (Path file : all().values()) {
      size += Files.size(file);
    }
    return size;
  }

  private NavigableMap<Long, Path> all() throws IOException {
    NavigableMap<Long, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, GLOB)) {
      for (Path file : found) {
        String name = "" + file.getFileName();
        if (name.matches(NAME)) {
          files.put(Long.parseLong(name.substring(GLOB.length() - 1)), file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }
}

package radio.nightshift.watchdog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An HLS playlist.
 *
 * @param variant the address of the first variant, if it is a list of variants
 * @param sequence the number of the first segment
 * @param segments the addresses of the segments
 * @param isOver whether no more will come
 */
record Playlist(Optional<String> variant, long sequence, List<String> segments, boolean isOver) {
  private static final String HEAD = "#EXTM3U";
  private static final String SEQUENCE = "#EXT-X-MEDIA-SEQUENCE:";
  private static final String VARIANT = "#EXT-X-STREAM-INF";
  private static final String END = "#EXT-X-ENDLIST";

  /** Reads one; empty if it is none. */
  static Optional<Playlist> read(byte[] answer) {
    List<String> lines =
        new String(answer, StandardCharsets.UTF_8)
            .replaceFirst("^\uFEFF", "")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
      return Optional.empty();
    }
    List<String> addresses = lines.stream().filter(line -> !line.startsWith("#")).toList();
    boolean hasVariants = lines.stream().anyMatch(line -> line.startsWith(VARIANT));
    return Optional.of(
        new Playlist(
            hasVariants ? addresses.stream().findFirst() : Optional.empty(),
            sequence(lines),
            hasVariants ? List.of() : addresses,
            lines.contains(END)));
  }

  /** What changes with each new segment. */
  String state() {
    return "%d+%d %s"
        .formatted(
            sequence, segments.size(), segments.isEmpty() ? "" : segments.get(segments.size() - 1));
  }

  private static long sequence(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches(SEQUENCE + "[0-9]{1,18}"))
        .map(line -> Long.parseLong(line.substring(SEQUENCE.length())))
        .findFirst()
        .orElse(0L);
  }
}

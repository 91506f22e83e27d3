package radio.nightshift.programme;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.media.Encoding;

/**
 * A programme that is ready for the air: a folder with its audio in each encoding and a report,
 * {@code programme.json}. A folder without a report is no programme.
 *
 * @param folder where it lies
 * @param parts what it was made of: one recording, or the two halves of an hour
 * @param edit how they were cut
 * @param recipe the digest of the {@link Recipe} it was made by
 * @param quick whether it was made in a hurry: cut, but not levelled
 * @param title what listeners are shown, or empty
 * @param length how long it plays
 * @param note what was found on the way, in words
 */
public record PreparedProgramme(
    Path folder,
    List<UsedUpload> parts,
    Edit edit,
    String recipe,
    boolean quick,
    String title,
    Duration length,
    String note) {
  private static final String REPORT = "programme.json";

  /** Its audio for mounts of that encoding, if it was made. */
  public Optional<Path> audio(Encoding encoding) {
    return Optional.of(folder.resolve(encoding.fileName())).filter(Files::isRegularFile);
  }

  /** The names of the files it was made of. */
  public List<String> sources() {
    return parts.stream().map(UsedUpload::source).toList();
  }

  /** The editions that some programmes were made of, each once. */
  public static Collection<Edition> editions(Collection<PreparedProgramme> programmes) {
    Map<String, Edition> editions = new LinkedHashMap<>();
    for (PreparedProgramme programme : programmes) {
      for (UsedUpload part : programme.parts) {
        editions.put(
            part.source(),
            new Edition(part.source(), ProgrammeFileName.parse(part.source()), 1, part.length()));
      }
    }
    return editions.values();
  }

  /** Its name: that of its file, or {@code yyyymmdd_hh00_joined.mp3}. */
  public String name() {
    String first = parts.get(0).source();
    return parts.size() == 1 ? first : ProgrammeFileName.parse(first).joined().name();
  }

  /**
   * Whether another programme makes this one stale: a part has a newer upload, or it is the same
   * made anew.
   */
  public boolean isReplacedBy(PreparedProgramme other) {
    boolean stale =
        parts.stream()
            .anyMatch(
                part ->
                    other.parts.stream()
                        .anyMatch(
                            newer ->
                                newer.source().equals(part.source())
                                    && !newer.version().equals(part.version())));
    return stale
        || parts.equals(other.parts) && edit.equals(other.edit) && !folder.equals(other.folder);
  }

  /** A summary in one line, for the log. */
  public String summary() {
    return "It is %d:%02d:%02d.%03d long. %s"
        .formatted(
            length.toHours(),
            length.toMinutesPart(),
            length.toSecondsPart(),
            length.toMillisPart(),
            note)
        .strip();
  }

  /**
   * Writes the report into its folder.
   *
   * @param findings further members of the report, which are for people only
   */
  public void write(Map<String, Object> findings) throws IOException {
    JsonObject report = new JsonObject();
    JsonArray sources = new JsonArray();
    for (UsedUpload part : parts) {
      JsonObject source = new JsonObject();
      source.put("source", part.source());
      source.put("version", part.version());
      source.put("lengthSeconds", seconds(part.length()));
      sources.add(source);
    }
    report.put("parts", sources);
    report.put("secondAtSeconds", edit.secondAt() == null ? null : seconds(edit.secondAt()));
    report.put("fadeSeconds", seconds(edit.fade()));
    report.put("leaveSeconds", seconds(edit.leave()));
    report.put("filled", edit.filled());
    report.put("recipe", recipe);
    report.put("quick", quick);
    report.put("title", title);
    report.put("lengthSeconds", seconds(length));
    report.put("note", note);
    report.putAll(findings);
    Files.writeString(folder.resolve(REPORT), Jsoner.prettyPrint(report.toJson()) + "\n");
  }

  /**
   * Reads a folder's report.
   *
   * @throws IOException if it has none, or it is damaged
   */
  public static PreparedProgramme read(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(REPORT))) {
      throw new IOException("it has no " + REPORT);
    }
    try {
      JsonObject report = (JsonObject) Jsoner.deserialize(Files.readString(folder.resolve(REPORT)));
      return new PreparedProgramme(
          folder,
          parts((JsonArray) report.get("parts")),
          new Edit(
              report.get("secondAtSeconds") == null ? null : duration(report, "secondAtSeconds"),
              duration(report, "fadeSeconds"),
              duration(report, "leaveSeconds"),
              report.getBoolean("filled")),
          report.get("recipe").toString(),
          report.getBoolean("quick"),
          report.get("title").toString(),
          duration(report, "lengthSeconds"),
          report.get("note").toString());
    } catch (DeserializationException | RuntimeException e) {
      throw new IOException("the report in " + folder + " is damaged: " + e.getMessage(), e);
    }
  }

  private static List<UsedUpload> parts(JsonArray sources) {
    List<UsedUpload> parts = new ArrayList<>();
    for (Object source : sources) {
      JsonObject part = (JsonObject) source;
      parts.add(
          new UsedUpload(
              part.get("source").toString(),
              part.get("version").toString(),
              duration(part, "lengthSeconds")));
    }
    return List.copyOf(parts);
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9);
  }

  private static Duration duration(JsonObject report, String name) {
    return Duration.ofNanos(
        new BigDecimal(report.get(name).toString()).movePointRight(9).longValueExact());
  }
}

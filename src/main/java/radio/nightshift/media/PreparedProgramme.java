package radio.nightshift.media;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * A programme that is ready for the air: a folder with its audio in each encoding and a report,
 * {@code programme.json}. A folder without a report is no programme.
 *
 * @param folder where it lies
 * @param source the name of the file it was made of
 * @param recipe the digest of the {@link Recipe} it was made by
 * @param title what listeners are shown, or empty
 * @param length how long it plays
 * @param note what was found on the way, in words
 */
public record PreparedProgramme(
    Path folder, String source, String recipe, String title, Duration length, String note) {
  private static final String REPORT = "programme.json";

  /** Its audio for mounts of that encoding, if it was made. */
  public Optional<Path> audio(Encoding encoding) {
    return Optional.of(folder.resolve(encoding.fileName())).filter(Files::isRegularFile);
  }

  /** What a person wants to know of it, in one line. */
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

  /** Writes the report into its folder. */
  public void write() throws IOException {
    JsonObject report = new JsonObject();
    report.put("source", source);
    report.put("recipe", recipe);
    report.put("title", title);
    report.put("lengthSeconds", BigDecimal.valueOf(length.toNanos(), 9));
    report.put("note", note);
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
          report.get("source").toString(),
          report.get("recipe").toString(),
          report.get("title").toString(),
          Duration.ofNanos(
              new BigDecimal(report.get("lengthSeconds").toString()).movePointRight(9).longValue()),
          report.get("note").toString());
    } catch (DeserializationException | RuntimeException e) {
      throw new IOException("the report in " + folder + " is damaged: " + e.getMessage(), e);
    }
  }
}

package radio.nightshift.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Severity;
import radio.nightshift.disk.WholeFile;

/** The file that keeps a receiver's book over a restart. */
final class BookFile {
  private static final Logger LOG = LoggerFactory.getLogger(BookFile.class);
  private static final int LARGEST = 10 << 20;

  private final Path file;

  BookFile(Path file) {
    this.file = file;
  }

  /** What is there; of a file that cannot be read, one line is logged. */
  List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    if (!Files.exists(file)) {
      return entries;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
      for (Object one : (JsonArray) Jsoner.deserialize(text)) {
        entries.add(entry((JsonObject) one));
      }
    } catch (IOException | DeserializationException | RuntimeException e) {
      LOG.warn(
          "{} cannot be read ({}); what was told before this start may be told again.",
          file,
          e.getClass().getSimpleName());
    }
    return entries;
  }

  /** Replaces the file by one rename. */
  void write(List<Entry> entries) throws IOException {
    JsonArray all = new JsonArray();
    entries.forEach(entry -> all.add(json(entry)));
    Files.createDirectories(file.getParent());
    WholeFile.write(file, all.toJson());
  }

  private static JsonObject json(Entry entry) {
    JsonObject json = new JsonObject();
    Condition condition = entry.condition();
    json.put("room", condition.room());
    json.put("about", condition.about());
    json.put("words", condition.words());
    json.put("remedy", condition.remedy());
    json.put("severity", condition.severity().name());
    json.put("since", condition.since().toString());
    json.put("over", entry.isOver());
    json.put("line", entry.line());
    json.put("at", entry.at().toString());
    json.put("untold", entry.untold());
    json.put("told", entry.told());
    JsonArray tellings = new JsonArray();
    for (Entry.Telling one : entry.tellings()) {
      tellings.add(one.at() + " " + one.severity() + " " + one.turns());
    }
    json.put("tellings", tellings);
    return json;
  }

  private static Entry entry(JsonObject json) {
    Condition condition =
        new Condition(
            json.getString("room"),
            json.getString("about"),
            json.getString("words"),
            json.getString("remedy"),
            Severity.valueOf(json.getString("severity")),
            Instant.parse(json.getString("since")));
    List<Entry.Telling> tellings = new ArrayList<>();
    for (Object one : (JsonArray) json.get("tellings")) {
      String[] parts = one.toString().split(" ");
      tellings.add(
          new Entry.Telling(
              Instant.parse(parts[0]), Severity.valueOf(parts[1]), Boolean.parseBoolean(parts[2])));
    }
    String told = json.getString("told");
    return new Entry(
        condition,
        json.getBoolean("over"),
        json.getString("line"),
        Instant.parse(json.getString("at")),
        json.getInteger("untold"),
        tellings.isEmpty() ? "" : told,
        tellings);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}

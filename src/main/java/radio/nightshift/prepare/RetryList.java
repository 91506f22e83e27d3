package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.util.ObjectHelper;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.programme.PreparedProgramme;

/**
 * Files that cannot be prepared here and now, though nothing is wrong with them: the disk is full,
 * ffmpeg was killed, or the like. They stay in the inbox and are tried again; as long as they fail,
 * there is a condition for each.
 */
public final class RetryList {
  private static final String ROOM = "prepare";
  private static final String AGAIN = "it stays in inbox/ and is tried again";

  private final Conditions conditions;
  private final Map<String, Failed> failed = new ConcurrentHashMap<>();

  /** A subject that has failed, by what its condition is about. */
  private record Failed(String name, List<String> files, boolean isTriedSoon) {}

  public RetryList(Conditions conditions) {
    this.conditions = conditions;
  }

  /** Adds the files of a subject that has failed. */
  public void add(
      @Body Subject subject, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    List<String> files = subject.files();
    if (files.isEmpty()) {
      return;
    }
    String about = about(Path.of(files.get(0)).getFileName().toString());
    failed.compute(
        about,
        (same, before) -> new Failed(subject.name(), files, before == null || before.isTriedSoon));
    String reason = reason(failure);
    int end = reason.lastIndexOf("; ");
    conditions.raise(
        ROOM,
        about,
        Severity.ERROR,
        "'%s' cannot be prepared now: %s"
            .formatted(subject.name(), end < 0 ? reason : reason.substring(0, end)),
        end < 0 ? AGAIN : reason.substring(end + 2) + "; " + AGAIN);
  }

  /** Whether something has failed with a file, and has not gone well since. */
  boolean has(Path file) {
    return failed.containsKey(about(file.getFileName().toString()));
  }

  /** How many subjects have failed, and not gone well since. */
  int size() {
    return failed.size();
  }

  /** Takes the files whose first failure this was; after a further one they wait for the scan. */
  public List<String> next() {
    List<String> files = new ArrayList<>();
    failed.forEach(
        (about, one) -> {
          if (!Files.exists(Path.of(one.files.get(0)))) {
            clear(about, "'%s' has gone from inbox/".formatted(one.name));
          } else if (one.isTriedSoon) {
            files.addAll(one.files);
            failed.replace(about, one, new Failed(one.name, one.files, false));
          }
        });
    return files;
  }

  /** Ends the failures of a programme that is ready after all. */
  public void clear(@Body PreparedProgramme ready) {
    ready
        .sources()
        .forEach(source -> clear(about(source), "'%s' is ready".formatted(ready.name())));
  }

  private void clear(String about, String words) {
    failed.remove(about);
    conditions.clear(ROOM, about, words);
  }

  private static String about(String file) {
    return "file " + file;
  }

  /** The reason without what Camel wraps around exceptions of a route's expressions. */
  private static String reason(Exception failure) {
    IOException inner = ObjectHelper.getException(IOException.class, failure);
    Exception cause = inner == null ? failure : inner;
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}

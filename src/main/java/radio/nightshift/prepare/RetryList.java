package radio.nightshift.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;

/**
 * What cannot be prepared here and now, though nothing is wrong with it: the disk is full, ffmpeg
 * was ended, or the like. It stays in the inbox.
 */
public final class RetryList {
  private static final Logger LOG = LoggerFactory.getLogger(RetryList.class);

  private final Map<String, String> reasons = new ConcurrentHashMap<>();
  private final Queue<String> again = new ConcurrentLinkedQueue<>();

  /** Says it in words, once for each reason. */
  public void note(
      @ExchangeProperty("file") String file,
      @ExchangeProperty("work") Assignment work,
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception setback) {
    String name =
        work == null ? Printable.printable(Path.of(file).getFileName().toString()) : work.name();
    String reason = setback.getMessage() == null ? setback.toString() : setback.getMessage();
    String before = reasons.put(name, reason);
    if (!reason.equals(before)) {
      LOG.error(
          "'{}' cannot be prepared now: {}. It stays in inbox/ and is tried again.", name, reason);
    }
    if (before == null) {
      again.addAll(work == null ? List.of(file) : work.rest());
    }
  }

  /** The files for which this was the first setback; at a further one they wait for the scan. */
  public List<String> soonAgain() {
    List<String> files = new ArrayList<>();
    for (String file = again.poll(); file != null; file = again.poll()) {
      files.add(file);
    }
    return files;
  }

  /** A work has got ready after all. */
  public void over(@ExchangeProperty("work") Assignment work) {
    reasons.remove(work.name());
    work.sources().forEach(source -> reasons.remove(Printable.printable(source.name())));
  }
}

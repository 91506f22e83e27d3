package radio.nightshift.prepare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.PreparedProgramme;

/**
 * Files that cannot be prepared here and now, though nothing is wrong with them: the disk is full,
 * ffmpeg was killed, or the like. They stay in the inbox and are tried again.
 */
public final class RetryList {
  private static final Logger LOG = LoggerFactory.getLogger(RetryList.class);

  private final Map<String, String> reasons = new ConcurrentHashMap<>();
  private final Queue<String> again = new ConcurrentLinkedQueue<>();

  /** Adds the files of a subject that has failed, and logs each reason once. */
  public void add(
      @Body Subject subject, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception caught) {
    Exception failure = withoutWrapping(caught);
    String name = subject.name();
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String before = reasons.put(name, reason);
    if (!reason.equals(before)) {
      LOG.error(
          "'{}' cannot be prepared now: {}. It stays in inbox/ and is tried again.", name, reason);
    }
    if (before == null) {
      again.addAll(subject.files());
    }
  }

  /** Takes the files whose first failure this was; after a further one they wait for the scan. */
  public List<String> next() {
    List<String> files = new ArrayList<>();
    for (String file = again.poll(); file != null; file = again.poll()) {
      files.add(file);
    }
    return files;
  }

  /** Forgets the failures of a programme that is ready after all. */
  public void clear(@Body PreparedProgramme ready) {
    reasons.remove(Printable.printable(ready.name()));
    ready.sources().forEach(source -> reasons.remove(Printable.printable(source)));
  }

  /** Camel wraps what an expression of a route throws. */
  private static Exception withoutWrapping(Exception caught) {
    IOException failure = ObjectHelper.getException(IOException.class, caught);
    return failure == null ? caught : failure;
  }
}

package radio.nightshift.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Notes which steps a station under test has and which it goes through, those of the error handling
 * too: JMX counts the latter for one route only.
 */
public final class RouteCoverage implements InterceptStrategy {
  /** Where the notes of all test runs lie. */
  public static final Path NOTES = Path.of("target/route-coverage");

  private static final Path ROUTES = Path.of("src/main/resources/routes");
  private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

  /** Tells one state of a route file from another: notes of an older one do not count. */
  public static String version(String file) {
    try {
      Path route = ROUTES.resolve(file);
      CRC32 sum = new CRC32();
      sum.update(Files.exists(route) ? Files.readAllBytes(route) : new byte[0]);
      return Long.toHexString(sum.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode step, Processor target, Processor next) {
    note("there", step);
    return new DelegateAsyncProcessor(target) {
      @Override
      public boolean process(Exchange exchange, AsyncCallback callback) {
        note("run", step);
        return super.process(exchange, callback);
      }
    };
  }

  private static void note(String kind, NamedNode step) {
    if (!step.getLocation().contains(ROUTES + "/")) {
      return; // A user's own, or the distribution's in a copy that was edited.
    }
    String file = step.getLocation().replaceFirst(".*[/:]", "");
    String place = file + "\t" + step.getLineNumber() + " " + step.getShortName();
    if (NOTED.add(kind + place)) {
      write(kind + "\t" + version(file) + "\t" + place + "\n");
    }
  }

  private static synchronized void write(String line) {
    try {
      Files.createDirectories(NOTES);
      Files.writeString(
          NOTES.resolve(ProcessHandle.current().pid() + ".txt"),
          line,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package radio.nightshift.support;

import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long every test waits for what is to come: so long that it hangs if it has not come by then,
 * on however slow or busy a machine. A file that is awaited need not be there yet. It is registered
 * for all tests by {@code META-INF/services}.
 */
public final class Patience implements BeforeAllCallback {
  public static final Duration HANGS = Duration.ofMinutes(3);

  private static final Duration GLANCE = Duration.ofMillis(20);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(HANGS);
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(GLANCE);
    Awaitility.ignoreExceptionByDefault(NoSuchFileException.class);
  }
}

package radio.nightshift.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.ConsumerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Patience;
import radio.nightshift.support.Station;

/** The route of README's with which a user is told of conditions. */
@Integration
class ConditionRouteTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml\n(- route:\n    id: told.*?)```", Pattern.DOTALL);

  @TempDir Path files;
  @RegisterExtension final Station station = new Station();

  @Test
  void eachChangeOfAnErrorComesOnce() throws Exception {
    Matcher readme = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    assertThat(readme.find()).as("README has the route 'told'").isTrue();
    String route = readme.group(1).replace("http:hooks.example.org/told", "seda:told");
    assertThat(route).contains("seda:told");
    station.withRoutes(Files.writeString(files.resolve("told.camel.yaml"), route)).start();
    Conditions conditions = station.bean(Conditions.class);
    conditions.raise("playout", "a", Severity.WARNING, "nothing much", "");
    conditions.raise("playout", "b", Severity.ERROR, "'jazz' is missing", "upload it");
    conditions.raise("playout", "b", Severity.ERROR, "'jazz' is missing", "upload it");
    conditions.raise("playout", "b", Severity.CRITICAL, "'jazz' is due", "upload it");
    conditions.clear("playout", "a", "fine");
    conditions.clear("playout", "b", "'jazz' is here");
    try (ConsumerTemplate told = station.context().createConsumerTemplate()) {
      assertThat(next(told)).isEqualTo("'jazz' is missing; upload it.");
      assertThat(next(told)).isEqualTo("'jazz' is due; upload it.");
      assertThat(next(told)).startsWith("'jazz' is here, after ");
      assertThat(told.receiveNoWait("seda:told")).isNull();
    }
  }

  private static String next(ConsumerTemplate told) {
    return told.receiveBody("seda:told", Patience.HANGS.toMillis(), String.class);
  }
}

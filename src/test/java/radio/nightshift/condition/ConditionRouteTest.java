package radio.nightshift.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.ConsumerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Documents;
import radio.nightshift.support.Documents.Block;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Patience;
import radio.nightshift.support.Station;
import radio.nightshift.support.UserRoutes;

/** The example of docs/routes.md by which a user is told of conditions. */
@Integration
class ConditionRouteTest {
  @TempDir Path files;
  @RegisterExtension final Station station = new Station();

  @Test
  void eachChangeOfAnErrorComesOnce() throws Exception {
    Block example = Documents.block("A web request for whatever goes wrong", "told.camel.yaml");
    station
        .withRoutes(
            UserRoutes.in(files).with(example, Map.of("http:hooks.example.org/told", "seda:told")))
        .start();
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

package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;

/** What Camel itself has against the route files. */
@Integration
class RoutesStartTest {
  @TempDir Path home;

  @Test
  void theStationStartsWithAllThatItsRoutesName() throws Exception {
    try (Station station = new Station(home).with("camel.main.auto-startup", "false").start()) {
      assertThat(station.context().getRoutes()).isNotEmpty();
    }
  }
}

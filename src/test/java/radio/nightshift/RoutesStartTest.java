package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;

/** What Camel itself has against the route files. */
@Integration
class RoutesStartTest {
  @RegisterExtension final Station station = new Station().with("camel.main.auto-startup", "false");

  @Test
  void theStationStartsWithAllThatItsRoutesName() throws Exception {
    station.start();
    assertThat(station.context().getRoutes()).isNotEmpty();
  }
}

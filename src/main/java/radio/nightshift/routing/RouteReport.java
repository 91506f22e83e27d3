package radio.nightshift.routing;

import java.nio.file.Path;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;

/** Raises what a person must know about the route files that a station reads. */
public final class RouteReport {
  private static final String ROOM = "station";

  private final RouteFiles files;
  private final Conditions conditions;

  public RouteReport(RouteFiles files, Conditions conditions) {
    this.files = files;
    this.conditions = conditions;
  }

  /** Raises it. */
  public void raise() {
    files.missing().forEach(this::missing);
    files.faults().forEach(this::fault);
    files.misnamed().forEach(this::misnamed);
  }

  private void missing(String name) {
    conditions.raise(
        ROOM,
        name,
        Severity.WARNING,
        "there is no %s among the route files in station.routes; the distribution's is read in its place"
            .formatted(name),
        "put it back, and restart the station");
  }

  private void fault(RouteFault fault) {
    conditions.raise(
        ROOM,
        fault.file().getFileName().toString(),
        Severity.ERROR,
        "%s cannot be used: %s; %s"
            .formatted(
                fault.place(),
                fault.words(),
                files.isAdded(fault.file())
                    ? "the station runs without it"
                    : "the distribution's is read in its place"),
        "correct it until 'nightshift routes check' finds nothing, and restart the station");
  }

  private void misnamed(Path file) {
    conditions.raise(
        ROOM,
        file.getFileName().toString(),
        Severity.WARNING,
        "'%s' is not read, since the name of a route file ends in .camel.yaml".formatted(file),
        "rename it, or take it out of the folder, and restart the station");
  }
}

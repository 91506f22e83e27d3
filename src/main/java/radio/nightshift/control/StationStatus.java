package radio.nightshift.control;

import java.io.File;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.util.json.Jsoner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Condition;
import radio.nightshift.room.Premises;

/** How the station is: what each room contributes, its conditions and its disk. */
public final class StationStatus {
  private static final Logger LOG = LoggerFactory.getLogger(StationStatus.class);

  private final Premises premises;
  private final Instant since;

  StationStatus(Premises premises) {
    this.premises = premises;
    this.since = premises.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The whole of it, as one JSON document. */
  public String report() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("station", station());
    premises.services().status().forEach((room, part) -> all.put(room, orTrouble(room, part)));
    all.put(
        "conditions", premises.conditions().all().stream().map(StationStatus::condition).toList());
    all.put("disk", orTrouble("disk", this::disk));
    return Jsoner.serialize(all);
  }

  static String version() {
    String version = StationStatus.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "(unpackaged)");
  }

  private Map<String, Object> station() {
    Map<String, Object> station = new LinkedHashMap<>();
    station.put("version", version());
    station.put("process", ProcessHandle.current().pid());
    station.put("home", premises.home().toString());
    station.put("zone", premises.zone().getId());
    station.put("since", since.toString());
    station.put("now", premises.clock().instant().toString());
    station.put("draining", premises.airings().isDraining());
    return station;
  }

  private static Map<String, Object> condition(Condition one) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("severity", one.severity().name().toLowerCase(Locale.ROOT));
    shown.put("since", one.since().toString());
    shown.put("room", one.room());
    shown.put("about", one.about());
    shown.put("words", one.words());
    shown.put("remedy", one.remedy());
    return shown;
  }

  private Map<String, Object> disk() {
    // The file system itself is asked: in a container the list of mounts may lack it.
    File home = premises.home().toFile();
    return Map.of("freeBytes", home.getUsableSpace(), "totalBytes", home.getTotalSpace());
  }

  /** One part that fails must not keep the others from whoever asks. */
  private static Map<String, Object> orTrouble(String name, Supplier<Map<String, Object>> part) {
    try {
      return part.get();
    } catch (RuntimeException e) {
      LOG.warn("The status of {} cannot be had: {}", name, e.toString());
      return Map.of("trouble", e.toString());
    }
  }
}

package radio.nightshift.control;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.TabularData;
import radio.nightshift.condition.ConditionTable;
import radio.nightshift.room.Premises;

/** Shows the station in JMX. */
final class StationPanel implements StationMBean {
  private final Premises premises;
  private final StatusLine line;
  private final ConditionTable conditions;
  private final Instant since;

  StationPanel(Premises premises) {
    this.premises = premises;
    line = new StatusLine(premises.zone());
    conditions = new ConditionTable(premises.conditions());
    since = premises.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private Map<String, Object> playout() {
    Map<String, Supplier<Map<String, Object>>> parts = premises.services().status();
    return parts.getOrDefault("playout", Map::of).get();
  }

  @Override
  public String getOnAir() {
    return line.onAir(playout());
  }

  @Override
  public String getNext() {
    return line.next(playout());
  }

  @Override
  public int getProblems() {
    return playout().get("problems") instanceof List<?> problems ? problems.size() : 0;
  }

  @Override
  public String getSince() {
    return since.toString();
  }

  @Override
  public long getUpSeconds() {
    return Duration.between(since, premises.clock().instant()).toSeconds();
  }

  @Override
  public boolean isDraining() {
    return premises.airings().isDraining();
  }

  @Override
  public TabularData getConditions() throws OpenDataException {
    return conditions.rows();
  }

  @Override
  public long getCritical() {
    return conditions.critical();
  }

  @Override
  public long getErrors() {
    return conditions.errors();
  }

  @Override
  public long getWarnings() {
    return conditions.warnings();
  }

  @Override
  public String getVersion() {
    return StationStatus.version();
  }

  @Override
  public String getHome() {
    return premises.home().toString();
  }

  @Override
  public String getZone() {
    return premises.zone().getId();
  }

  @Override
  public long getFreeBytes() {
    try {
      return Files.getFileStore(premises.home()).getUsableSpace();
    } catch (IOException gone) {
      return -1;
    }
  }

  @Override
  public String drain() {
    premises.services().requests().send("drain the station", "direct:control-drain", null);
    return "The station ends after what is on the air";
  }
}

package radio.nightshift.condition;

import java.util.Collections;
import java.util.Locale;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** The station's conditions in JMX: a table, and how many there are of each severity. */
@ManagedResource(description = "What a person must know about the station")
public final class ConditionTable {
  private static final String[] COLUMNS = {"room", "about", "severity", "since", "words", "remedy"};
  private static final String[] KEY = {"room", "about"};

  private final Conditions conditions;

  public ConditionTable(Conditions conditions) {
    this.conditions = conditions;
  }

  /** A row for each condition. */
  @ManagedAttribute(description = "The conditions: room, about, severity, since, words, remedy")
  public TabularData getConditions() throws OpenDataException {
    CompositeType row =
        new CompositeType(
            "condition",
            "What a person must know",
            COLUMNS,
            COLUMNS,
            Collections.nCopies(COLUMNS.length, SimpleType.STRING).toArray(OpenType<?>[]::new));
    TabularData table =
        new TabularDataSupport(new TabularType("conditions", "All conditions", row, KEY));
    for (Condition one : conditions.all()) {
      Object[] values = {
        one.room(),
        one.about(),
        one.severity().name().toLowerCase(Locale.ROOT),
        one.since().toString(),
        one.words(),
        one.remedy()
      };
      table.put(new CompositeDataSupport(row, COLUMNS, values));
    }
    return table;
  }

  @ManagedAttribute(description = "How many conditions are critical: off the air")
  public long getCritical() {
    return count(Severity.CRITICAL);
  }

  @ManagedAttribute(description = "How many conditions are errors")
  public long getErrors() {
    return count(Severity.ERROR);
  }

  @ManagedAttribute(description = "How many conditions are warnings")
  public long getWarnings() {
    return count(Severity.WARNING);
  }

  private long count(Severity severity) {
    return conditions.all().stream().filter(one -> one.severity() == severity).count();
  }
}

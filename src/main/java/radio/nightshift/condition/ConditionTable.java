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

/** The conditions as JMX shows them: a table, and how many there are of each severity. */
public final class ConditionTable {
  private static final String[] COLUMNS = {"room", "about", "severity", "since", "words", "remedy"};
  private static final String[] KEY = {"room", "about"};

  private final Conditions conditions;

  public ConditionTable(Conditions conditions) {
    this.conditions = conditions;
  }

  /** A row for each condition. */
  public TabularData rows() throws OpenDataException {
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

  /** How many conditions are critical: off the air. */
  public long critical() {
    return count(Severity.CRITICAL);
  }

  /** How many conditions are errors. */
  public long errors() {
    return count(Severity.ERROR);
  }

  /** How many conditions are warnings. */
  public long warnings() {
    return count(Severity.WARNING);
  }

  private long count(Severity severity) {
    return conditions.all().stream().filter(one -> one.severity() == severity).count();
  }
}

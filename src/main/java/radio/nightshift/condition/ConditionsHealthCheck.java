package radio.nightshift.condition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** DOWN while there is a critical condition: a programme is due and the station is off the air. */
public final class ConditionsHealthCheck extends AbstractHealthCheck {
  private final Conditions conditions;

  /** Judges by what was raised since the start. */
  public ConditionsHealthCheck(Conditions conditions) {
    super("station", "conditions");
    this.conditions = conditions;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    List<Condition> all = conditions.confirmed();
    for (Severity severity : Severity.values()) {
      builder.detail(
          severity.name().toLowerCase(Locale.ROOT),
          all.stream().filter(one -> one.severity() == severity).count());
    }
    all.stream()
        .filter(one -> one.severity() == Severity.CRITICAL)
        .findFirst()
        .ifPresentOrElse(worst -> builder.message(worst.text()).down(), builder::up);
  }
}

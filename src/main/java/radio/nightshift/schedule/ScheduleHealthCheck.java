package radio.nightshift.schedule;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * DOWN when the calendar has been away for six hours, or for three polls where those are longer, or
 * at once when there is no schedule at all. A shorter outage changes nothing: the schedule reaches
 * days ahead, and files that are here play by their stamps.
 */
public final class ScheduleHealthCheck extends AbstractHealthCheck {
  private static final Duration LEAST = Duration.ofHours(6);

  private final StationSchedule schedule;
  private final Duration most;

  /** Judges a schedule that is read so often. */
  public ScheduleHealthCheck(StationSchedule schedule, Duration poll) {
    super("station", "schedule");
    this.schedule = schedule;
    Duration polls = poll.multipliedBy(3);
    this.most = polls.compareTo(LEAST) > 0 ? polls : LEAST;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Duration age = schedule.age().orElse(null);
    builder.detail("source", schedule.sourceWords());
    builder.detail("slots", schedule.current().slots().size());
    builder.detail("ageSeconds", age == null ? -1 : age.toSeconds());
    String trouble = schedule.trouble().orElse(null);
    if (trouble != null && (age == null || age.compareTo(most) > 0)) {
      builder.message(trouble).down();
    } else {
      builder.up();
    }
  }
}

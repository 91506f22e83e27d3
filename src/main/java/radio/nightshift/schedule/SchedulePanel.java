package radio.nightshift.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.Slot;
import radio.nightshift.programme.Timetable;
import radio.nightshift.room.Requests;

/** Shows the schedule in JMX, and sends requests about it to their routes. */
final class SchedulePanel implements ScheduleMBean {
  private final StationSchedule schedule;
  private final Timetable timetable;
  private final Requests requests;

  SchedulePanel(StationSchedule schedule, Timetable timetable, Requests requests) {
    this.schedule = schedule;
    this.timetable = timetable;
    this.requests = requests;
  }

  @Override
  public String getSource() {
    return schedule.sourceWords();
  }

  @Override
  public int getSlots() {
    return schedule.current().slots().size();
  }

  @Override
  public long getAgeSeconds() {
    return schedule.age().map(Duration::toSeconds).orElse(-1L);
  }

  @Override
  public String getTrouble() {
    return schedule.trouble().map(Printable::printable).orElse("");
  }

  @Override
  public String getNextSlot() {
    Instant now = timetable.now();
    return schedule.current().slots().stream()
        .filter(slot -> slot.start().isAfter(now))
        .min(Comparator.comparing(Slot::start))
        .map(slot -> "'%s' at %s".formatted(Printable.printable(slot.pid()), slot.start()))
        .orElse("");
  }

  @Override
  public String readCalendar() {
    requests.begin("read the calendar now", "direct:schedule-poll-now", null);
    return "The schedule is read from %s".formatted(schedule.sourceWords());
  }
}

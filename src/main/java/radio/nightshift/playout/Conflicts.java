package radio.nightshift.playout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.RunningOrder;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Timetable;

/**
 * The choices to which something else laid claim, of all the time there are programmes for. With
 * very many of them it is not searched anew for each that gets ready, as nothing is urgent in it.
 */
final class Conflicts {
  private static final int MANY = 500;
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final ReadyFolder ready;
  private final Timetable timetable;
  private List<Choice> found = List.of();
  private Schedule schedule;
  private boolean changed = true;
  private Instant searched = Instant.MIN;

  Conflicts(ReadyFolder ready, Timetable timetable) {
    this.ready = ready;
    this.timetable = timetable;
  }

  /** Notes that there are other programmes than before. */
  synchronized void change() {
    changed = true;
  }

  synchronized List<Choice> all() {
    if (schedule != timetable.schedule() || changed && isTime()) {
      search();
    }
    return found;
  }

  private boolean isTime() {
    Instant now = timetable.now();
    boolean hasPaused = now.isBefore(searched) || !now.minus(PAUSE).isBefore(searched);
    return hasPaused || ready.programmes().size() < MANY;
  }

  private void search() {
    schedule = timetable.schedule();
    changed = false;
    searched = timetable.now();
    found =
        RunningOrder.of(schedule, PreparedProgramme.editions(ready.programmes()), timetable.rules())
            .between(Instant.MIN, Instant.MAX)
            .stream()
            .filter(Choice::conflict)
            .toList();
  }
}

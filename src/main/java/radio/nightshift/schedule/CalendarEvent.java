package radio.nightshift.schedule;

import java.time.Instant;
import java.util.List;
import radio.nightshift.condition.Printable;

/**
 * An event of a calendar, as far as the station cares: nothing of its description is kept but what
 * that says.
 *
 * @param title its title, short and printable
 * @param says what its description says
 * @param start when it begins, or null if that cannot be told
 * @param end when it ends; not before its start, which it equals where the calendar gives no end
 * @param allDay whether it has days for times
 * @param flaw what is wrong with it, in words with the remedy, or null
 */
public record CalendarEvent(
    String title, EventDescription says, Instant start, Instant end, boolean allDay, String flaw) {
  private static final int LONGEST_TITLE = 200;

  /**
   * Makes an event of what a calendar holds.
   *
   * @param end null where there is none
   */
  public static CalendarEvent of(
      String title, String description, Instant start, Instant end, boolean allDay) {
    boolean backwards = end != null && end.isBefore(start);
    return new CalendarEvent(
        shortened(title),
        EventDescription.of(description == null ? "" : description),
        start,
        end == null || backwards ? start : end,
        allDay,
        backwards ? "ends before it starts; correct its end" : null);
  }

  /** An event whose times make no sense. */
  public static CalendarEvent broken(String title, String description, String flaw) {
    return new CalendarEvent(
        shortened(title),
        EventDescription.of(description == null ? "" : description),
        null,
        null,
        false,
        flaw);
  }

  boolean isWithin(Instant from, Instant to) {
    return start.isBefore(to) && (end.isAfter(from) || !start.isBefore(from));
  }

  private static String shortened(String title) {
    if (title == null || title.isBlank()) {
      return "(no title)";
    }
    String head = title.substring(0, Math.min(title.length(), LONGEST_TITLE));
    return Printable.printable(head.strip());
  }

  /** The reason why it is no slot, with the remedy; empty if it is one. */
  List<String> objections() {
    if (start == null) {
      return List.of(flaw);
    }
    if (allDay) {
      return List.of("is an all-day event; give it a start and an end");
    }
    if (!says.isRecorded()) {
      return List.of(
          says.types().isEmpty()
              ? "has no TYPE:RECORDED; add it to the description if a recording is to play"
              : "is of another type than RECORDED");
    }
    if (says.pid().isEmpty()) {
      return List.of("has no PID; add one to the description, such as PID:my-show");
    }
    if (says.pid().get().length() > EventDescription.LONGEST_PID) {
      return List.of("has a PID of more than 200 characters; shorten it");
    }
    return List.of();
  }

  /** A live show is nobody's mistake. */
  boolean isOfAnotherType() {
    return start != null && !says.isRecorded() && !says.types().isEmpty();
  }

  /** A remark that is worth a line though there is a slot. */
  List<String> remarks() {
    if (flaw != null) {
      return List.of(flaw);
    }
    return says.pids().size() < 2
        ? List.of()
        : List.of(
            "names %d programmes; '%s' counts, take the others out"
                .formatted(says.pids().size(), says.pids().get(0)));
  }
}

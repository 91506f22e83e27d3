package radio.nightshift.schedule.google;

import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import com.google.api.services.calendar.model.Events;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.schedule.CalendarEvent;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.schedule.CalendarWindow;
import radio.nightshift.schedule.ScheduleReading;

/**
 * Reads a Google Calendar page by page. A poll goes on from the poll before it by Google's sync
 * token, as long as the time that is read stays the same, which is a day; any other reading starts
 * anew and leaves no trace here.
 */
public final class GoogleEvents {
  private static final String HEADER = "CamelGoogleCalendar.";
  private static final int PAGE = 250;
  private static final int MOST_PAGES = 2_000;
  private static final String FIELDS =
      "kind,nextPageToken,nextSyncToken,items(id,status,summary,description,start,end,updated)";

  private final String calendar;
  private volatile Known known;

  /** The result of the last poll, and Google's sync token for it. */
  private record Known(Instant from, Instant to, String syncToken, Map<String, Slot> slots) {
    boolean isOf(ScheduleReading reading) {
      return from.equals(reading.from()) && to.equals(reading.to());
    }
  }

  /** One reading on its way through the pages. */
  public final class Pages {
    private final ScheduleReading reading;
    private final boolean polled;
    private final String syncToken;
    private final Map<String, Slot> slots;
    private String next;
    private int count;

    private Pages(ScheduleReading reading, boolean polled, Known before) {
      this.reading = reading;
      this.polled = polled;
      this.syncToken = before == null ? null : before.syncToken;
      this.slots = before == null ? new HashMap<>() : new HashMap<>(before.slots);
    }

    /** Whether there is another page to ask for. */
    public boolean isMore() {
      return count == 0 || next != null;
    }
  }

  /**
   * Reads a calendar.
   *
   * @param calendar its id, usually an e-mail address
   */
  public GoogleEvents(String calendar) {
    this.calendar = calendar;
  }

  /** Begins a reading. */
  public Pages begin(
      @ExchangeProperty("reading") ScheduleReading reading, @Body CalendarWindow window) {
    if (!window.polled()) {
      return new Pages(reading, false, null);
    }
    Known before = known;
    // A reading that fails on the way, as one does whose token Google has forgotten, starts anew.
    known = null;
    if (before == null || !before.isOf(reading)) {
      return new Pages(reading, true, null);
    }
    reading.goesOn();
    return new Pages(reading, true, before);
  }

  /** Requests the next page, by the headers that Camel's component reads. */
  public void ask(@ExchangeProperty("pages") Pages pages, Exchange exchange) {
    Message message = exchange.getMessage();
    message.removeHeaders(HEADER + "*");
    message.setBody(null);
    message.setHeader(HEADER + "calendarId", calendar);
    message.setHeader(HEADER + "singleEvents", true);
    message.setHeader(HEADER + "maxResults", PAGE);
    message.setHeader(HEADER + "fields", FIELDS);
    if (pages.syncToken != null) {
      message.setHeader(HEADER + "syncToken", pages.syncToken);
    } else {
      message.setHeader(HEADER + "timeMin", new DateTime(pages.reading.from().toEpochMilli()));
      message.setHeader(HEADER + "timeMax", new DateTime(pages.reading.to().toEpochMilli()));
    }
    if (pages.next != null) {
      message.setHeader(HEADER + "pageToken", pages.next);
    }
  }

  /** Adds a page, of which only the slots are kept. */
  public void take(@ExchangeProperty("pages") Pages pages, @Body Events page, Exchange exchange)
      throws CalendarException {
    for (Event event : page.getItems()) {
      take(event, pages);
    }
    if (++pages.count > MOST_PAGES) {
      throw CalendarException.passing("Google Calendar gives pages without an end");
    }
    pages.next = page.getNextPageToken();
    if (pages.next == null && pages.polled) {
      String mark = page.getNextSyncToken();
      known =
          mark == null
              ? null
              : new Known(pages.reading.from(), pages.reading.to(), mark, pages.slots);
    }
    exchange.getMessage().setBody(null);
  }

  private static void take(Event event, Pages pages) {
    String id =
        event.getId() == null ? "unnamed " + pages.count + " " + pages.slots.size() : event.getId();
    pages.slots.remove(id);
    if (!"cancelled".equals(event.getStatus())) {
      pages
          .reading
          .add(read(event, pages.reading.zone()))
          .filter(slot -> pages.slots.size() < ScheduleReading.MOST_SLOTS)
          .ifPresent(slot -> pages.slots.put(id, slot));
    }
  }

  private static CalendarEvent read(Event event, ZoneId zone) {
    Instant start = instant(event.getStart(), zone);
    if (start == null) {
      return CalendarEvent.broken(
          event.getSummary(), event.getDescription(), "has no start that can be read; set it anew");
    }
    boolean allDay = event.getStart().getDate() != null;
    return CalendarEvent.of(
        event.getSummary(), event.getDescription(), start, instant(event.getEnd(), zone), allDay);
  }

  private static Instant instant(EventDateTime time, ZoneId zone) {
    if (time == null) {
      return null;
    }
    if (time.getDateTime() != null) {
      return Instant.ofEpochMilli(time.getDateTime().getValue());
    }
    return LocalDate.parse(time.getDate().toStringRfc3339()).atStartOfDay(zone).toInstant();
  }

  /** The schedule, when all pages have come. */
  public Schedule schedule(@ExchangeProperty("pages") Pages pages) {
    return Schedule.of(pages.slots.values());
  }
}

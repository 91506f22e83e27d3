package radio.nightshift.schedule.google;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import radio.nightshift.schedule.CalendarException;

/** Reads each event by itself: the library's parser gives a page up for one bad date. */
final class EventsParser extends JsonObjectParser {
  EventsParser(JsonFactory json) {
    super(json);
  }

  /** An answer without events may leave their list out, and then says at least what it is. */
  private static Object items(GenericJson page) {
    if (page == null) {
      return null;
    }
    boolean isPage =
        page.containsKey("kind")
            || page.containsKey("nextPageToken")
            || page.containsKey("nextSyncToken");
    return isPage ? page.getOrDefault("items", List.of()) : page.get("items");
  }

  @Override
  public <T> T parseAndClose(InputStream in, Charset charset, Class<T> type) throws IOException {
    if (type != Events.class) {
      return super.parseAndClose(in, charset, type);
    }
    GenericJson page = super.parseAndClose(in, charset, GenericJson.class);
    if (!(items(page) instanceof List<?> items)) {
      throw CalendarException.passing("Google Calendar gives an answer without events in it");
    }
    List<Event> events = new ArrayList<>(items.size());
    for (Object item : items) {
      events.add(item instanceof Map<?, ?> event ? event(event) : new Event());
    }
    return type.cast(
        new Events()
            .setItems(events)
            .setNextPageToken(text(page, "nextPageToken"))
            .setNextSyncToken(text(page, "nextSyncToken")));
  }

  private static Event event(Map<?, ?> item) {
    return new Event()
        .setId(text(item, "id"))
        .setStatus(text(item, "status"))
        .setSummary(text(item, "summary"))
        .setDescription(text(item, "description"))
        .setStart(time(item.get("start")))
        .setEnd(time(item.get("end")));
  }

  private static EventDateTime time(Object time) {
    if (!(time instanceof Map<?, ?> parts)) {
      return null;
    }
    try {
      EventDateTime read = new EventDateTime();
      String instant = text(parts, "dateTime");
      String day = text(parts, "date");
      if (instant != null) {
        return read.setDateTime(dateTime(instant, text(parts, "timeZone")));
      }
      return day == null ? null : read.setDate(DateTime.parseRfc3339(day));
    } catch (RuntimeException unreadable) {
      return null;
    }
  }

  /** Without an offset it would be read in the zone of this machine. */
  private static DateTime dateTime(String text, String zone) {
    boolean hasOffset = text.matches(".*([Zz]|[+-]\\d\\d:?\\d\\d)");
    return hasOffset
        ? DateTime.parseRfc3339(text)
        : new DateTime(
            LocalDateTime.parse(text).atZone(ZoneId.of(zone)).toInstant().toEpochMilli());
  }

  private static String text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text ? text : null;
  }
}

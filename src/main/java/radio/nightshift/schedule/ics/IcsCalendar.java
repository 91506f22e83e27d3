package radio.nightshift.schedule.ics;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import radio.nightshift.programme.Schedule;
import radio.nightshift.schedule.CalendarException;
import radio.nightshift.schedule.ScheduleReading;

/**
 * A calendar in an iCalendar file, local or from the web. It is read from disk event by event, so
 * that neither its size nor what strangers have put into it costs memory.
 */
public final class IcsCalendar {
  private static final long LARGEST = 64L << 20;
  private static final long FETCH_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final int MOST_REPLACED = 100_000;

  private final String place;
  private final Path home;

  /**
   * Reads a calendar.
   *
   * @param place its file, or its web address, which may be a secret
   * @param home where a fetched one lies while it is read
   */
  public IcsCalendar(String place, Path home) {
    this.place = place;
    this.home = home;
  }

  /** Names the calendar's address by headers: an endpoint's address is seen by all. */
  public void request(Exchange exchange) {
    Message message = exchange.getMessage();
    message.setBody(null);
    message.setHeader(Exchange.HTTP_METHOD, "GET");
    message.setHeader(Exchange.HTTP_URI, place.replaceFirst("(?i)^webcal:", "https:"));
  }

  /**
   * Stores an answer.
   *
   * @return the file in which it lies
   */
  public String store(@Body InputStream answer, Exchange exchange) throws IOException {
    exchange.getMessage().removeHeaders("*");
    Path aside = Files.createTempFile(Files.createDirectories(home), ".calendar-", ".ics");
    boolean done = false;
    try (answer;
        OutputStream out = Files.newOutputStream(aside)) {
      copy(answer, out);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(aside);
      }
    }
    return aside.toString();
  }

  private static void copy(InputStream answer, OutputStream out) throws IOException {
    long since = System.nanoTime();
    byte[] buffer = new byte[64 * 1024];
    long size = 0;
    for (int count = answer.read(buffer); count >= 0; count = answer.read(buffer)) {
      size += count;
      if (size > LARGEST) {
        throw CalendarException.lasting(
            "The calendar is larger than 64 MB; give one of which old events are taken out");
      }
      if (System.nanoTime() - since > FETCH_NANOS) {
        throw CalendarException.passing("The calendar takes longer than five minutes to come");
      }
      out.write(buffer, 0, count);
    }
  }

  /** Reads what was fetched, and takes it away. */
  public Schedule readFetched(
      @Body String file, @ExchangeProperty("reading") ScheduleReading reading) throws IOException {
    try {
      return read(Path.of(file), reading);
    } finally {
      Files.deleteIfExists(Path.of(file));
    }
  }

  /** Reads the local file. */
  public Schedule readFile(@ExchangeProperty("reading") ScheduleReading reading)
      throws IOException {
    try {
      return read(Path.of(place), reading);
    } catch (CalendarException said) {
      throw said;
    } catch (IOException e) {
      throw CalendarException.lasting(
          "The calendar file %s cannot be read (%s); put it there, readable by this user"
              .formatted(place, e.getClass().getSimpleName()));
    }
  }

  static Schedule read(Path path, ScheduleReading reading) throws IOException {
    IcsFile file = new IcsFile(path);
    IcsRule.Budget budget = new IcsRule.Budget();
    IcsZones zones = new IcsZones(reading.zone().getRules());
    file.each("VTIMEZONE", lines -> zones.add(lines, reading.from(), reading.to(), budget));
    Set<IcsEvent.Replaced> replaced = new HashSet<>();
    file.each(
        "VEVENT",
        lines -> {
          try {
            new IcsEvent(lines, zones)
                .replaces()
                .filter(one -> replaced.size() < MOST_REPLACED)
                .ifPresent(replaced::add);
          } catch (RuntimeException unreadable) {
            // Its event is reported when it is read.
          }
        });
    file.each("VEVENT", lines -> new IcsEvent(lines, zones).read(replaced, reading, budget));
    return reading.schedule();
  }
}

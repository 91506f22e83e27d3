package radio.nightshift.schedule;

import java.time.Instant;

/**
 * The time of which a calendar is read.
 *
 * @param from its beginning
 * @param to its end, which is not part of it
 * @param polled whether what is read becomes the station's schedule
 */
public record CalendarWindow(Instant from, Instant to, boolean polled) {}

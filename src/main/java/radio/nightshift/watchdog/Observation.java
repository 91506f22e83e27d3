package radio.nightshift.watchdog;

import java.time.Instant;

/**
 * How a check came out.
 *
 * @param check the check's name in the settings, such as {@code icecast}
 * @param passed whether the encoder is well by it
 * @param words what was seen, without a full stop
 * @param at when
 */
public record Observation(String check, boolean passed, String words, Instant at) {}

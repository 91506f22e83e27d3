package radio.nightshift.condition;

import java.time.Instant;

/**
 * What a room tells people now and then though nothing need be done. It is told once or, where that
 * is not possible, never: the next one is better.
 *
 * @param room whose report it is
 * @param title a line
 * @param text lines
 * @param at how things were when
 */
public record Report(String room, String title, String text, Instant at) {}

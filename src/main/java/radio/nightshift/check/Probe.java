package radio.nightshift.check;

import java.util.concurrent.Callable;

/**
 * An outside part of the station that can be tried.
 *
 * @param name the part as a person names it
 * @param look tries it, in at most 10 s, and tells what is well; throws a {@link Caution} for what
 *     need not be mended, and any other exception for what must be, its message being the trouble
 *     and what to do
 */
public record Probe(String name, Callable<String> look) {}

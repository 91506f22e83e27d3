package radio.nightshift.programme;

import java.time.Duration;

/**
 * One upload of a programme file, of which something is made.
 *
 * @param source the file's name
 * @param version tells it from other uploads of that name
 * @param length how long it plays
 */
public record UsedUpload(String source, String version, Duration length) {}

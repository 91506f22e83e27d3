package radio.nightshift.loop;

import java.nio.file.Path;

/**
 * One version of a source as a file in this machine.
 *
 * @param version 32 hexadecimal digits that differ between versions, and between addresses
 * @param path where it lies: a copy of the channel's own, or the user's file
 * @param description the address, fit for messages
 */
public record SourceFile(String version, Path path, String description) {}

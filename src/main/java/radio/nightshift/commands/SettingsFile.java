package radio.nightshift.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the settings file, the same for all commands. */
final class SettingsFile {
  /** Where the package puts it. */
  private static final Path INSTALLED = Path.of("/etc/nightshift/nightshift.properties");

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = {
        "A properties file with the settings that differ from the defaults.",
        "If it is not given: /etc/nightshift/nightshift.properties, if that is there."
      })
  private Path file;

  /** The file to be read, or null if there is none. */
  Path path() {
    return file == null && Files.exists(INSTALLED) ? INSTALLED : file;
  }
}

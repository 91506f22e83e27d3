package radio.nightshift.commands;

import picocli.CommandLine.Option;
import radio.nightshift.settings.Settings;

/** The option that chooses between what people read and what scripts read. */
final class OutputFormat {
  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "A table, or JSON.")
  private String format;

  /** Whether scripts are to read it. */
  boolean isJson() {
    return switch (format) {
      case "text" -> false;
      case "json" -> true;
      default -> throw Settings.wrong("--format", format, "give text or json");
    };
  }
}

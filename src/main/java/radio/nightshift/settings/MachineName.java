package radio.nightshift.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine's name, without asking a DNS that may be away. */
public final class MachineName {
  private static final Path NAME = Path.of("/proc/sys/kernel/hostname");

  private MachineName() {}

  /** Such as {@code studio}; {@code nightshift} if it cannot be read. */
  public static String read() {
    try {
      String name = Files.readString(NAME).strip().replaceAll("[^A-Za-z0-9._-]", "-");
      return name.isEmpty() ? "nightshift" : name;
    } catch (IOException unknown) {
      return "nightshift";
    }
  }
}

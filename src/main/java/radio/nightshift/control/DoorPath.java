package radio.nightshift.control;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import radio.nightshift.settings.Settings;

/** Where a station's Unix socket is, for the station and for whoever wants to ask it. */
public final class DoorPath {
  private static final String SOCKET = "control.socket";

  /** What Linux has room for in the address of a socket, less the zero at its end. */
  private static final int LONGEST = 107;

  private DoorPath() {}

  /**
   * Reads {@code control.socket}.
   *
   * @throws radio.nightshift.settings.SettingException if no socket can have that path
   */
  public static Path of(Settings settings) {
    String value = settings.required(SOCKET, "give the path of a socket");
    int length;
    Path path;
    try {
      path = Path.of(value).toAbsolutePath();
      length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    } catch (InvalidPathException e) {
      throw Settings.wrong(SOCKET, value, "give the path of a socket (%s)".formatted(e));
    }
    if (length > LONGEST) {
      throw Settings.wrong(
          SOCKET,
          path.toString(),
          "that has %d bytes, and the path of a socket may have %d; give a shorter one, such as /run/nightshift/control"
              .formatted(length, LONGEST));
    }
    return path;
  }
}

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

  static final String TOO_LONG =
      "the path of a socket may have %d bytes at most; give a shorter one, such as /run/nightshift/control"
          .formatted(LONGEST);

  private DoorPath() {}

  /**
   * Reads {@code control.socket}.
   *
   * @throws radio.nightshift.settings.SettingException if that is no path, or too long a one that
   *     does not come of a long {@code station.home}: such a home keeps no station off the air
   */
  public static Path of(Settings settings) {
    String value = settings.required(SOCKET, "give the path of a socket");
    Path path;
    try {
      path = Path.of(value).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw Settings.wrong(SOCKET, value, "give the path of a socket (%s)".formatted(e));
    }
    if (isTooLong(path) && !path.startsWith(settings.place("station.home"))) {
      throw Settings.wrong(SOCKET, value, TOO_LONG);
    }
    return path;
  }

  /** Whether no socket can have that path. */
  static boolean isTooLong(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST;
  }
}

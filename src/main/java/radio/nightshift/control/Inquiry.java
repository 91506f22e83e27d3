package radio.nightshift.control;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.disk.FolderLock;
import radio.nightshift.local.LocalSocket;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/** Asks a running station, from another process. */
public final class Inquiry {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path home;
  private final Path socket;

  /** Asks the station of these settings. */
  public Inquiry(Settings settings) {
    home = settings.place("station.home");
    socket = DoorPath.of(settings);
    if (DoorPath.isTooLong(socket)) {
      throw Settings.wrong("control.socket", "" + socket, DoorPath.TOO_LONG);
    }
  }

  /**
   * Sends a command.
   *
   * @return the station's answer
   * @throws NoStationException if there is no station
   * @throws SettingException if this user may not ask it, or it is another station
   * @throws OutsideException if it does not answer
   */
  public JsonObject answer(String command) {
    return answer(command, Map.of());
  }

  /** Sends a command with what else belongs to it. */
  public JsonObject answer(String command, Map<String, Object> further) {
    JsonObject question = new JsonObject(further);
    question.put("command", command);
    question.put(RouteAnswers.HOME, home.toString());
    try (LocalSocket station = connected()) {
      return parsed(station.ask(question.toJson(), PATIENCE));
    } catch (SocketTimeoutException e) {
      throw new OutsideException(
          "the station at '%s' does not answer; look at its log.".formatted(socket));
    } catch (IOException e) {
      throw new OutsideException(
          "the connection to the station at '%s' has broken (%s); ask again."
              .formatted(socket, e.getMessage()));
    }
  }

  private LocalSocket connected() {
    try {
      return LocalSocket.connect(socket);
    } catch (IOException e) {
      if (("" + e.getMessage()).contains("ermission denied")) {
        throw new SettingException(
            "'%s' is for the station's user and root alone; ask as one of them, as by sudo."
                .formatted(socket));
      }
      throw FolderLock.holderOf(home)
          .map(process -> new NoStationException(home, socket, process))
          .orElseGet(() -> new NoStationException(home, socket));
    }
  }

  private JsonObject parsed(String answer) {
    try {
      if (Jsoner.deserialize(answer) instanceof JsonObject document) {
        if (document.get(RouteAnswers.WRONG) instanceof String words) {
          throw new SettingException(words);
        }
        if (document.get("error") instanceof String words) {
          throw new OutsideException("the station answers: " + words);
        }
        return document;
      }
    } catch (DeserializationException e) {
      // As one that is empty, since the station was just ending.
    }
    throw new OutsideException(
        "the station at '%s' has broken off its answer; ask again.".formatted(socket));
  }
}

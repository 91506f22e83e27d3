package radio.nightshift.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.disk.FolderLock;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/** Asks a running station, from another process. */
public final class Inquiry {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int LONGEST_ANSWER = 16 << 20;

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
    try (SocketChannel channel = connected()) {
      String request = question.toJson() + "\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
      return parsed(whole(channel));
    } catch (IOException e) {
      throw new OutsideException(
          "the connection to the station at '%s' has broken (%s); ask again."
              .formatted(socket, e.getMessage()));
    }
  }

  private SocketChannel connected() {
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
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

  private String whole(SocketChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer part = ByteBuffer.allocate(8192);
    long end = System.nanoTime() + PATIENCE_NANOS;
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      while (channel.read(part) >= 0) {
        all.write(part.array(), 0, part.position());
        boolean isEmpty = part.position() == 0;
        part.clear();
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || all.size() > LONGEST_ANSWER) {
          throw new OutsideException(
              "the station at '%s' does not answer; look at its log.".formatted(socket));
        }
        if (isEmpty) {
          selector.select(left);
        }
      }
    }
    return all.toString(StandardCharsets.UTF_8);
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

package radio.nightshift.loop;

import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.util.json.JsonObject;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Printable;
import radio.nightshift.condition.Severity;
import radio.nightshift.icecast.IcecastEndpoint;
import radio.nightshift.settings.SettingException;

/** All channels, by their names, for those who ask about them and start and stop them. */
public final class Channels {
  private final Map<String, Desk> desks = new LinkedHashMap<>();
  private final Map<String, ChannelStatus> status = new LinkedHashMap<>();
  private final Conditions conditions;

  Channels(List<Desk> all, Conditions conditions, Clock clock) {
    this.conditions = conditions;
    for (Desk desk : all) {
      desks.put(desk.channel().name(), desk);
      status.put(desk.channel().name(), new ChannelStatus(desk, conditions, clock));
    }
  }

  /** Starts the channel of that name; the answer says so. */
  public String start(@Body Object request) throws IOException {
    Desk desk = desk(request);
    return answer(
        desk,
        desk.start()
            ? "Channel '%s' plays from its first frame on."
            : "Channel '%s' plays already.");
  }

  /** Has the channel of that name begin at its first frame; the answer says so. */
  public String restart(@Body Object request) throws IOException {
    Desk desk = desk(request);
    desk.restart();
    return answer(desk, "Channel '%s' plays from its first frame on.");
  }

  /** Stops the channel of that name; the answer says so. */
  public String stop(@Body Object request) throws IOException {
    Desk desk = desk(request);
    desk.stop();
    return answer(desk, "Channel '%s' plays no more, until it is started.");
  }

  /** Publishes what has been made of a source. */
  public void made(@Body MakingOrder order) throws IOException {
    order.source().made(order);
  }

  /** Logs now and then how far sources are made ready. */
  public void reportMaking() {
    desks.values().forEach(desk -> desk.source().report());
  }

  /** Takes note that a source cannot be made ready. */
  public void makingFailed(
      @Body MakingOrder order, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    order.source().failed(order, failure);
  }

  /** Takes note that a channel's source cannot be had. */
  public void sourceFailed(
      Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    ofRoute(exchange, "loop-source-").source().failed(failure);
  }

  /** Takes note that what was made for a mount cannot be read; it is cleared once it plays. */
  public void mountFailed(
      Exchange exchange, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
    Desk desk = ofRoute(exchange, "loop-icecast-");
    desk.channel().settings().destinations().stream()
        .flatMap(one -> one.mount().stream())
        .forEach(
            mount ->
                conditions.raise(
                    "loop",
                    IcecastEndpoint.about(mount.host(), mount.port(), mount.path()),
                    Severity.ERROR,
                    "Channel '%s' cannot be played to %s: %s"
                        .formatted(desk.channel().name(), mount.address(), failure.getMessage()),
                    "it is made anew if its files are damaged"));
  }

  private Desk ofRoute(Exchange exchange, String prefix) {
    return desks.get(exchange.getFromRouteId().substring(prefix.length()));
  }

  /** How all channels are, as one JSON document. */
  public String report() {
    return new JsonObject(part()).toJson();
  }

  Map<String, Object> part() {
    return Map.of("channels", status.values().stream().map(ChannelStatus::all).toList());
  }

  ChannelStatus status(Desk desk) {
    return status.get(desk.channel().name());
  }

  /** Ends all that plays, as the station does. */
  void leave() {
    desks.values().forEach(Desk::leave);
  }

  private static String answer(Desk desk, String words) {
    return new JsonObject(Map.of("done", words.formatted(desk.channel().name()))).toJson();
  }

  /** By a name, or by a question from the station's door. */
  private Desk desk(Object request) {
    String name = request instanceof Map<?, ?> question ? "" + question.get("name") : "" + request;
    Desk desk = desks.get(name);
    if (desk == null) {
      throw new SettingException(
          "there is no channel '%s'; there are %s."
              .formatted(Printable.printable(name), String.join(", ", desks.keySet())));
    }
    return desk;
  }
}

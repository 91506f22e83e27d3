package radio.nightshift.loop;

import java.util.stream.Collectors;
import radio.nightshift.room.Requests;

/** Shows a channel in JMX, and sends an operator's requests about it to their routes. */
final class LoopPanel implements LoopMBean {
  private final Desk desk;
  private final ChannelStatus status;
  private final Requests requests;

  LoopPanel(Desk desk, ChannelStatus status, Requests requests) {
    this.desk = desk;
    this.status = status;
    this.requests = requests;
  }

  @Override
  public String getState() {
    return status.state();
  }

  @Override
  public String getSource() {
    return desk.channel().settings().source().toString();
  }

  @Override
  public String getDestinations() {
    return desk.channel().settings().destinations().stream()
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  @Override
  public String getPlays() {
    return status.made().map(MadeLoop::description).orElse("");
  }

  @Override
  public String getProgress() {
    return desk.source().progress();
  }

  @Override
  public double getPositionSeconds() {
    return status.position();
  }

  @Override
  public double getLengthSeconds() {
    return status.length();
  }

  @Override
  public long getSeams() {
    return status.seams();
  }

  @Override
  public long getBitrate() {
    return status.made().map(MadeLoop::bitrate).orElse(0L);
  }

  @Override
  public long getRestarts() {
    return status.restarts();
  }

  @Override
  public String getTrouble() {
    return status.trouble();
  }

  @Override
  public String start() {
    return request("start channel ", "direct:loop-start");
  }

  @Override
  public String restart() {
    return request("begin anew channel ", "direct:loop-restart");
  }

  @Override
  public String stop() {
    return request("stop channel ", "direct:loop-stop");
  }

  private String request(String what, String route) {
    String name = desk.channel().name();
    return requests.send(what + name, route, name);
  }
}

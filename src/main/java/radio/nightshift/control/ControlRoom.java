package radio.nightshift.control;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.Registry;
import radio.nightshift.check.Probe;
import radio.nightshift.control.jmx.RemoteAccess;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.settings.Settings;

/**
 * The door through which the running station is asked and drained, what systemd is told of it, and
 * JMX for other machines: settings {@code control.*} and {@code jmx.*}.
 */
public final class ControlRoom implements Room {
  private static final String DOOR = "control.enabled";

  private final Premises premises;
  private final Path socket;
  private final boolean hasDoor;
  private final RemoteAccess remote;

  public ControlRoom(Premises premises) {
    this.premises = premises;
    socket = DoorPath.of(premises.settings());
    hasDoor = premises.settings().flag(DOOR);
    remote = RemoteAccess.of(premises.settings());
  }

  /**
   * On unless {@code control.enabled} says otherwise and systemd does not wait to be notified: it
   * would end the station.
   */
  public static boolean isOn(Settings settings) {
    return settings.flag(DOOR) || SystemdSocket.of(System.getenv()).isPresent();
  }

  @Override
  public void bind(Registry registry) {
    registry.bind("stationStatus", new StationStatus(premises));
    Drain drain = new Drain(premises.airings(), premises.services()::end);
    registry.bind("drain", drain);
    premises.services().manage("type=station", new StationPanel(premises), StationMBean.class);
    if (!premises.runs()) {
      return;
    }
    if (hasDoor) {
      Door door = new Door(socket, premises.conditions());
      atStart(context -> door.open(new RouteAnswers(context, premises.home())));
      premises.services().atStop(door::close);
    }
    premises.services().atStop(drain::close);
    SystemdSocket.of(System.getenv()).ifPresent(this::notify);
    premises.services().atStop(remote::close);
    remote.open(premises.services().requests(), premises.conditions());
  }

  @Override
  public List<Probe> probes() {
    return remote.probe().stream().toList();
  }

  private void notify(SystemdSocket systemd) {
    StatusLine line = new StatusLine(premises.zone());
    SystemdNotices notices =
        new SystemdNotices(
            systemd,
            premises.airings()::pulse,
            () -> line.of(premises.services().status()),
            premises.conditions());
    atStart(context -> notices.ready());
    premises.services().atStop(notices::stopping);
  }

  /** Once the routes' consumers have started, too. */
  private void atStart(Consumer<CamelContext> action) {
    premises
        .services()
        .atStart(
            new StartupListener() {
              @Override
              public void onCamelContextStarted(CamelContext context, boolean already) {
                // Its routes have yet to start.
              }

              @Override
              public void onCamelContextFullyStarted(CamelContext context, boolean already) {
                action.accept(context);
              }
            });
  }
}

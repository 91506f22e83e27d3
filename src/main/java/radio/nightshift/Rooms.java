package radio.nightshift;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import radio.nightshift.address.AddressRoom;
import radio.nightshift.alerts.AlertsRoom;
import radio.nightshift.control.ControlRoom;
import radio.nightshift.ingest.IngestRoom;
import radio.nightshift.loop.LoopRoom;
import radio.nightshift.playout.PlayoutRoom;
import radio.nightshift.prepare.PrepareRoom;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.schedule.ScheduleRoom;
import radio.nightshift.settings.Settings;
import radio.nightshift.watchdog.WatchdogRoom;

/**
 * The rooms of the house. A room's name is that of its package, its route file, the prefix of its
 * new settings and its routes, its JMX group and its error rule. (A few older settings, such as
 * {@code dns.zone} of address, keep the names that users have written.)
 */
public final class Rooms {
  /** All of them, in the order in which {@code check} reports on them. */
  public static final Rooms ALL =
      new Rooms(
          List.of(
              new Entry("schedule", Rooms::playsProgrammes, ScheduleRoom::new),
              new Entry("ingest", Rooms::playsProgrammes, IngestRoom::new),
              new Entry("prepare", Rooms::playsProgrammes, PrepareRoom::new),
              new Entry("playout", Rooms::playsProgrammes, PlayoutRoom::new),
              new Entry("address", AddressRoom::isOn, AddressRoom::new),
              new Entry("loop", LoopRoom::isOn, LoopRoom::new),
              new Entry("watchdog", WatchdogRoom::isOn, WatchdogRoom::new),
              new Entry("alerts", AlertsRoom::isOn, AlertsRoom::new),
              new Entry("control", ControlRoom::isOn, ControlRoom::new)));

  private final List<Entry> entries;

  /**
   * A room that may be on.
   *
   * @param isOn reads the room's switch, and no other setting of it
   * @param maker constructs it, which reads and judges its settings
   */
  record Entry(String name, Predicate<Settings> isOn, Function<Premises, Room> maker) {}

  Rooms(List<Entry> entries) {
    Set<String> names = new HashSet<>();
    for (Entry entry : entries) {
      if (!names.add(entry.name())) {
        throw new IllegalArgumentException(
            "two rooms are named '%s'; name one of them otherwise".formatted(entry.name()));
      }
    }
    this.entries = List.copyOf(entries);
  }

  /** The recorded programmes' four rooms have one switch: each is of no use without the others. */
  private static boolean playsProgrammes(Settings settings) {
    return settings.flag("playout.enabled");
  }

  /** The names of all. */
  public List<String> names() {
    return entries.stream().map(Entry::name).toList();
  }

  /** The names of those that the settings turn off. */
  List<String> off(Settings settings) {
    return entries.stream().filter(entry -> !entry.isOn().test(settings)).map(Entry::name).toList();
  }

  /** Constructs those that are on. */
  List<Room> on(Premises premises) {
    return entries.stream()
        .filter(entry -> entry.isOn().test(premises.settings()))
        .map(entry -> entry.maker().apply(premises))
        .toList();
  }

  List<Entry> entries() {
    return entries;
  }
}

package radio.nightshift.room;

import java.util.List;
import org.apache.camel.spi.Registry;
import radio.nightshift.check.Probe;

/**
 * A job of the station: its settings, what its routes name, and what it needs of the outside world.
 *
 * <p>A room that is on reads all its settings in its constructor and refuses wrong ones there, so
 * that {@code check} and {@code run} judge alike. A room that is off is never constructed: it has
 * no route, bean, thread or table.
 */
public interface Room {
  /** Puts into the registry what this room's routes name; rooms may do so in any order. */
  void bind(Registry registry);

  /** What {@code check} tries for this room. */
  default List<Probe> probes() {
    return List.of();
  }
}

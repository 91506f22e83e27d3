package radio.nightshift.room;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import radio.nightshift.check.Folder;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.disk.FolderLock;
import radio.nightshift.icecast.Airings;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.Mounts;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.Timetable;
import radio.nightshift.secrets.Secrets;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/**
 * What all rooms of one station share: its home, zone, clock, settings, timetable, mounts and
 * conditions.
 */
public final class Premises implements AutoCloseable {
  private final Secrets secrets;
  private final Settings settings;
  private final Mode mode;
  private final Path scratch;
  private final Callable<SSLSocketFactory> tls;
  private final Path home;
  private final Folder homeFolder;
  private final FolderLock lock;
  private final Timetable timetable;
  private final Conditions conditions;
  private final Services services = new Services();
  private final Airings airings = new Airings();
  private final List<URI> timeSources = new ArrayList<>();
  private List<Mount> mounts;
  private ReadyFolder ready;

  /**
   * Opens the premises, which reads {@code station.home}, {@code station.zone} and {@code
   * station.disk}.
   *
   * @param secrets settings, and parameters that were read or found missing
   * @param clock the station's only clock
   * @param scratch where an offline station may leave files for a while; null for others
   * @param tls makes TLS sockets by the settings {@code camel.ssl.*}
   * @throws SettingException if one of them is wrong
   * @throws OutsideException if another station works in that home
   */
  public Premises(
      Secrets secrets, Clock clock, Mode mode, Path scratch, Callable<SSLSocketFactory> tls) {
    this.secrets = secrets;
    this.mode = mode;
    this.scratch = scratch;
    this.tls = tls;
    settings = secrets.settings();
    home = runs() ? settings.folder("station.home") : settings.place("station.home");
    ZoneId zone = settings.zone("station.zone");
    homeFolder = new Folder("station.home", home, settings.percentage("station.disk", 0, 50));
    lock = runs() ? lock() : null;
    timetable = new Timetable(zone, clock);
    conditions =
        runs() ? Conditions.kept(home.resolve("conditions"), clock) : Conditions.unkept(clock);
    services.publish("station.home", home.toString());
    if (runs() && lock == null) {
      conditions.raise(
          "station",
          "lock",
          Severity.WARNING,
          "files in '%s' cannot be locked, so that nothing keeps a second station out of it"
              .formatted(home),
          "see that no other station has it as its station.home");
    }
  }

  /** Null where there are no locks: that is no reason to be off the air. */
  private FolderLock lock() {
    try {
      return FolderLock.take(home);
    } catch (FolderLock.HeldException held) {
      // Not the setting's fault: whoever starts this one again may find the other gone.
      throw new OutsideException(
          "another station, process %s, works in station.home '%s'; stop that one, or give this one a home of its own."
              .formatted(held.holder(), home));
    } catch (IOException unlockable) {
      return null;
    }
  }

  /** Leaves the home to another station, which has the conditions from now on. */
  @Override
  public void close() {
    conditions.close();
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      // It ends with this process.
    }
  }

  public Settings settings() {
    return settings;
  }

  public Secrets secrets() {
    return secrets;
  }

  /** Whether this station is to run, and so may leave traces. */
  public boolean runs() {
    return mode == Mode.RUN;
  }

  /** The folder in which the station keeps everything. */
  public Path home() {
    return home;
  }

  /** The home as a folder that may be written to and has room, or not. */
  public Folder homeFolder() {
    return homeFolder;
  }

  /** The folder for what is only passing through: below the home if the station runs. */
  public Path aside() {
    return scratch == null ? home : scratch;
  }

  /** The disk of the home, and how much of it is to be free. */
  public StationDisk disk() {
    return new StationDisk(homeFolder, conditions);
  }

  public Clock clock() {
    return timetable.clock();
  }

  public ZoneId zone() {
    return timetable.zone();
  }

  /** The schedule as it stands, and where programmes end; the schedule's room publishes into it. */
  public Timetable timetable() {
    return timetable;
  }

  /** What a person must know; a station that runs keeps it over a restart. */
  public Conditions conditions() {
    return conditions;
  }

  /** What is on the air on the station's mounts. */
  public Airings airings() {
    return airings;
  }

  /** What rooms hand to Camel beside their beans. */
  public Services services() {
    return services;
  }

  /**
   * The mounts of the room playout, the first one first; they are read when the first room asks for
   * them.
   *
   * @return none if a check lacks the parameters that say where they are
   * @throws SettingException if a setting of theirs is wrong
   */
  public List<Mount> mounts() {
    if (mounts == null) {
      mounts = readMounts(Mounts::all);
    }
    return mounts;
  }

  /**
   * The mounts of another room than playout.
   *
   * @param prefixes of their settings, such as {@code loop.demo}, by the mounts' names
   * @return none if a check lacks the parameters that say where they are
   * @throws SettingException if a setting of theirs is wrong, or one is where another mount is
   */
  public List<Mount> mounts(Map<String, String> prefixes) {
    return readMounts(mounts -> mounts.ofAnotherRoom(prefixes));
  }

  private List<Mount> readMounts(Function<Mounts, List<Mount>> which) {
    try {
      return which.apply(new Mounts(settings, mode != Mode.OFFLINE));
    } catch (SettingException | OutsideException wrong) {
      if (missing().isEmpty()) {
        throw wrong;
      }
      return List.of();
    }
  }

  /** The programmes that are ready for the station's mounts; nothing is read before its use. */
  public ReadyFolder ready() {
    if (ready == null) {
      ready = new ReadyFolder(home, mounts().stream().map(Mount::encoding).toList());
    }
    return ready;
  }

  /** Why parameters that the settings refer to could not be read; only a check goes on without. */
  public Optional<String> missing() {
    return secrets.missing();
  }

  /** TLS sockets in the way of the icecast component. */
  public SSLSocketFactory tlsSockets() throws Exception {
    return tls.call();
  }

  /** Adds a server whose answers tell the time, by which {@code check} judges the clock. */
  public void timeSource(URI server) {
    timeSources.add(server);
  }

  /** The servers whose answers tell the time. */
  public List<URI> timeSources() {
    return List.copyOf(timeSources);
  }
}

package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A channel at work: whether it is to play, what there is to play, and when which turn is on. */
final class Channel {
  private static final String STOPPED = "stopped";
  private static final String STARTED = "started";

  /** Packets are sent before they are presented; so a first turn is sent from its beginning. */
  private static final Duration HEAD_START = Duration.ofSeconds(1);

  private final LoopChannel settings;
  private final Path folder;
  private final Clock clock;
  private final Map<String, Timeline> timelines = new HashMap<>();
  private boolean isOn;
  private boolean leaving;
  private MadeLoop made;

  /**
   * A channel that has nothing to play yet.
   *
   * @param folder its own
   */
  Channel(LoopChannel settings, Path folder, Clock clock) {
    this.settings = settings;
    this.folder = folder;
    this.clock = clock;
    isOn =
        !Files.exists(folder.resolve(STOPPED))
            && (settings.startsItself() || Files.exists(folder.resolve(STARTED)));
  }

  LoopChannel settings() {
    return settings;
  }

  String name() {
    return settings.name();
  }

  Path folder() {
    return folder;
  }

  /** Whether it is to play. */
  synchronized boolean isOn() {
    return isOn && !leaving;
  }

  /** Whether somebody has stopped it, or its settings do not start it. */
  synchronized boolean isStopped() {
    return !isOn;
  }

  /** What it plays, or is to play from the next seam on; empty until the first is made. */
  synchronized Optional<MadeLoop> made() {
    return Optional.ofNullable(made);
  }

  /** Plays what has been made, from the next seam on. */
  synchronized void take(MadeLoop next) {
    made = next;
    for (String file : next.ticks().keySet()) {
      Timeline timeline = timelines.get(file);
      if (timeline == null) {
        begin(file);
      } else {
        timeline.change(next.version(file), clock.instant());
      }
    }
  }

  private void begin(String file) {
    Instant start = clock.instant().plus(HEAD_START);
    timelines.put(file, new Timeline(state(file), made.version(file), start));
  }

  /** When which turn of a file is on; null until there is one to be played. */
  synchronized Timeline timeline(String file) {
    return timelines.get(file);
  }

  /**
   * Plays from the first frame on, also from the next start of the station on.
   *
   * @return whether it did not play before
   */
  synchronized boolean start() throws IOException {
    if (isOn) {
      return false;
    }
    beginAnew();
    isOn = true;
    open();
    Files.deleteIfExists(folder.resolve(STOPPED));
    Files.write(folder.resolve(STARTED), new byte[0]);
    return true;
  }

  /** Plays from the first frame on. */
  synchronized void beginAnew() throws IOException {
    for (String file : settings.wants().files()) {
      Files.deleteIfExists(state(file));
    }
    timelines.keySet().forEach(this::begin);
  }

  /** Plays no more, nor from the next start of the station on. */
  synchronized void stop() throws IOException {
    isOn = false;
    open();
    Files.write(folder.resolve(STOPPED), new byte[0]);
    Files.deleteIfExists(folder.resolve(STARTED));
  }

  /** Ends what plays, as the station does. */
  synchronized void leave() {
    leaving = true;
  }

  synchronized boolean isLeaving() {
    return leaving;
  }

  /** The names of the versions that are on, or are to be. */
  synchronized Set<String> versions() {
    Set<String> names = new HashSet<>();
    made().map(MadeLoop::name).ifPresent(names::add);
    timelines.values().forEach(one -> names.addAll(one.versions(clock.instant())));
    return names;
  }

  /** Makes its folder. */
  void open() throws IOException {
    Files.createDirectories(folder);
  }

  private Path state(String file) {
    return folder.resolve(file + ".timeline");
  }
}

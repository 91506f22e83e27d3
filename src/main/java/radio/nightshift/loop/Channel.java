package radio.nightshift.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A channel at work: whether it is to play, what there is to play, and when which turn is on. */
final class Channel {
  private static final String STOPPED = "stopped";

  /** Packets are sent before they are presented; so a first turn is sent from its beginning. */
  private static final Duration HEAD_START = Duration.ofMillis(500);

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
    isOn = settings.startsItself() && !Files.exists(folder.resolve(STOPPED));
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

  /** Plays, from the first frame on, also from the next start of the station on. */
  synchronized void start() throws IOException {
    Files.deleteIfExists(folder.resolve(STOPPED));
    if (!isOn) {
      for (String file : timelines.keySet()) {
        Files.deleteIfExists(state(file));
        begin(file);
      }
    }
    isOn = true;
  }

  /** Plays no more, nor from the next start of the station on. */
  synchronized void stop() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(STOPPED), new byte[0]);
    isOn = false;
  }

  /** Ends what plays, as the station does. */
  synchronized void leave() {
    leaving = true;
  }

  /** Makes its folder. */
  void open() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' cannot be made".formatted(folder), e);
    }
  }

  private Path state(String file) {
    return folder.resolve(file + ".timeline");
  }
}

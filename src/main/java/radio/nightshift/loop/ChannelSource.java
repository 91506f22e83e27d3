package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.ffmpeg.Ffmpeg;

/**
 * Where a channel's turns come from: its source is looked at, and what is new there is made ready,
 * one version at a time. Until the first version is ready, and while a new one cannot be used, that
 * is a condition.
 */
public final class ChannelSource {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelSource.class);
  private static final String ROOM = "loop";

  /** The programmes need the rest of the disk. */
  private static final long SPARE_BYTES = 2_000_000_000;

  /** What has failed for want of the machine is not tried at each look. */
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private static final long PROGRESS_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Channel channel;
  private final SourceFetch fetch;
  private final MadeLoops loops;
  private final Ffmpeg ffmpeg;
  private final Conditions conditions;
  private String unusable = "";
  private long pausedUntil = System.nanoTime();
  private long reported;
  private volatile MakingOrder order;

  ChannelSource(
      Channel channel, SourceFetch fetch, MadeLoops loops, Ffmpeg ffmpeg, Conditions conditions) {
    this.channel = channel;
    this.fetch = fetch;
    this.loops = loops;
    this.ffmpeg = ffmpeg;
    this.conditions = conditions;
  }

  /** Takes up what an earlier run of the station has made, so that the channel plays at once. */
  synchronized void resume() {
    try {
      channel.open();
      loops.clear();
      loops.latest(channel.settings().wants()).ifPresent(this::play);
      if (channel.made().isEmpty()) {
        raise(Severity.WARNING, "it has nothing to play yet", "wait for its source");
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /**
   * Looks at the source, unless a version of it is being made ready, and fetches it if it is
   * another than before.
   *
   * @return what is to be made of it; else null
   * @throws SourceException if it cannot be had now
   */
  public synchronized MakingOrder look() throws IOException, UnusableSourceException {
    if (order != null || System.nanoTime() - pausedUntil < 0) {
      return null;
    }
    SourceFile file = fetch.current();
    String recipe =
        MadeLoops.recipe(
            file.version(),
            channel.settings().form(),
            channel.settings().wants(),
            ffmpeg.version());
    loops.keepOnly(channel.versions());
    if (channel
        .made()
        .filter(MadeLoop::isWhole)
        .map(MadeLoop::name)
        .filter(recipe::equals)
        .isPresent()) {
      clear();
      return null;
    }
    if (recipe.equals(unusable)) {
      return null;
    }
    Optional<MadeLoop> known = loops.find(recipe);
    if (known.isPresent()) {
      play(known.get());
      return null;
    }
    return begin(recipe, file);
  }

  private MakingOrder begin(String recipe, SourceFile file)
      throws IOException, UnusableSourceException {
    requireRoom(2 * Files.size(file.path()));
    LoopChannel settings = channel.settings();
    Making making = loops.begin(recipe, file.path(), settings.form(), settings.wants());
    order = new MakingOrder(this, recipe, making);
    reported = System.nanoTime() - PROGRESS_NANOS;
    LOG.info("Channel '{}': '{}' is made ready.", channel.name(), file.description());
    if (channel.made().isPresent()) {
      clear();
    } else {
      raise(
          Severity.WARNING,
          "it has nothing to play yet, as its source is made ready",
          "wait; 'nightshift loop status' shows how far that is");
    }
    return order;
  }

  private void requireRoom(long bytes) throws IOException {
    long free = channel.folder().toFile().getUsableSpace();
    if (free < SPARE_BYTES + bytes) {
      throw new IOException(
          "the disk with '%s' has too little room left for a new version; make room there"
              .formatted(channel.folder()));
    }
  }

  /** Publishes what has been made: it plays from the next seam on. */
  synchronized void made(MakingOrder done) throws IOException {
    MadeLoop made = loops.publish(done.making());
    order = null;
    unusable = "";
    play(made);
    fetch.tidy(Set.of());
  }

  /** Takes note that the source cannot be made ready. */
  synchronized void failed(MakingOrder done, Exception failure) {
    order = null;
    if (failure instanceof UnusableSourceException) {
      unusable = done.recipe();
    } else {
      pausedUntil = System.nanoTime() + PAUSE_NANOS;
    }
    try {
      loops.discard(done.making());
      fetch.tidy(Set.of());
    } catch (IOException e) {
      LOG.warn("Channel '{}': what was begun cannot be deleted: {}", channel.name(), "" + e);
    }
    failed(failure);
  }

  /** Takes note that the source cannot be had or used. */
  synchronized void failed(Exception failure) {
    if (channel.isLeaving()) {
      return;
    }
    boolean plays = channel.made().isPresent();
    raise(
        plays || channel.isStopped() ? Severity.WARNING : Severity.ERROR,
        sentence(failure),
        plays ? "the last good version plays on" : "nothing plays until then");
  }

  private static String sentence(Exception failure) {
    String words = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return words.replaceFirst("\\.$", "");
  }

  /** Logs now and then how far the making is. */
  void report() {
    MakingOrder now = order;
    long nanos = System.nanoTime();
    if (now != null
        && nanos - reported >= PROGRESS_NANOS
        && now.making().words().contains("left")) {
      reported = nanos;
      LOG.info("Channel '{}': its source {}.", channel.name(), now.making().words());
    }
  }

  private void play(MadeLoop made) {
    boolean isFirst = channel.made().isEmpty();
    channel.take(made);
    LOG.info(
        "Channel '{}': {}{}.",
        channel.name(),
        made.description(),
        isFirst ? "" : ", from the next seam on");
    clear();
    String about = "sound of " + channel.name();
    if (made.warning().isEmpty()) {
      conditions.clear(ROOM, about, "Its sound is as long as its picture");
    } else {
      conditions.raise(
          ROOM,
          about,
          Severity.WARNING,
          "Channel '%s': %s".formatted(channel.name(), made.warning()),
          "put a file there whose sound is as long as its picture");
    }
  }

  private void raise(Severity severity, String words, String remedy) {
    conditions.raise(
        ROOM, about(), severity, "Channel '%s': %s".formatted(channel.name(), words), remedy);
  }

  private void clear() {
    conditions.clear(ROOM, about(), "Channel '%s' has its source".formatted(channel.name()));
  }

  String about() {
    return "source of " + channel.name();
  }

  Channel channel() {
    return channel;
  }

  /** How far the making is, in words; empty if nothing is made. */
  String progress() {
    MakingOrder now = order;
    return now == null ? "" : now.making().words();
  }
}

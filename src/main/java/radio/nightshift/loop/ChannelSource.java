package radio.nightshift.loop;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.ffmpeg.Ffmpeg;
import radio.nightshift.ffmpeg.ProgramRun;
import radio.nightshift.ffmpeg.ProgramRuns;

/**
 * Where a channel's turns come from: its source is looked at, and what is new there is made ready.
 * Until the first version is ready, and while a new one cannot be used, that is a condition.
 */
public final class ChannelSource implements ProgramRuns {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelSource.class);
  private static final String ROOM = "loop";

  private final Channel channel;
  private final SourceFetch fetch;
  private final MadeLoops loops;
  private final Ffmpeg ffmpeg;
  private final Conditions conditions;
  private String unusable = "";
  private volatile Making making;

  ChannelSource(
      Channel channel, SourceFetch fetch, MadeLoops loops, Ffmpeg ffmpeg, Conditions conditions) {
    this.channel = channel;
    this.fetch = fetch;
    this.loops = loops;
    this.ffmpeg = ffmpeg;
    this.conditions = conditions;
  }

  /** Takes up what an earlier run of the station has made, so that the channel plays at once. */
  void resume() throws IOException {
    channel.open();
    loops.clear();
    loops.latest(channel.settings().wants()).ifPresent(this::play);
    if (channel.made().isEmpty()) {
      conditions.raise(
          ROOM,
          about(),
          Severity.WARNING,
          "Channel '%s' has nothing to play yet".formatted(channel.name()),
          "wait until its source is fetched and made ready");
    }
  }

  /**
   * Looks at the source, and fetches it if it is another than before.
   *
   * @return this, if there is something to be made of it; else null
   * @throws SourceException if it cannot be had now
   */
  public ChannelSource look() throws IOException, UnusableSourceException {
    SourceFile file = fetch.current();
    String recipe =
        MadeLoops.recipe(
            file.version(),
            channel.settings().form(),
            channel.settings().wants(),
            ffmpeg.version());
    if (channel.made().map(MadeLoop::name).filter(recipe::equals).isPresent()) {
      unusable = "";
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
    unusable = recipe;
    begin(recipe, file);
    return this;
  }

  private void begin(String recipe, SourceFile file) throws IOException, UnusableSourceException {
    LOG.info("Channel '{}': '{}' is made ready.", channel.name(), file.description());
    LoopChannel settings = channel.settings();
    making = loops.begin(recipe, file.path(), settings.form(), settings.wants());
  }

  /** Whether what is being made needs another run. */
  public boolean hasNext() {
    return making != null && making.hasNext();
  }

  /** The next run of what is being made, for {@code exec:}. */
  @Override
  public ProgramRun run(String name) {
    return making.run(name);
  }

  /** Notes how far it is, where nothing plays meanwhile. */
  void report() {
    Making now = making;
    if (now != null && channel.made().isEmpty()) {
      conditions.raise(
          ROOM,
          about(),
          Severity.WARNING,
          "Channel '%s' has nothing to play yet: its source %s"
              .formatted(channel.name(), now.words()),
          "wait until it is ready");
    }
  }

  /** Plays what has been made, from the next seam on. */
  void publish() throws IOException {
    MadeLoop made = loops.publish(making);
    making = null;
    unusable = "";
    play(made);
    fetch.tidy(Set.of());
  }

  private void play(MadeLoop made) {
    Optional<MadeLoop> before = channel.made();
    channel.take(made);
    LOG.info(
        "Channel '{}': {}{}.",
        channel.name(),
        made.description(),
        before.isPresent() ? ", from the next seam on" : "");
    clear();
    if (!made.warning().isEmpty()) {
      conditions.raise(
          ROOM,
          "sound of " + channel.name(),
          Severity.WARNING,
          "Channel '%s': %s".formatted(channel.name(), made.warning()),
          "put a file there whose sound is as long as its picture");
    } else {
      conditions.clear(ROOM, "sound of " + channel.name(), "Its sound is as long as its picture");
    }
    keepOnly(made, before);
  }

  private void keepOnly(MadeLoop made, Optional<MadeLoop> before) {
    try {
      Set<String> kept = new HashSet<>(List.of(made.name()));
      before.map(MadeLoop::name).ifPresent(kept::add);
      loops.keepOnly(kept);
    } catch (IOException e) {
      LOG.warn(
          "Channel '{}': what it played before cannot be deleted: {}",
          channel.name(),
          e.getMessage());
    }
  }

  /** Takes note that the source cannot be had or used. */
  void failed(Exception failure) {
    making = null;
    boolean plays = channel.made().isPresent();
    if (!(failure instanceof UnusableSourceException)) {
      // It may be otherwise at the next look.
      unusable = "";
    }
    conditions.raise(
        ROOM,
        about(),
        plays ? Severity.WARNING : Severity.CRITICAL,
        "Channel '%s': %s".formatted(channel.name(), sentence(failure)),
        plays ? "the last good version plays on" : "nothing plays until then");
  }

  private static String sentence(Exception failure) {
    String words = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return words.replaceFirst("\\.$", "");
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
    Making now = making;
    return now == null ? "" : now.words();
  }
}

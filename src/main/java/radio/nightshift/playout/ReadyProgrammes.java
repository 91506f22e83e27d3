package radio.nightshift.playout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.PreparedProgramme;
import radio.nightshift.schedule.Cue;
import radio.nightshift.schedule.CueSheet;
import radio.nightshift.schedule.ProgrammeFileName;

/** The programmes in {@code ready/}, as the cues they make on each mount. */
public final class ReadyProgrammes implements CueSheet {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyProgrammes.class);

  private final Path ready;
  private final ZoneId zone;
  private final Map<String, Mount> mounts;

  /** By source name. */
  private final Map<String, PreparedProgramme> programmes = new ConcurrentHashMap<>();

  private final Set<Path> withdrawn = new HashSet<>();
  private final Set<String> reported = new HashSet<>();

  /** Replaced whole at every change, so that a frame's question is one lookup. */
  private volatile Map<Encoding, NavigableMap<Instant, PreparedProgramme>> slots = Map.of();

  /** Knows what lies below the station's home once it has been told to {@link #load}. */
  public ReadyProgrammes(Path home, ZoneId zone, List<Mount> mounts) {
    this.ready = home.resolve("ready");
    this.zone = zone;
    this.mounts = mounts.stream().collect(Collectors.toMap(Mount::name, Function.identity()));
  }

  /** Finds what an earlier run has prepared. */
  public synchronized void load() throws IOException {
    Files.createDirectories(ready);
    List<Path> folders;
    try (Stream<Path> found = Files.list(ready)) {
      folders = found.filter(Files::isDirectory).sorted().toList();
    }
    for (Path folder : folders) {
      try {
        PreparedProgramme programme = PreparedProgramme.read(folder);
        programmes.put(programme.source(), programme);
      } catch (IOException damaged) {
        LOG.warn("{} is passed over: {}", folder, damaged.getMessage());
      }
    }
    arrange();
  }

  /** Adds a programme that has just got ready, in place of an older one of the same name. */
  public synchronized void add(PreparedProgramme programme) {
    programmes.put(programme.source(), programme);
    arrange();
  }

  /**
   * Takes a cue's file out, because it could not be played; another file of its slot may take its
   * place.
   */
  public synchronized void withdraw(Cue cue) {
    withdrawn.add(cue.file());
    arrange();
  }

  /** Takes out what was made of a file whose sender has taken it back before its time. */
  public synchronized void drop(String source) throws IOException {
    PreparedProgramme programme = programmes.remove(source);
    if (programme != null) {
      arrange();
      try (Stream<Path> contents = Files.walk(programme.folder())) {
        for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  /** The cue at its place in time, or the last one before it. */
  Optional<Cue> atOrBefore(Mount mount, Instant instant) {
    return Optional.ofNullable(slotsOf(mount).floorEntry(instant)).map(slot -> cue(mount, slot));
  }

  /** The cues that start after one instant and not after another. */
  List<Cue> between(Mount mount, Instant after, Instant until) {
    return slotsOf(mount).subMap(after, false, until, true).entrySet().stream()
        .map(slot -> cue(mount, slot))
        .toList();
  }

  @Override
  public Optional<Cue> after(Cue cue) {
    Mount mount = mounts.get(cue.mount());
    return Optional.ofNullable(slotsOf(mount).higherEntry(cue.start()))
        .map(slot -> cue(mount, slot));
  }

  private NavigableMap<Instant, PreparedProgramme> slotsOf(Mount mount) {
    return slots.getOrDefault(mount.encoding(), new TreeMap<>());
  }

  private static Cue cue(Mount mount, Map.Entry<Instant, PreparedProgramme> slot) {
    PreparedProgramme programme = slot.getValue();
    return new Cue(
        mount.name(),
        programme.source(),
        programme.title(),
        programme.folder().resolve(mount.encoding().fileName()),
        slot.getKey(),
        slot.getKey().plus(programme.length()),
        "its own file");
  }

  private void arrange() {
    slots =
        mounts.values().stream()
            .map(Mount::encoding)
            .distinct()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), this::arrange));
  }

  private NavigableMap<Instant, PreparedProgramme> arrange(Encoding encoding) {
    Map<Instant, List<PreparedProgramme>> candidates =
        programmes.values().stream()
            .filter(programme -> playable(programme, encoding))
            .collect(Collectors.groupingBy(this::start));
    NavigableMap<Instant, PreparedProgramme> chosen = new TreeMap<>();
    candidates.forEach((start, files) -> chosen.put(start, choose(files)));
    return chosen;
  }

  private boolean playable(PreparedProgramme programme, Encoding encoding) {
    return programme.audio(encoding).filter(audio -> !withdrawn.contains(audio)).isPresent();
  }

  private Instant start(PreparedProgramme programme) {
    return ProgrammeFileName.parse(programme.source()).instant(zone);
  }

  private PreparedProgramme choose(List<PreparedProgramme> files) {
    List<PreparedProgramme> inOrder = new ArrayList<>(files);
    inOrder.sort(
        Comparator.comparing(
            (PreparedProgramme file) -> ProgrammeFileName.parse(file.source()),
            ProgrammeFileName.PREFERENCE));
    PreparedProgramme first = inOrder.get(0);
    for (PreparedProgramme loser : inOrder.subList(1, inOrder.size())) {
      if (reported.add(loser.source())) {
        LOG.warn(
            "Programme file '{}' is for the same slot as '{}', which plays; rename it or take it away.",
            loser.source(),
            first.source());
      }
    }
    return first;
  }
}

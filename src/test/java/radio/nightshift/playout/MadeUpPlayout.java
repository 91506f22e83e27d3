package radio.nightshift.playout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.Cue;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.programme.Timetable;
import radio.nightshift.programme.UsedUpload;
import radio.nightshift.support.MovableClock;

/**
 * The playout of two mounts, in London at noon UTC of 10 June 2026, whose ready files hold nothing:
 * decisions about them need no audio.
 */
final class MadeUpPlayout {
  private static final Encoding MP3 = new Encoding(Codec.MP3, 128, 44100, 2);
  private static final Encoding OPUS = new Encoding(Codec.OPUS, 64, 48000, 2);

  static final Mount MAIN = mount("main", MP3);

  private static final Duration HEAD_START = Duration.ofSeconds(12);

  final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");
  CueBook cues;
  OnAir onAir;
  boolean draining;
  private final Path home;
  private final List<Mount> mounts = List.of(MAIN, mount("opus", OPUS));
  private final Timetable timetable = new Timetable(ZoneId.of("Europe/London"), clock);
  private ReadyFolder ready;

  MadeUpPlayout(Path home) {
    this.home = home;
    begin();
  }

  /** Forgets all but what lies in its home, and has not read that. */
  void begin() {
    ready = new ReadyFolder(home, List.of(MP3, OPUS));
    cues = new CueBook(ready, timetable, mounts, new Interventions(home.resolve("interventions")));
    onAir = new OnAir(cues, mounts, clock, () -> draining);
  }

  /** Forgets all but what lies in its home. */
  void restart() throws IOException {
    begin();
    cues.load();
  }

  List<Cue> due() {
    return onAir.due(HEAD_START);
  }

  /** The programme that comes next. */
  String nextOnMain() {
    return cues.between(mounts.get(0), clock.instant(), Instant.MAX).get(0).programme();
  }

  /** Publishes a schedule of this slot only, which lasts an hour. */
  void slot(String start, String pid) {
    Instant from = Instant.parse(start);
    timetable.update(
        Schedule.of(List.of(new Slot(pid, pid, from, from.plus(Duration.ofHours(1))))));
    cues.follow();
  }

  /** Has a programme of so many minutes ready. */
  void ready(String source, int minutes) throws IOException {
    FolderTree.delete(home.resolve("ready").resolve(source + "-" + minutes));
    PreparedProgramme programme = ready.take(prepared("work", source, "1", minutes));
    cues.add(programme);
  }

  /** A programme in its folder below another one of the home. */
  PreparedProgramme prepared(String place, String source, String version, int minutes)
      throws IOException {
    Path folder = Files.createDirectories(home.resolve(place).resolve(source + "-" + minutes));
    for (Mount mount : mounts) {
      Files.writeString(folder.resolve(mount.encoding().fileName()), "audio");
    }
    PreparedProgramme programme =
        new PreparedProgramme(
            folder,
            List.of(new UsedUpload(source, version, Duration.ofMinutes(minutes))),
            new Edit(null, Duration.ofDays(1), Duration.ofDays(1), false),
            "r",
            false,
            "Jazz",
            Duration.ofMinutes(minutes),
            "");
    programme.write(Map.of());
    return programme;
  }

  private static Mount mount(String name, Encoding encoding) {
    return new Mount(
        name,
        "playout",
        "localhost",
        8000,
        "/" + name,
        false,
        "source",
        "secret",
        Duration.ofSeconds(15),
        encoding);
  }
}

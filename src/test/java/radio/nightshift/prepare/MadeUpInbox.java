package radio.nightshift.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.Tracks;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.Fit;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.programme.StationRules;
import radio.nightshift.programme.Timetable;
import radio.nightshift.support.MovableClock;

/**
 * An inbox of 10 June 2026 in UTC whose files hold nothing, as they were probed: decisions about
 * them need no audio. Texts for tables: {@code 1400_a 20:00} is a file and its length.
 */
final class MadeUpInbox {
  /** Frames that may be copied. */
  static final FramedAudio.Survey ONE_FORM = new FramedAudio.Survey(Duration.ofSeconds(1), true, 0);

  private static final String DAY = "20260610_";
  private static final ZoneId ZONE = ZoneId.of("UTC");

  final ProbedFiles probedFiles;
  final Timetable timetable;
  final MovableClock clock;
  private final Path folder;

  MadeUpInbox(Path folder, String now) {
    this(folder, now, Fit.table(Fit.TABLE));
  }

  MadeUpInbox(Path folder, String now, Fit fit) {
    this.folder = folder;
    this.probedFiles = new ProbedFiles(folder);
    this.clock = MovableClock.standingAt("" + instant(now));
    this.timetable = new Timetable(new StationRules(ZONE, fit), clock);
  }

  /** Adds files, such as {@code 1400_a 20:00; 1430_b 25:00}. */
  MadeUpInbox with(String files) {
    rows(files).forEach(row -> upload(row.split(" ")[0], length(row.split(" ")[1])));
    return this;
  }

  /** Publishes a schedule, such as {@code 14:00-15:00 a; 15:00-15:30 b}. */
  MadeUpInbox scheduled(String slots) {
    timetable.update(
        Schedule.of(
            rows(slots).stream()
                .map(row -> row.split("[- ]"))
                .map(row -> new Slot(row[2], row[2], instant(row[0]), instant(row[1])))
                .toList()));
    return this;
  }

  ProbedFile upload(String name, Duration length) {
    return upload(
        name, length, new MediaInfo("mp3", "mp3", 44_100, 2, length, length, "", Tracks.ONE));
  }

  ProbedFile upload(String name, Duration length, MediaInfo info) {
    try {
      Path file = Files.writeString(path(name), "" + length);
      ProbedFile probed = new ProbedFile(file, ProbedFile.version(file), info, length, ONE_FORM);
      probedFiles.add(probed);
      return probed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return folder.resolve(DAY + name + ".mp3");
  }

  List<String> paths(String... names) {
    return Arrays.stream(names).map(name -> path(name).toString()).toList();
  }

  static List<String> rows(String text) {
    return text == null || text.isBlank()
        ? List.of()
        : Arrays.asList(text.strip().split("\\s*;\\s*"));
  }

  static Instant instant(String time) {
    return time.length() == 5 ? Instant.parse("2026-06-10T" + time + ":00Z") : Instant.parse(time);
  }

  static Duration length(String text) {
    String[] parts = text.split(":");
    return Duration.ofMinutes(Long.parseLong(parts[0])).plusSeconds(Long.parseLong(parts[1]));
  }

  static String written(Duration length) {
    return "%d:%02d".formatted(length.toMinutes(), length.toSecondsPart());
  }

  /** As in {@code 1400_a+1430_b at 14:00 second 30:00 fade 58:32 leave 58:45 filled quick}. */
  static String written(Assignment assignment) {
    Edit edit = assignment.edit();
    StringBuilder text = new StringBuilder();
    text.append(
        String.join(
            "+",
            assignment.sources().stream()
                .map(source -> source.name().replace(DAY, "").replace(".mp3", ""))
                .toList()));
    text.append(" at ").append(("" + assignment.airs()).replaceAll("2026-06-10T|:00Z", ""));
    if (edit.secondAt() != null) {
      text.append(" second ").append(written(edit.secondAt()));
    }
    if (!edit.fade().equals(edit.leave())) {
      text.append(" fade ").append(written(edit.fade()));
    }
    text.append(" leave ").append(written(edit.leave()));
    text.append(edit.filled() ? " filled" : "");
    return text.append(assignment.quick() ? " quick" : "").toString();
  }
}

package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.ProgramRun;
import radio.nightshift.media.MediaInfo;

/**
 * Finds out what a source holds: ffprobe reads its headers first, then the packets' time stamps.
 */
final class SourceInspection {
  private static final Duration HEADERS = Duration.ofMinutes(2);
  private static final Duration PACKETS = Duration.ofHours(2);

  private final Path file;
  private final Path folder;
  private final boolean isCopied;
  private final StationStop stop;
  private final Deque<ProgramRun> runs = new ArrayDeque<>();
  private SourceForm form;

  /**
   * An inspection that has not begun.
   *
   * @param folder for what ffprobe writes
   * @param isCopied whether the audio's packets matter too
   * @throws UnusableSourceException if there is nothing in it
   */
  SourceInspection(Path file, Path folder, boolean isCopied, StationStop stop)
      throws IOException, UnusableSourceException {
    this.file = file;
    this.folder = folder;
    this.isCopied = isCopied;
    this.stop = stop;
    if (Files.size(file) == 0) {
      throw refused("is empty (0 bytes); put it there again");
    }
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "warning"));
    command.addAll(SourceReport.ENTRIES);
    command.addAll(MediaInfo.inputGuards(file));
    command.add("file:" + file);
    runs.add(ProgramRun.of(command, HEADERS, this::probed));
  }

  /** The next run that it needs; null if it is over. */
  ProgramRun next() {
    return runs.peek();
  }

  SourceForm form() {
    return form;
  }

  private void probed(ProgramEnd end) throws IOException, UnusableSourceException {
    runs.remove();
    if (end.isTimedOut()) {
      throw refused("keeps ffprobe busy for minutes; save it anew");
    }
    SourceReport report = new SourceReport(file, end.out(), end.err());
    form = report.form();
    if (form.video() != null) {
      survey(form.video().index(), report);
    }
    if (form.audio() != null && isCopied) {
      survey(form.audio().index(), report);
    }
  }

  private void survey(int stream, SourceReport report) {
    Path csv = folder.resolve("packets-" + stream + ".csv");
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
    command.addAll(PacketSurvey.arguments(stream, csv));
    command.addAll(MediaInfo.inputGuards(file));
    command.add("file:" + file);
    runs.add(
        ProgramRun.of(
            command,
            PACKETS,
            end -> {
              runs.remove();
              if (!end.isSuccess()) {
                throw refused(
                    "cannot be read to its end (%s); save it anew".formatted(end.lastLine()));
              }
              form = form.with(stream, PacketSurvey.read(csv, report.tick(stream), stop));
              Files.delete(csv);
            }));
  }

  private UnusableSourceException refused(String why) {
    return new UnusableSourceException("source '%s' %s".formatted(SourceForm.printable(file), why));
  }
}

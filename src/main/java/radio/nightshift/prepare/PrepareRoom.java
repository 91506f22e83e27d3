package radio.nightshift.prepare;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.camel.spi.Registry;
import org.apache.camel.util.TimeUtils;
import radio.nightshift.check.FfmpegProbe;
import radio.nightshift.check.FfmpegProbe.Kind;
import radio.nightshift.check.FfmpegProbe.Need;
import radio.nightshift.check.Probe;
import radio.nightshift.ffmpeg.Ffmpeg;
import radio.nightshift.ffmpeg.Niceness;
import radio.nightshift.ffmpeg.ProgramRunBinding;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.Fit;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.ReadyFolder;
import radio.nightshift.programme.Timetable;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.settings.Settings;

/**
 * How programmes are prepared, and where they end: settings {@code prepare.*} and {@code
 * station.filler}.
 */
public final class PrepareRoom implements Room {
  /** The curves of ffmpeg's afade. */
  private static final List<String> SHAPES =
      List.of(
          "tri", "qsin", "esin", "hsin", "log", "ipar", "qua", "cub", "squ", "cbr", "par", "exp",
          "iqsin", "ihsin", "dese", "desi", "losi", "sinc", "isinc", "nofade");

  /** A half that has waited in vain is to be prepared in full before only the quick way is left. */
  private static final int PATIENCE = 3;

  private final Premises premises;
  private final Settings settings;
  private final PrepareOptions options;
  private final List<Encoding> encodings;

  public PrepareRoom(Premises premises) {
    this.premises = premises;
    settings = premises.settings();
    options = options();
    encodings = premises.mounts().stream().map(Mount::encoding).distinct().toList();
    premises.timetable().endBy(fit());
    premises.services().publish("prepare.at-once", "" + parallel());
  }

  /** Where programmes end. */
  private Fit fit() {
    Duration fade = settings.duration("prepare.fade", Duration.ZERO, Duration.ofMinutes(1));
    Fit table = settings.parse("prepare.fit-table", "give rows such as 2000:1792:1792", Fit::table);
    String mode = settings.text("prepare.fit");
    if (mode.equals("table")) {
      return table;
    }
    if (mode.equals("slot-end")) {
      return Fit.slotEnd(fade);
    }
    if (mode.matches("overrun \\S+")) {
      return settings.parse(
          "prepare.fit",
          "give a length of time of at most 1h, as in overrun 30s",
          text -> Fit.overrun(overrun(text.substring("overrun ".length())), fade));
    }
    throw Settings.wrong(
        "prepare.fit", mode, "give table, slot-end, or overrun with a time: overrun 30s");
  }

  private static Duration overrun(String text) {
    Duration most = Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    if (most.isNegative() || most.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(text);
    }
    return most;
  }

  private int parallel() {
    int cores = Runtime.getRuntime().availableProcessors();
    return settings.text("prepare.parallel").isEmpty()
        ? Math.max(1, cores - 1)
        : settings.whole("prepare.parallel", 1, 32);
  }

  @Override
  public void bind(Registry registry) {
    Timetable timetable = premises.timetable();
    ProbedFiles probedFiles = new ProbedFiles(premises.home().resolve("inbox"));
    UploadQueue uploads = new UploadQueue(probedFiles, timetable);
    registry.bind("uploads", uploads);
    HalfHourPairing halves =
        new HalfHourPairing(probedFiles, timetable, options.latest().multipliedBy(PATIENCE));
    registry.bind("halves", halves);
    ReadyFolder ready = premises.ready();
    PreparationPlan plan = new PreparationPlan(ready, probedFiles, timetable, options.latest());
    AssignmentQueue assignments = new AssignmentQueue(plan, timetable);
    registry.bind("assignments", assignments);
    RetryList retries = new RetryList(premises.conditions());
    registry.bind("retryList", retries);
    registry.bind("findings", new Findings(ready, timetable, premises.conditions()));
    registry.bind("diskSpace", premises.disk());
    registry.bind("inboxScan", new InboxScan(probedFiles, halves, plan, assignments, retries));
    Niceness niceness = Niceness.on(System.getenv("PATH"), options.memory());
    Ffmpeg ffmpeg = new Ffmpeg(premises.conditions(), "prepare", "programmes wait in inbox/");
    registry.bind("ffmpegVersion", new ProgramRunBinding(niceness, ffmpeg));
    Workbench workbench =
        new Workbench(premises.home(), ready, encodings, options, ffmpeg, premises.clock());
    registry.bind("workbench", workbench);
    Programs programs = new Programs(ffmpeg);
    registry.bind("programs", programs);
    registry.bind("programRuns", new ProgramRunBinding(niceness));
    if (premises.runs()) {
      premises.services().beforeStart(workbench::clear);
    }
    premises.services().atStop(programs::stop);
    premises
        .services()
        .manage(
            "type=prepare",
            new PreparePanel(workbench, uploads, assignments, retries, ready, premises.clock()),
            PrepareMBean.class);
    premises.services().status("prepare", workbench::status);
  }

  @Override
  public List<Probe> probes() {
    FfmpegProbe ffmpeg =
        new FfmpegProbe(
            encodings.stream()
                .map(one -> new Need(Kind.ENCODER, one.encoderName(), "a mount (playout.format)"))
                .toList());
    return List.of(new Probe("ffmpeg", ffmpeg::ffmpeg), new Probe("ffprobe", ffmpeg::ffprobe));
  }

  /** How programmes are prepared. */
  private PrepareOptions options() {
    String filler = settings.text("station.filler");
    return new PrepareOptions(
        loudness(),
        settings.number("prepare.true-peak", -20, 0),
        settings.oneOf("prepare.mono", MonoMix.names(), MonoMix::named),
        settings.oneOf("prepare.fade-shape", SHAPES, PrepareRoom::shape),
        settings.duration("prepare.silence", Duration.ofSeconds(2), Duration.ofHours(1)),
        settings.duration("prepare.latest", Duration.ZERO, Duration.ofDays(1)),
        filler.isEmpty() ? null : settings.place("station.filler"),
        settings.whole("prepare.memory", 500, 64_000));
  }

  private OptionalDouble loudness() {
    return settings.text("prepare.loudness").equalsIgnoreCase("off")
        ? OptionalDouble.empty()
        : OptionalDouble.of(settings.number("prepare.loudness", -40, -5));
  }

  private static String shape(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!SHAPES.contains(lower)) {
      throw new IllegalArgumentException(text);
    }
    return lower;
  }
}

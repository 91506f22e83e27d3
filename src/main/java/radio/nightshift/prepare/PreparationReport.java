package radio.nightshift.prepare;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import radio.nightshift.ffmpeg.Loudness;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.Silences;
import radio.nightshift.ffmpeg.StereoImage;
import radio.nightshift.media.Encoding;

/** The findings of one preparation, in words and in figures. */
final class PreparationReport {
  private static final Pattern FAULT =
      Pattern.compile("(?m)^(?:\\[[^]\\n]{1,80}] )?\\[(?:error|fatal|panic)] (.*)$");

  /**
   * Errors that are none of the audio: tags between frames, the links of a chain, and what ffmpeg
   * says once more of an error that it has printed before.
   */
  private static final Pattern NO_DAMAGE =
      Pattern.compile(
          "Header missing|failed to create or replace stream|non monoton"
              + "|Error (?:while decoding stream|submitting packet)");

  /** In dBTP: speech of a far-away microphone is louder. */
  private static final double INAUDIBLE = -60;

  private static final Duration TOLERANCE = Duration.ofMillis(50);

  private static final Duration ANNOUNCED_MORE = Duration.ofMillis(1050);

  /** In LU; ffmpeg gives tenths. */
  private static final double LOUDNESS_TOLERANCE = 0.55;

  /** Programmes leave early on purpose; a tenth of the slot is more than that. */
  private static final double MUCH = 0.1;

  private final Assignment assignment;
  private final PrepareOptions options;
  private final List<String> findings = new ArrayList<>();

  private boolean damaged;
  private double truePeak;

  /** The silences of the recordings themselves; null until they have been measured. */
  private List<Silences.Silence> suspicious;

  private final Map<String, Object> members = new LinkedHashMap<>();

  PreparationReport(Assignment assignment, PrepareOptions options) {
    this.assignment = assignment;
    this.options = options;
    members.put("airs", assignment.airs().toString());
    if (assignment.slot() != null) {
      members.put("slotSeconds", assignment.slot().toSeconds());
    }
    if (assignment.quick()) {
      find("There was no time to do more than cut it.");
    }
    boolean isOnly = assignment.sources().size() == 1;
    assignment.sources().forEach(one -> findings.addAll(UploadFindings.of(one, isOnly)));
    slot();
  }

  void find(String finding) {
    findings.add(finding);
  }

  /** Adds what measuring the sources has found. */
  void source(Loudness loudness, String printed) {
    damage(printed);
    silences(Silences.parse(printed));
    if (loudness == null || loudness.isSilent()) {
      find(unmeasured(loudness));
      return;
    }
    truePeak = loudness.truePeak();
    double shortfall = loudness.shortfall(options.loudness(), options.truePeak());
    if (shortfall > 0) {
      find(
          "It stays %.1f LU below %.1f LUFS, for its peaks may not go above %.1f dBTP."
              .formatted(shortfall, options.loudness().orElseThrow(), options.truePeak()));
    }
    JsonObject figures = new JsonObject();
    figures.put("integratedLufs", loudness.integrated());
    figures.put("truePeakDbtp", loudness.truePeak());
    figures.put("targetLufs", options.loudness().orElseThrow());
    figures.put("gainDb", loudness.gain(options.loudness(), options.truePeak()));
    figures.put("shortfallLu", shortfall);
    members.put("loudness", figures);
  }

  private String unmeasured(Loudness loudness) {
    if (loudness == null || loudness.truePeak() < INAUDIBLE) {
      return "Nothing in it is loud enough to be heard; is it the right file?";
    }
    return "It is too short or too quiet for its loudness to be measured, and plays as loud as it came.";
  }

  /**
   * Adds what comparing the channels has found.
   *
   * @param mono what mono mounts are made of
   */
  void channels(Optional<StereoImage> found, MonoMix mono) {
    if (found.isEmpty()) {
      return;
    }
    findings.addAll(UploadFindings.of(found.get(), mono));
    if (UploadFindings.isClipped(assignment.sources(), found.get(), truePeak)) {
      find("Its peaks are cut off flat: it was recorded too loud.");
    }
  }

  /** Adds the errors that decoding the sources has passed over. */
  void damage(String printed) {
    int faults = faults(printed);
    if (faults > 0 && !damaged) {
      find("%d damaged places in it are passed over.".formatted(faults));
    }
    damaged |= faults > 0;
  }

  private void silences(List<Silences> found) {
    Silences silences = found.stream().findFirst().orElse(new Silences(List.of()));
    suspicious = silences.suspicious(options.silence());
    suspicious.forEach(silence -> find("It is silent for %s.".formatted(silence.words())));
    members.put("silences", json(silences));
  }

  /** Adds what the test of one result has found. */
  void result(Encoding encoding, double gain, Optional<Loudness> found, Loudness before) {
    if (found.isEmpty() || before == null || before.isSilent()) {
      return;
    }
    member(encoding).put("integratedLufs", found.get().integrated());
    double off = found.get().integrated() - before.integrated() - gain;
    if (Math.abs(off) > LOUDNESS_TOLERANCE) {
      find("As %s it came out %+.1f LU off what was asked.".formatted(encoding.id(), off));
    }
  }

  /** Adds the silences that the test of all results has found. */
  void results(String printed) {
    if (suspicious == null) {
      silences(Silences.parse(printed));
      return;
    }
    for (Silences silences : Silences.parse(printed)) {
      if (silences.clearlySuspicious(options.silence()).size() > suspicious.size()) {
        find("What was made of it is silent where it is not itself.");
        return;
      }
    }
  }

  /**
   * Compares how long a result is with what was asked.
   *
   * @throws IOException if it was cut or filled to another length, and nothing says why
   */
  void length(Encoding encoding, Duration length) throws IOException {
    member(encoding).put("lengthSeconds", length.toMillis() / 1000.0);
    Duration asked = assignment.lasts();
    Duration missing = asked.minus(length);
    boolean toItsOwnEnd =
        !assignment.edit().filled()
            && assignment
                    .edit()
                    .leave()
                    .compareTo(assignment.edit().whole(assignment.last().length()))
                >= 0;
    if (toItsOwnEnd || damaged && !missing.isNegative()) {
      String finding =
          "Only %s of its %s minutes can be decoded; upload it again if it should be whole."
              .formatted(minutes(length), minutes(asked));
      // Encoders' delays and padding count as frames in the source and are not heard.
      if (missing.compareTo(ANNOUNCED_MORE) > 0 && !findings.contains(finding)) {
        find(finding);
      }
    } else if (missing.compareTo(TOLERANCE) > 0 && !assignment.edit().filled()) {
      // Time stamps have promised more than there is: what there is plays.
      find(
          "Only %s of its %s minutes are there; its time stamps give more than it holds."
              .formatted(minutes(length), minutes(asked)));
    } else if (missing.abs().compareTo(TOLERANCE) > 0) {
      throw new IOException(
          "what was made of it is %s s long where %s s were asked"
              .formatted(length.toMillis() / 1000.0, asked.toMillis() / 1000.0));
    }
  }

  /** All findings, as one text. */
  String note() {
    return String.join(" ", findings);
  }

  /** All of it, for the report in the programme's folder. */
  Map<String, Object> members() {
    JsonArray words = new JsonArray();
    words.addAll(findings);
    members.put("findings", words);
    return members;
  }

  /** The number of errors that ffmpeg has printed, at log level {@code level+info}. */
  static int faults(String printed) {
    return (int)
        FAULT
            .matcher(printed)
            .results()
            .filter(fault -> !NO_DAMAGE.matcher(fault.group(1)).find())
            .count();
  }

  /** The first error that ffmpeg has printed. */
  static String firstFault(String printed) {
    Matcher faults = FAULT.matcher(printed);
    return faults.find() ? ProgramEnd.lastLine(faults.group(1)) : "ffmpeg gives no reason";
  }

  private void slot() {
    if (assignment.slot() != null
        && assignment.slot().minus(assignment.lasts()).toMillis()
            > assignment.slot().toMillis() * MUCH) {
      find(
          "It has %s of the %s minutes of its slot."
              .formatted(minutes(assignment.lasts()), minutes(assignment.slot())));
    }
  }

  private static JsonArray json(Silences silences) {
    JsonArray all = new JsonArray();
    for (Silences.Silence silence : silences.all()) {
      JsonObject one = new JsonObject();
      one.put("startSeconds", silence.start());
      one.put("seconds", silence.seconds());
      all.add(one);
    }
    return all;
  }

  private JsonObject member(Encoding encoding) {
    return (JsonObject) members.computeIfAbsent(encoding.id(), id -> new JsonObject());
  }

  static String minutes(Duration length) {
    return "%d:%02d".formatted(length.toMinutes(), length.toSecondsPart());
  }
}

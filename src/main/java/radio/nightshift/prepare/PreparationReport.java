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
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.ffmpeg.Silences;
import radio.nightshift.media.Encoding;

/** What was found on the way, in words and in figures. */
final class PreparationReport {
  private static final Pattern FAULT =
      Pattern.compile("(?m)^(?:\\[[^]\\n]{1,80}] )?\\[(?:error|fatal|panic)] (.*)$");

  private static final Duration TOLERANCE = Duration.ofMillis(50);

  private static final Duration ANNOUNCED_MORE = Duration.ofMillis(1050);

  /** In LU; ffmpeg gives tenths. */
  private static final double LOUDNESS_TOLERANCE = 0.55;

  /** Programmes leave early on purpose; a tenth of the slot is more than that. */
  private static final double MUCH = 0.1;

  private final Assignment work;
  private final PrepareOptions ways;
  private final List<String> findings = new ArrayList<>();

  private boolean damaged;

  /** The silences of the recordings themselves; null until they have been measured. */
  private List<Silences.Silence> suspicious;

  private final Map<String, Object> members = new LinkedHashMap<>();

  PreparationReport(Assignment work, PrepareOptions ways) {
    this.work = work;
    this.ways = ways;
    members.put("airs", work.airs().toString());
    if (work.slot() != null) {
      members.put("slotSeconds", work.slot().toSeconds());
    }
    if (work.quick()) {
      find("There was no time to do more than cut it.");
    }
    work.sources().forEach(this::announced);
    slot();
  }

  void find(String finding) {
    findings.add(finding);
  }

  /** Takes in what measuring the sources has found. */
  void source(Loudness loudness, String said) {
    damage(said);
    silences(Silences.parse(said));
    if (loudness == null || loudness.isSilent()) {
      find("Nothing in it is loud enough to be heard; is it the right file?");
      return;
    }
    if (loudness.truePeak() > 0) {
      find("Its peaks reach %+.1f dBTP: it is probably clipped.".formatted(loudness.truePeak()));
    }
    double shortfall = loudness.shortfall(ways.loudness(), ways.truePeak());
    if (shortfall > 0) {
      find(
          "It stays %.1f LU below %.1f LUFS, for its peaks may not go above %.1f dBTP."
              .formatted(shortfall, ways.loudness().orElseThrow(), ways.truePeak()));
    }
    JsonObject figures = new JsonObject();
    figures.put("integratedLufs", loudness.integrated());
    figures.put("truePeakDbtp", loudness.truePeak());
    figures.put("targetLufs", ways.loudness().orElseThrow());
    figures.put("gainDb", loudness.gain(ways.loudness(), ways.truePeak()));
    figures.put("shortfallLu", shortfall);
    members.put("loudness", figures);
  }

  /** Takes in what decoding the sources has stumbled over. */
  void damage(String said) {
    int faults = faults(said);
    damaged = faults > 0;
    if (damaged) {
      find("%d damaged places in it are passed over.".formatted(faults));
    }
  }

  private void silences(List<Silences> found) {
    Silences silences = found.stream().findFirst().orElse(new Silences(List.of()));
    suspicious = silences.suspicious(ways.silence());
    suspicious.forEach(silence -> find("It is silent for %s.".formatted(silence.words())));
    members.put("silences", json(silences));
  }

  /** Takes in what the test of one result has found. */
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

  /** Takes in the silences that the test of all results has found. */
  void results(String said) {
    if (suspicious == null) {
      silences(Silences.parse(said));
      return;
    }
    for (Silences silences : Silences.parse(said)) {
      if (silences.suspicious(ways.silence()).size() > suspicious.size()) {
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
    Duration asked = work.lasts();
    Duration missing = asked.minus(length);
    boolean toItsOwnEnd =
        !work.edit().filled()
            && work.edit().leave().compareTo(work.edit().whole(work.last().length())) >= 0;
    if (toItsOwnEnd || damaged && !missing.isNegative()) {
      String finding =
          "Only %s of its %s minutes can be decoded; upload it again if it should be whole."
              .formatted(minutes(length), minutes(asked));
      // Encoders' delays and padding count as frames in the source and are not heard.
      if (missing.compareTo(ANNOUNCED_MORE) > 0 && !findings.contains(finding)) {
        find(finding);
      }
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

  /** How many errors ffmpeg has told of, at log level {@code level+info}. */
  static int faults(String said) {
    return (int) FAULT.matcher(said).results().count();
  }

  static String firstFault(String said) {
    Matcher faults = FAULT.matcher(said);
    return faults.find() ? Programs.lastLine(faults.group(1)) : "ffmpeg did not say why";
  }

  private void announced(ProbedFile source) {
    Duration announced = source.info().duration();
    if (announced.minus(source.length()).compareTo(ANNOUNCED_MORE) > 0) {
      find(
          "%s has %s of the %s minutes that it announces; upload it again if it should be whole."
              .formatted(
                  work.sources().size() == 1 ? "It" : "'" + source.name() + "'",
                  minutes(source.length()),
                  minutes(announced)));
    }
  }

  private void slot() {
    if (work.slot() != null
        && work.slot().minus(work.lasts()).toMillis() > work.slot().toMillis() * MUCH) {
      find(
          "It has %s of the %s minutes of its slot."
              .formatted(minutes(work.lasts()), minutes(work.slot())));
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

  private static String minutes(Duration length) {
    return "%d:%02d".formatted(length.toMinutes(), length.toSecondsPart());
  }
}

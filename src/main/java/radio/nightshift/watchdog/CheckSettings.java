package radio.nightshift.watchdog;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.spi.Registry;
import radio.nightshift.ffmpeg.LastingPrograms;
import radio.nightshift.routing.TemplateRoutes;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/** The checks as the settings have them. Only those that are on are read. */
final class CheckSettings {
  static final List<String> OURS = List.of("icecast", "cpu", "segments", "freshness", "silence");
  private static final Set<String> HLS = Set.of("segments", "freshness");
  private static final String CHECKS = "watchdog.checks";
  private static final String FOLDER = "watchdog.hls.folder";
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int MOST_CHECKS = 20;
  private static final int MOST_SEGMENTS = 5000;

  private final Settings settings;
  private final Clock clock;
  private final List<String> names;
  private final Map<String, Object> beans = new LinkedHashMap<>();
  private Function<LastingPrograms, SilenceEar> ear;

  /**
   * Reads them.
   *
   * @throws SettingException if one is wrong
   */
  CheckSettings(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    names = names();
    if (names.contains("icecast")) {
      icecast();
    }
    if (names.contains("cpu")) {
      double below = settings.percentage("watchdog.cpu-below", 0, 100);
      String process =
          settings.matching(
              "watchdog.process", "[^\\x00-\\x1f]+", "give the encoder's name, or its pid file");
      beans.put("watchdogCpu", new CpuCheck(new WatchedProcess(process), below));
    }
    if (names.contains("segments") || names.contains("freshness")) {
      hls();
    }
    if (names.contains("silence")) {
      silence();
    }
  }

  List<String> names() {
    if (names != null) {
      return names;
    }
    List<String> all = list(CHECKS);
    boolean isWrong =
        all.size() > MOST_CHECKS
            || all.stream().anyMatch(name -> !name.matches("[a-z][a-z0-9-]{0,30}"));
    if (isWrong || new LinkedHashSet<>(all).size() < all.size()) {
      throw Settings.wrong(
          CHECKS,
          settings.text(CHECKS),
          "give names of a-z, 0-9 and -, each once, at most %d".formatted(MOST_CHECKS));
    }
    return all;
  }

  /** What the checks are called in the log. */
  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String one : list("watchdog.labels")) {
      String[] parts = one.split(":", 2);
      if (parts.length < 2 || parts[1].isBlank() || parts[1].strip().length() > 50) {
        throw Settings.wrong(
            "watchdog.labels",
            one,
            "give name: label with commas, a label of at most 50 characters");
      }
      labels.put(parts[0].strip(), parts[1].strip());
    }
    return labels;
  }

  private void icecast() {
    WebAddress address = address("watchdog.icecast.url");
    IcecastCheck check =
        new IcecastCheck(
            address,
            settings.text("watchdog.icecast.mount"),
            settings.text("watchdog.icecast.source-ip"));
    beans.put("watchdogIcecast", check);
    beans.put(
        "watchdogIcecastRequests",
        new BoundedRequests(check.name(), ANSWER)
            .with(
                settings.text("watchdog.icecast.user"),
                settings.text("watchdog.icecast.password")));
  }

  private void hls() {
    String place = settings.required(FOLDER, "give the HLS folder, or the address of its playlist");
    int most = settings.whole("watchdog.hls.most", 1, MOST_SEGMENTS);
    Duration oldest =
        settings.duration("watchdog.hls.oldest", Duration.ofSeconds(1), Duration.ofDays(1));
    if (place.matches("(?i)https?:.*")) {
      WebAddress address = address(FOLDER);
      PlaylistCheck segments = new PlaylistCheck(address, new ListedSegments(most));
      beans.put("watchdog-segments", segments);
      beans.put("watchdog-freshness", new PlaylistCheck(address, new ListedFreshness(oldest)));
      beans.put("watchdogHlsRequests", new BoundedRequests(segments.name(), ANSWER));
    } else {
      Set<String> leftOut = Set.copyOf(list("watchdog.hls.leave-out"));
      SegmentFolder folder = new SegmentFolder(settings.place(FOLDER), leftOut);
      beans.put("watchdog-segments", new SegmentsCheck(folder, most));
      beans.put("watchdog-freshness", new FreshnessCheck(folder, oldest, clock));
    }
  }

  private void silence() {
    WebAddress stream = address("watchdog.silence.url");
    double below = settings.number("watchdog.silence.below", -90, -20);
    Duration longest =
        settings.duration("watchdog.silence.for", Duration.ofSeconds(5), Duration.ofMinutes(10));
    ear = programs -> new SilenceEar(stream, below, longest, programs);
  }

  /** One that is wrong is not shown, as it may hold a login. */
  private WebAddress address(String setting) {
    String text =
        settings.required(setting, "give an address from http:// or https:// on, without a login");
    try {
      return WebAddress.of(text);
    } catch (IllegalArgumentException wrong) {
      throw new SettingException(
          setting + " is no address from http:// or https:// on without a login; correct it.");
    }
  }

  private List<String> list(String setting) {
    return Stream.of(settings.text(setting).split(","))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  /** When the encoder should be on the air. */
  Hours hours(ZoneId zone) {
    String text = settings.text("watchdog.hours");
    return text.isEmpty()
        ? Hours.of("", zone)
        : settings.parse(
            "watchdog.hours",
            "give days and hours, such as Mo-Fr 06:00-24:00, Sa 08:00-02:00",
            value -> Hours.of(value, zone));
  }

  /** The checks that see the encoder itself, as far as they are on. */
  Set<String> well() {
    List<String> well = list("watchdog.well");
    for (String name : well) {
      if (!names.contains(name) && !OURS.contains(name)) {
        throw Settings.wrong(
            "watchdog.well", name, "give names of checks: " + String.join(", ", OURS));
      }
    }
    return well.stream().filter(names::contains).collect(Collectors.toSet());
  }

  void bind(Registry registry) {
    beans.forEach(registry::bind);
  }

  /** A route for each check of ours that is on. */
  TemplateRoutes routes() {
    TemplateRoutes routes = new TemplateRoutes();
    for (String name : names) {
      if (OURS.contains(name)) {
        boolean isListed = beans.containsKey("watchdogHlsRequests") && HLS.contains(name);
        String template =
            "watchdog-" + (isListed ? "playlist" : HLS.contains(name) ? "folder" : name);
        routes.add("watchdog-check-" + name, template, name);
      }
    }
    if (ear != null) {
      routes.add("watchdog-listen", "watchdog-ear", "silence");
    }
    return routes;
  }

  /** The ear, if it is on. */
  Function<LastingPrograms, SilenceEar> ear() {
    return ear;
  }
}

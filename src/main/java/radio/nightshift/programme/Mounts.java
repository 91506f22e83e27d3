package radio.nightshift.programme;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/**
 * The station's mounts according to the settings {@code playout.*}: {@code main}, and further ones
 * by their names. Every room may ask for them, whether the room that plays on them is on or not.
 */
public final class Mounts {
  /** The settings that each mount may have for itself. */
  private static final List<String> OF_A_MOUNT =
      List.of(
          "host",
          "port",
          "tls",
          "mount",
          "user",
          "password",
          "answer",
          "format",
          "bitrate",
          "sample-rate",
          "channels");

  /** Settings of the first mount that may lie in Parameter Store, by the parameters' names. */
  public static final Map<String, String> PARAMETERS =
      Map.of(
          "host", "playout.host",
          "port", "playout.port",
          "mount", "playout.mount",
          "password", "playout.password");

  private static final String FIRST = "main";

  /**
   * What a path may have beside letters and digits without being written otherwise in a request.
   */
  private static final String MARKS = "-._~!$&'()*+,;=:@";

  private static final Duration SHORTEST_ANSWER = Duration.ofSeconds(1);
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);
  private static final int CD_RATE = 44100;
  private static final int OPUS_RATE = 48000;
  private static final List<Integer> RATES =
      List.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000);

  private final Settings settings;
  private final boolean logsIn;

  /** Mounts that must have their passwords. */
  public Mounts(Settings settings) {
    this(settings, true);
  }

  /**
   * Mounts whose settings are read when they are asked for.
   *
   * @param logsIn whether each must have its password
   */
  public Mounts(Settings settings, boolean logsIn) {
    this.settings = settings;
    this.logsIn = logsIn;
  }

  /** The names of the further mounts. */
  private List<String> furtherNames() {
    List<String> names =
        Stream.of(settings.text("playout.mounts").split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    for (String name : names) {
      if (!name.matches("[a-z0-9][a-z0-9-]*")
          || OF_A_MOUNT.contains(name)
          || name.equals(FIRST)
          || name.equals("enabled")) {
        throw Settings.wrong(
            "playout.mounts",
            name,
            "name further mounts by a-z, 0-9 and -, and not as a setting is named or main");
      }
    }
    return names;
  }

  /** The names of the settings that further mounts may have. */
  public Set<String> furtherSettings() {
    return furtherNames().stream()
        .flatMap(mount -> OF_A_MOUNT.stream().map(own -> "playout." + mount + "." + own))
        .collect(Collectors.toSet());
  }

  /**
   * Reads all mounts, the first one first.
   *
   * @throws SettingException if a setting of theirs is wrong
   */
  public List<Mount> all() {
    List<Mount> mounts = new ArrayList<>(List.of(mount(FIRST)));
    furtherNames().forEach(name -> mounts.add(mount(name)));
    Set<String> addresses = new HashSet<>();
    for (Mount mount : mounts) {
      if (!addresses.add(mount.address())) {
        throw new SettingException(
            "playout.mounts: two mounts are %s; give each its own mount."
                .formatted(mount.address()));
      }
    }
    return mounts;
  }

  private Mount mount(String name) {
    return new Mount(
        name,
        settings.matching(key(name, "host"), "[^\\s/]+", "give Icecast's host name or address"),
        settings.whole(key(name, "port"), 1, 65535),
        settings.matching(
            key(name, "mount"),
            "/[A-Za-z0-9/%s]*".formatted(Pattern.quote(MARKS)),
            "give the mount with its slash, such as /live.mp3, of letters, digits and " + MARKS),
        settings.flag(key(name, "tls")),
        settings.required(key(name, "user"), "give the source's user name"),
        password(key(name, "password")),
        settings.duration(key(name, "answer"), SHORTEST_ANSWER, LONGEST_ANSWER),
        encoding(name));
  }

  private String password(String key) {
    return logsIn
        ? settings.required(key, "give the source password that Icecast has")
        : settings.text(key);
  }

  private Encoding encoding(String name) {
    Codec codec = settings.oneOf(key(name, "format"), Codec.names(), Codec::named);
    int channels = settings.whole(key(name, "channels"), 1, 2);
    int least = codec == Codec.VORBIS ? 32 * channels : 8;
    int most =
        switch (codec) {
          case OPUS -> 256 * channels;
          case VORBIS -> 240 * channels;
          case MP3 -> 320;
          case AAC -> 512;
        };
    return new Encoding(
        codec,
        settings.whole(key(name, "bitrate"), least, most),
        sampleRate(key(name, "sample-rate"), codec),
        channels);
  }

  private int sampleRate(String key, Codec codec) {
    if (settings.text(key).isEmpty()) {
      return codec == Codec.OPUS ? OPUS_RATE : CD_RATE;
    }
    int rate = settings.whole(key, 8000, 96000);
    if (codec == Codec.OPUS && rate != OPUS_RATE) {
      throw Settings.wrong(key, "" + rate, "Opus is always 48000; leave it out");
    }
    if (!RATES.contains(rate) || codec == Codec.MP3 && rate > OPUS_RATE) {
      throw Settings.wrong(key, "" + rate, "give a usual rate, such as 44100 or 48000");
    }
    return rate;
  }

  /** A further mount's own setting if it has one, else the first mount's. */
  private String key(String mount, String setting) {
    String own = "playout." + mount + "." + setting;
    return settings.text(own).isEmpty() ? "playout." + setting : own;
  }
}

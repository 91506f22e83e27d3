package radio.nightshift.programme;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.settings.Settings;

/**
 * The settings of one mount: its own below a prefix, and for what it lacks the first mount's, which
 * are {@code playout.*}.
 */
final class MountSettings {
  static final String FIRST = "playout";

  private static final List<String> NAMES =
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
  private final String prefix;
  private final boolean logsIn;

  /**
   * Settings that are read when the mount is asked for.
   *
   * @param logsIn whether it must have its password
   */
  MountSettings(Settings settings, String prefix, boolean logsIn) {
    this.settings = settings;
    this.prefix = prefix;
    this.logsIn = logsIn;
  }

  /** Whether that is the last part of a setting's name. */
  static boolean isSetting(String name) {
    return NAMES.contains(name);
  }

  /** The names of the settings that a mount may have below a prefix. */
  static Stream<String> names(String prefix) {
    return NAMES.stream().map(name -> prefix + "." + name);
  }

  /** A mount of the room playout, whose path is the first one's if it has none of its own. */
  Mount ofPlayout(String name) {
    return mount(name, FIRST, key("mount"));
  }

  /** A mount of another room, which must have a path of its own. */
  Mount withOwnPath(String name) {
    return mount(name, prefix, pathKey());
  }

  /** The name of the setting that holds its own path. */
  String pathKey() {
    return prefix + ".mount";
  }

  private Mount mount(String name, String told, String pathKey) {
    return new Mount(
        name,
        told,
        settings.matching(key("host"), "[^\\s/]+", "give Icecast's host name or address"),
        settings.whole(key("port"), 1, 65535),
        settings.matching(
            pathKey,
            "/[A-Za-z0-9/%s]*".formatted(Pattern.quote(MARKS)),
            "give the mount with its slash, such as /live.mp3, of letters, digits and " + MARKS),
        settings.flag(key("tls")),
        settings.required(key("user"), "give the source's user name"),
        password(key("password")),
        settings.duration(key("answer"), SHORTEST_ANSWER, LONGEST_ANSWER),
        encoding());
  }

  private String password(String key) {
    return logsIn
        ? settings.required(key, "give the source password that Icecast has")
        : settings.text(key);
  }

  private Encoding encoding() {
    Codec codec = settings.oneOf(key("format"), Codec.names(), Codec::named);
    int channels = settings.whole(key("channels"), 1, 2);
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
        settings.whole(key("bitrate"), least, most),
        sampleRate(key("sample-rate"), codec),
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

  /** The mount's own setting if it has one, else the first mount's. */
  private String key(String setting) {
    String own = prefix + "." + setting;
    return settings.text(own).isEmpty() ? FIRST + "." + setting : own;
  }
}

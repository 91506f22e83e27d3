package radio.nightshift.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.loop.ChannelForm.Treatment;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.Mounts;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/** The settings {@code loop.NAME.*} of each channel. */
final class LoopSettings {
  private static final String CHANNELS = "loop.channels";

  /** The room's own settings, and what would be taken for a part of a channel's. */
  private static final Set<String> TAKEN = Set.of("channels", "poll", "disk", "memory");

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("auto-start", "true"),
          Map.entry("codec", "auto"),
          Map.entry("video-bitrate", "10M"),
          Map.entry("size", "1920x1080"),
          Map.entry("frame-rate", "25"),
          Map.entry("gop", "50"),
          Map.entry("audio-bitrate", "96k"),
          Map.entry("sample-rate", "48000"));

  /** Those that have no default. */
  private static final List<String> OTHERS =
      List.of("source", "source.user", "source.password", "destination", "passphrase", "title");

  private static final List<Integer> SAMPLE_RATES = List.of(32000, 44100, 48000);

  private final Settings settings;
  private final Function<Map<String, String>, List<Mount>> mounts;

  /**
   * Settings that are read when they are asked for.
   *
   * @param mounts reads mounts, by their names and the prefixes of their settings
   */
  LoopSettings(Settings settings, Function<Map<String, String>, List<Mount>> mounts) {
    this.mounts = mounts;
    this.settings =
        settings.or(
            name -> {
              String[] parts = name.split("\\.", 3);
              return parts.length == 3 && parts[0].equals("loop") ? DEFAULTS.get(parts[2]) : null;
            });
  }

  /** The names of the channels. */
  static List<String> names(Settings settings) {
    List<String> names =
        Stream.of(settings.text(CHANNELS).split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    for (String name : names) {
      if (!name.matches("[a-z0-9][a-z0-9-]{0,40}") || TAKEN.contains(name)) {
        throw Settings.wrong(
            CHANNELS, name, "name channels by a-z, 0-9 and -, and not as a setting of the room");
      }
    }
    if (Set.copyOf(names).size() < names.size()) {
      throw Settings.wrong(
          CHANNELS, settings.text(CHANNELS), "give each channel a name of its own");
    }
    return names;
  }

  /** The names of all settings that the channels may have. */
  static Set<String> known(Settings settings) {
    return names(settings).stream()
        .flatMap(
            channel ->
                Stream.concat(
                    Stream.concat(DEFAULTS.keySet().stream(), OTHERS.stream())
                        .map(one -> "loop." + channel + "." + one),
                    Mounts.settingsBelow("loop." + channel)))
        .collect(Collectors.toSet());
  }

  /**
   * Reads all channels.
   *
   * @throws SettingException if a setting of theirs is wrong, or two have the same destination
   */
  List<LoopChannel> channels() {
    List<String> names = names(settings);
    Map<String, Mount> byName = mounts(names);
    List<LoopChannel> channels = new ArrayList<>();
    Map<String, String> owners = new HashMap<>();
    for (String name : names) {
      LoopChannel channel = channel(name, byName);
      for (Destination one : channel.destinations()) {
        String owner = owners.putIfAbsent(one.place(), name);
        if (owner != null) {
          throw new SettingException(
              "loop.%s.destination and loop.%s.destination are both %s; give each its own."
                  .formatted(owner, name, one));
        }
      }
      channels.add(channel);
    }
    return channels;
  }

  private Map<String, Mount> mounts(List<String> names) {
    Map<String, String> prefixes = new LinkedHashMap<>();
    names.stream()
        .filter(
            name ->
                ("," + settings.text(key(name, "destination")) + ",")
                    .matches(".*,\\s*icecast\\s*,.*"))
        .forEach(name -> prefixes.put(name, "loop." + name));
    return prefixes.isEmpty()
        ? Map.of()
        : mounts.apply(prefixes).stream()
            .collect(Collectors.toMap(Mount::name, Function.identity()));
  }

  private LoopChannel channel(String name, Map<String, Mount> byName) {
    String at = key(name, "source");
    SourceAddress source =
        SourceAddress.of(
            at,
            settings.required(at, "give s3://BUCKET/KEY, https://…, http://… or a file's path"));
    Optional<SourceLogin> login =
        SourceLogin.of(at, source, settings.text(at + ".user"), settings.text(at + ".password"));
    List<Destination> destinations =
        new DestinationSetting(key(name, "destination"), settings, () -> byName.get(name)).read();
    String title = settings.text(key(name, "title"));
    return new LoopChannel(
        name,
        title.isEmpty() ? name(source) : title,
        source,
        login,
        destinations,
        form(name),
        settings.flag(key(name, "auto-start")));
  }

  /** The file's name without its ending. */
  private static String name(SourceAddress source) {
    return source
        .toString()
        .replaceFirst("[?].*$", "")
        .replaceFirst(".*/", "")
        .replaceFirst("(?<=.)\\.[^.]*$", "");
  }

  private ChannelForm form(String name) {
    int[] size =
        settings.parse(
            key(name, "size"),
            "give even numbers from 16 to 7680, such as 1920x1080",
            LoopSettings::size);
    return new ChannelForm(
        settings.oneOf(
            key(name, "codec"), List.of("auto", "copy", "encode"), LoopSettings::treatment),
        bitrate(name, "video-bitrate", 50_000, 200_000_000),
        size[0],
        size[1],
        settings.parse(
            key(name, "frame-rate"),
            "give frames a second from 1 to 120, such as 25 or 30000/1001",
            LoopSettings::frameRate),
        settings.whole(key(name, "gop"), 1, 600),
        bitrate(name, "audio-bitrate", 16_000, 512_000),
        settings.oneOf(
            key(name, "sample-rate"),
            SAMPLE_RATES.stream().map(String::valueOf).toList(),
            LoopSettings::sampleRate));
  }

  private int bitrate(String channel, String setting, int least, int most) {
    return settings.parse(
        key(channel, setting),
        "give bits a second from %dk to %dk, such as 96k or 10M"
            .formatted(least / 1000, most / 1000),
        text -> {
          if (!text.matches("\\d{1,9}[kM]?")) {
            throw new IllegalArgumentException(text);
          }
          long factor = text.endsWith("k") ? 1000 : text.endsWith("M") ? 1_000_000 : 1;
          long bits = Long.parseLong(text.replaceFirst("[kM]$", "")) * factor;
          if (bits < least || bits > most) {
            throw new IllegalArgumentException(text);
          }
          return (int) bits;
        });
  }

  private static int[] size(String text) {
    if (!text.matches("\\d{2,4}x\\d{2,4}")) {
      throw new IllegalArgumentException(text);
    }
    int[] size = Stream.of(text.split("x")).mapToInt(Integer::parseInt).toArray();
    for (int one : size) {
      if (one % 2 != 0 || one < 16 || one > 7680) {
        throw new IllegalArgumentException(text);
      }
    }
    return size;
  }

  private static FrameRate frameRate(String text) {
    FrameRate rate = FrameRate.parse(text);
    if (rate.hertz() < 1 || rate.hertz() > 120) {
      throw new IllegalArgumentException(text);
    }
    return rate;
  }

  private static Treatment treatment(String text) {
    return Treatment.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static int sampleRate(String text) {
    int rate = Integer.parseInt(text);
    if (!SAMPLE_RATES.contains(rate)) {
      throw new IllegalArgumentException(text);
    }
    return rate;
  }

  private static String key(String channel, String setting) {
    return "loop." + channel + "." + setting;
  }
}

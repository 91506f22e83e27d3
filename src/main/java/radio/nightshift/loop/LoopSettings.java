package radio.nightshift.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        new FormSettings(settings, "loop." + name + ".").form(),
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

  private static String key(String channel, String setting) {
    return "loop." + channel + "." + setting;
  }
}

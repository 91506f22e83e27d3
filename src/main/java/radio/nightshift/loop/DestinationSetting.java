package radio.nightshift.loop;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import radio.nightshift.programme.Mount;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/** Reads a channel's {@code destination}: addresses with commas between them. */
final class DestinationSetting {
  private static final String FORMS =
      "give rtp://HOST:PORT, udp://HOST:PORT, srt://HOST:PORT, srt://:PORT?mode=listener, hls:/FOLDER or icecast";

  private static final int SHORTEST_PASSPHRASE = 10;
  private static final int LONGEST_PASSPHRASE = 79;
  private static final int USUAL_LATENCY = 200;
  private static final int LONGEST_LATENCY = 8000;

  private final String key;
  private final Settings settings;
  private final Supplier<Mount> mount;

  /**
   * Prepares to read one.
   *
   * @param key the setting's name
   * @param mount reads the channel's mount
   */
  DestinationSetting(String key, Settings settings, Supplier<Mount> mount) {
    this.key = key;
    this.settings = settings;
    this.mount = mount;
  }

  List<Destination> read() {
    List<Destination> destinations = new ArrayList<>();
    boolean named = false;
    for (String one : settings.required(key, FORMS).split(",")) {
      if (!one.isBlank()) {
        named = true;
        destination(one.strip()).ifPresent(destinations::add);
      }
    }
    if (!named) {
      throw new SettingException("%s is not set; %s.".formatted(key, FORMS));
    }
    return destinations;
  }

  /** None for a mount whose parameters a check lacks. */
  private Optional<Destination> destination(String text) {
    return text.equals("icecast")
        ? Optional.ofNullable(mount.get()).map(Destination.Icecast::new)
        : Optional.of(stream(text));
  }

  private Destination stream(String text) {
    if (text.startsWith("hls:")) {
      return new Destination.Hls(folder(text));
    }
    URI address = address(text);
    return switch ("" + address.getScheme()) {
      case "rtp", "udp" -> datagrams(text, address);
      case "srt" -> srt(text, address);
      default -> throw refused(text, FORMS);
    };
  }

  private Path folder(String text) {
    String path = text.substring("hls:".length()).replaceFirst("^//(?=/)", "");
    try {
      if (path.startsWith("/")) {
        return Path.of(path).normalize();
      }
    } catch (InvalidPathException e) {
      // As one that is no path at all.
    }
    throw refused(text, "give hls: with a folder's full path, such as hls:/var/www/demo");
  }

  private URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw refused(text, FORMS);
    }
  }

  private Destination datagrams(String text, URI address) {
    if (address.getQuery() != null || address.getHost() == null || hasPath(address)) {
      throw refused(text, "give %s://HOST:PORT and no more".formatted(address.getScheme()));
    }
    return new Destination.Datagrams(
        address.getScheme().equals("rtp"), address.getHost(), port(text, address.getPort()));
  }

  private Destination srt(String text, URI address) {
    Map<String, String> options = options(text, address);
    // Java takes srt://:9000 for an address without a host or a port.
    boolean hasHost = address.getHost() != null;
    int port = hasHost ? port(text, address.getPort()) : bare(text, address);
    String mode = options.getOrDefault("mode", hasHost ? "caller" : "listener");
    if (!mode.equals("listener") && !(mode.equals("caller") && hasHost)) {
      throw refused(text, "a mode is caller, which needs a host, or listener");
    }
    return new Destination.Srt(
        mode.equals("listener"),
        hasHost ? address.getHost() : "0.0.0.0",
        port,
        latency(text, options),
        passphrase());
  }

  private Map<String, String> options(String text, URI address) {
    if (hasPath(address)) {
      throw refused(text, FORMS);
    }
    String query = address.getQuery() == null ? "" : address.getQuery();
    Map<String, String> options =
        Stream.of(query.split("&"))
            .filter(one -> !one.isEmpty())
            .map(one -> (one + "=").split("=", 3))
            .collect(Collectors.toMap(one -> one[0], one -> one[1], (first, again) -> again));
    if (options.containsKey("passphrase")) {
      throw new SettingException(
          "%s holds a passphrase, which messages would show; set %s.passphrase instead."
              .formatted(key, key.replaceFirst("\\.destination$", "")));
    }
    options.keySet().stream()
        .filter(name -> !name.equals("mode") && !name.equals("latency"))
        .findFirst()
        .ifPresent(
            name -> {
              throw refused(text, "of options there are mode and latency, and no " + name);
            });
    return options;
  }

  private int latency(String text, Map<String, String> options) {
    String latency = options.getOrDefault("latency", "" + USUAL_LATENCY);
    if (!latency.matches("\\d{1,4}") || Integer.parseInt(latency) > LONGEST_LATENCY) {
      throw refused(text, "give a latency of 0 to %d ms".formatted(LONGEST_LATENCY));
    }
    return Integer.parseInt(latency);
  }

  private String passphrase() {
    String name = key.replaceFirst("\\.destination$", ".passphrase");
    String passphrase = settings.text(name);
    if (!passphrase.isEmpty()
        && (passphrase.length() < SHORTEST_PASSPHRASE
            || passphrase.length() > LONGEST_PASSPHRASE
            || passphrase.chars().anyMatch(Character::isISOControl))) {
      throw new SettingException(
          "%s has %d characters; SRT takes %d to %d."
              .formatted(name, passphrase.length(), SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE));
    }
    return passphrase;
  }

  private int port(String text, int port) {
    if (port < 1 || port > 65535) {
      throw refused(text, "give a port from 1 to 65535");
    }
    return port;
  }

  private int bare(String text, URI address) {
    String authority = "" + address.getRawAuthority();
    if (!authority.matches(":\\d{1,5}")) {
      throw refused(text, FORMS);
    }
    return port(text, Integer.parseInt(authority.substring(1)));
  }

  private static boolean hasPath(URI address) {
    return address.getUserInfo() != null
        || address.getFragment() != null
        || !("" + address.getPath()).matches("/?|null");
  }

  private SettingException refused(String text, String remedy) {
    return Settings.wrong(key, SourceAddress.masked(text), remedy);
  }
}

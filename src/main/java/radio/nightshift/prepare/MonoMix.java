package radio.nightshift.prepare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the mono mounts of a station are made of. */
enum MonoMix {
  /** Both channels, or the louder one where they cancel each other out. */
  AUTO("aformat=channel_layouts=mono"),
  /** Both channels, always. */
  MIX("aformat=channel_layouts=mono"),
  /** The left channel alone. */
  LEFT("pan=mono|c0=c0"),
  /** The right channel alone. */
  RIGHT("pan=mono|c0=c1");

  private final String filter;

  MonoMix(String filter) {
    this.filter = filter;
  }

  /** The filter that makes mono of stereo. */
  String filter() {
    return filter;
  }

  /** As settings name it. */
  static MonoMix named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The names of all, as settings have them. */
  static List<String> names() {
    return Arrays.stream(values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
  }
}

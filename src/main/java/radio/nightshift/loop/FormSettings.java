package radio.nightshift.loop;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import radio.nightshift.loop.ChannelForm.Treatment;
import radio.nightshift.settings.Settings;

/** The settings of one channel that say in which form it is sent. */
final class FormSettings {
  private static final List<Integer> SAMPLE_RATES = List.of(32000, 44100, 48000);

  private final Settings settings;
  private final String prefix;

  FormSettings(Settings settings, String prefix) {
    this.settings = settings;
    this.prefix = prefix;
  }

  /** Reads them. */
  ChannelForm form() {
    int[] size =
        settings.parse(
            prefix + "size",
            "give even numbers from 16 to 7680, such as 1920x1080",
            FormSettings::size);
    return new ChannelForm(
        settings.oneOf(
            prefix + "codec", List.of("auto", "copy", "encode"), FormSettings::treatment),
        bitrate("video-bitrate", 50_000, 200_000_000),
        size[0],
        size[1],
        settings.parse(
            prefix + "frame-rate",
            "give frames a second from 1 to 120, such as 25 or 30000/1001",
            FormSettings::frameRate),
        settings.whole(prefix + "gop", 1, 600),
        bitrate("audio-bitrate", 16_000, 512_000),
        settings.oneOf(
            prefix + "sample-rate",
            SAMPLE_RATES.stream().map(String::valueOf).toList(),
            FormSettings::sampleRate));
  }

  private int bitrate(String setting, int least, int most) {
    return settings.parse(
        prefix + setting,
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
}

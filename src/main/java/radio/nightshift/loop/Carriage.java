package radio.nightshift.loop;

import java.util.Locale;
import java.util.Set;

/** What a transport stream can carry so that any player plays it. */
final class Carriage {
  private static final Set<String> VIDEO = Set.of("mpeg2video", "h264", "hevc");
  private static final Set<String> PIXELS = Set.of("yuv420p", "yuvj420p");
  private static final Set<String> AUDIO = Set.of("aac", "mp2", "mp3", "ac3", "eac3");

  private Carriage() {}

  static boolean takesVideo(String codec) {
    return VIDEO.contains(codec);
  }

  /** Of ten bits only H.265 is played everywhere. */
  static boolean takesPixels(String codec, String pixels) {
    return PIXELS.contains(pixels) || codec.equals("hevc") && pixels.equals("yuv420p10le");
  }

  static boolean takesAudio(String codec) {
    return AUDIO.contains(codec);
  }

  /** A codec as its users call it. */
  static String name(String codec) {
    return switch (codec) {
      case "mpeg2video" -> "MPEG-2";
      case "h264" -> "H.264";
      case "hevc" -> "H.265";
      default -> codec.toUpperCase(Locale.ROOT);
    };
  }
}

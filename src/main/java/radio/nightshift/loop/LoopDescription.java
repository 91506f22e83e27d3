package radio.nightshift.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import radio.nightshift.media.Encoding;

/** A plan as a line of the log: {@code 5.0 s, H.264 1280x720 25 fps kept, AAC 48 kHz made anew}. */
record LoopDescription(LoopPlan plan) {

  String words(double seconds) {
    List<String> parts = new ArrayList<>();
    parts.add(String.format(Locale.ROOT, "%.1f s", seconds));
    if (plan.keepsVideo()) {
      SourceForm.Picture video = plan.source().video();
      PacketSurvey packets = video.packets();
      double hertz = 1 / (packets.frame() * packets.tick());
      parts.add(
          "%s %s kept"
              .formatted(
                  Carriage.name(video.codec()), picture(video.width(), video.height(), hertz)));
    } else if (plan.hasVideo()) {
      ChannelForm form = plan.form();
      String reason = plan.source().video().obstacle();
      parts.add(
          "H.264 %s encoded%s"
              .formatted(
                  picture(form.width(), form.height(), form.frameRate().hertz()),
                  reason.isEmpty() ? "" : " (" + reason + ")"));
    }
    if (plan.keepsAudio()) {
      parts.add(Carriage.name(plan.source().audio().codec()) + " kept");
    }
    plan.sounds().forEach(sound -> parts.add(sound(sound)));
    return String.join(", ", parts);
  }

  private static String picture(int width, int height, double hertz) {
    String rate = String.format(Locale.ROOT, "%.3f", hertz).replaceAll("\\.?0+$", "");
    return "%dx%d %s fps".formatted(width, height, rate);
  }

  private static String sound(Encoding encoding) {
    String rate =
        String.format(Locale.ROOT, "%.3f", encoding.sampleRate() / 1000.0)
            .replaceAll("\\.?0+$", "");
    return "%s %s kHz made anew".formatted(Carriage.name(encoding.codec().ffmpegName()), rate);
  }
}

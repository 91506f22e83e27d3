package radio.nightshift.prepare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The settings of how programmes are prepared.
 *
 * @param loudness the target in LUFS; empty for leaving it as it is
 * @param truePeak what no peak may go above, in dBTP
 * @param mono what mono mounts are made of
 * @param fadeShape a curve of ffmpeg's afade
 * @param silence what is longer is reported
 * @param latest so long before its air time only the quick way is taken; three times as long before
 *     it, nothing waits for another half any more
 * @param filler a folder with audio for gaps; null for silence
 * @param memory what ffmpeg may take, in MB
 */
public record PrepareOptions(
    OptionalDouble loudness,
    double truePeak,
    MonoMix mono,
    String fadeShape,
    Duration silence,
    Duration latest,
    Path filler,
    int memory) {

  /**
   * The settings that the audio depends on, for the recipe. A newer one is named only where it is
   * not as it always was, so that an upgrade prepares nothing anew.
   */
  List<String> recipe() {
    List<String> settings =
        new ArrayList<>(List.of("loudness " + loudness, "peak " + truePeak, "fade " + fadeShape));
    if (mono != MonoMix.AUTO) {
      settings.add("mono " + mono);
    }
    return settings;
  }
}

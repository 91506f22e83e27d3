package radio.nightshift.media;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.util.json.JsonObject;

/**
 * The audio tracks of a file, and which of them play: the one marked as default, else the first;
 * never an audio description or the like where there is another, nor one that ffmpeg has no decoder
 * for. Tracks of one microphone each are mixed.
 *
 * @param played the numbers of those that play, among the audio tracks, from 0
 * @param hasLayout whether it is known which channel is left, right or low-frequency effects
 * @param lateSeconds how much later than the file its sound begins
 * @param choice which were passed over and why, as a sentence; empty if there was no choice
 */
public record Tracks(List<Integer> played, boolean hasLayout, double lateSeconds, String choice) {
  /** A file with one track of ordinary stereo. */
  public static final Tracks ONE = new Tracks(List.of(0), true, 0, "");

  /** ffmpeg mixes more without complaint, but each of them has to be decoded. */
  private static final int MOST_MIXED = 16;

  private static final Set<String> NO_CODEC = Set.of("unknown", "none", "null");

  /** What broadcasters mark tracks with that are not the programme itself. */
  private static final List<String> SPECIAL =
      List.of("visual_impaired", "hearing_impaired", "comment", "descriptions");

  /**
   * Chooses among the streams that ffprobe has listed.
   *
   * @return null if there is none that can be played
   */
  static Tracks choose(List<JsonObject> audio, JsonObject format) {
    List<JsonObject> decodable = audio.stream().filter(Tracks::isDecodable).toList();
    if (decodable.isEmpty()) {
      return null;
    }
    List<JsonObject> ordinary = decodable.stream().filter(one -> !isSpecial(one)).toList();
    List<JsonObject> candidates = ordinary.isEmpty() ? decodable : ordinary;
    List<JsonObject> played = areMicrophones(candidates) ? candidates : List.of(first(candidates));
    List<Integer> numbers = played.stream().map(one -> number(audio, one)).toList();
    JsonObject main = played.get(0);
    return new Tracks(
        numbers,
        hasLayout(main),
        Math.max(0, seconds(main.get("start_time")) - seconds(format.get("start_time"))),
        choice(audio, candidates, numbers));
  }

  /** Whether several are mixed to one. */
  public boolean isMix() {
    return played.size() > 1;
  }

  private static String choice(
      List<JsonObject> audio, List<JsonObject> candidates, List<Integer> played) {
    if (audio.size() == 1) {
      return "";
    }
    if (played.size() > 1) {
      return "It has %d tracks of one channel each, as of one microphone each; they are mixed."
          .formatted(played.size());
    }
    String why =
        isDefault(audio.get(played.get(0)))
            ? "it is marked as default"
            : candidates.size() < audio.size()
                ? "others cannot be decoded or are for impaired listeners"
                : "it is the first";
    return "Of its %d tracks number %d plays: %s.".formatted(audio.size(), played.get(0) + 1, why);
  }

  private static JsonObject first(List<JsonObject> candidates) {
    return candidates.stream().filter(Tracks::isDefault).findFirst().orElse(candidates.get(0));
  }

  private static int number(List<JsonObject> audio, JsonObject one) {
    for (int i = 0; i < audio.size(); i++) {
      if (audio.get(i) == one) {
        return i;
      }
    }
    throw new IllegalArgumentException("not one of them");
  }

  private static boolean isDecodable(JsonObject stream) {
    return !NO_CODEC.contains(String.valueOf(stream.get("codec_name")))
        && seconds(stream.get("sample_rate")) > 0
        && seconds(stream.get("channels")) > 0;
  }

  /** Dubbed versions of one programme are in different languages, and mostly in stereo. */
  private static boolean areMicrophones(List<JsonObject> tracks) {
    Set<Object> languages =
        tracks.stream()
            .map(one -> one.getMapOrDefault("tags", Map.of()).getOrDefault("language", "und"))
            .collect(Collectors.toSet());
    return tracks.size() > 1
        && tracks.size() <= MOST_MIXED
        && languages.size() == 1
        && tracks.stream().allMatch(one -> seconds(one.get("channels")) == 1);
  }

  private static boolean isDefault(JsonObject stream) {
    return isSet(stream, "default");
  }

  private static boolean isSpecial(JsonObject stream) {
    return SPECIAL.stream().anyMatch(mark -> isSet(stream, mark));
  }

  private static boolean isSet(JsonObject stream, String mark) {
    Map<String, Object> marks = stream.getMapOrDefault("disposition", Map.of());
    return seconds(marks.get(mark)) != 0;
  }

  private static boolean hasLayout(JsonObject stream) {
    String layout = String.valueOf(stream.getOrDefault("channel_layout", "unknown"));
    return seconds(stream.get("channels")) <= 2 || !NO_CODEC.contains(layout) && !layout.isBlank();
  }

  private static double seconds(Object figure) {
    try {
      return figure == null ? 0 : new BigDecimal(figure.toString()).doubleValue();
    } catch (NumberFormatException notThere) {
      return 0;
    }
  }

  /** The audio streams among those that ffprobe has listed. */
  static List<JsonObject> audio(Collection<?> streams) {
    List<JsonObject> audio = new ArrayList<>();
    for (Object stream : streams) {
      if (stream instanceof JsonObject found && "audio".equals(found.get("codec_type"))) {
        audio.add(found);
      }
    }
    return audio;
  }
}

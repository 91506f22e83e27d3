package radio.nightshift.media;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * The findings of ffprobe in a file.
 *
 * @param container what the audio lies in, by ffmpeg's name
 * @param codec the first audio stream's codec, by ffmpeg's name
 * @param sampleRate in Hz
 * @param channels its channel count
 * @param duration according to the container: an estimate for VBR files without a header; zero if
 *     it does not say
 * @param title the tagged {@code artist - title}, or empty
 */
public record MediaInfo(
    String container, String codec, int sampleRate, int channels, Duration duration, String title) {

  /**
   * The formats that ffmpeg may read. Playlists and scripts are none: they would make it open other
   * files.
   */
  private static final String FORMATS =
      "mp3,wav,w64,rf64,aiff,flac,ogg,aac,mov,mp4,m4a,matroska,webm,asf,avi,caf,au,ac3,eac3,amr,ape,mpc,"
          + "mpc8,wv,tta,tak,dsf,mpeg,mpegts,flv,spx,loas,dts";

  private static final Set<String> FRAMED = Set.of("mp3", "ogg", "aac", "wav");

  private static final int MAX_TITLE = 200;

  /** No cover is larger; of text, ffmpeg reads 20 MB for more than ten minutes. */
  private static final long MOST_TAGS = 8 << 20;

  /** Below this ffprobe has gone by the file's name more than by its contents. */
  private static final int MIN_PROBE_SCORE = 25;

  /** Options of ffprobe and ffmpeg for input files from strangers, to precede the file. */
  public static List<String> inputGuards(Path file) {
    List<String> arguments =
        new ArrayList<>(List.of("-protocol_whitelist", "file", "-format_whitelist", FORMATS));
    long tags = Tags.leading(file);
    if (tags > MOST_TAGS) {
      arguments.addAll(List.of("-skip_initial_bytes", "" + tags));
    }
    return arguments;
  }

  /** The ffprobe arguments that find out what a file holds, for {@link #parse}. */
  public static List<String> probeArguments(Path file) {
    List<String> arguments = new ArrayList<>(List.of("-v", "error"));
    arguments.addAll(inputGuards(file));
    arguments.addAll(
        List.of(
            "-show_entries",
            "format=format_name,duration,probe_score:format_tags=title,artist"
                + ":stream=codec_type,codec_name,sample_rate,channels,duration:stream_tags=title,artist",
            "-of",
            "json",
            "file:" + file));
    return arguments;
  }

  /**
   * Reads the JSON of {@code ffprobe -of json -show_format -show_streams}.
   *
   * @throws UnreadableAudioException if it tells of no audio; the message says why
   */
  public static MediaInfo parse(String json) throws UnreadableAudioException {
    JsonObject probe = object(json);
    JsonObject format = probe.getMapOrDefault("format", new JsonObject());
    JsonObject audio = firstAudio(probe);
    if (audio == null) {
      throw new UnreadableAudioException("it holds no audio that ffmpeg can read");
    }
    if (whole(format.get("probe_score")) < MIN_PROBE_SCORE) {
      throw new UnreadableAudioException("its contents are not audio, whatever its name says");
    }
    int sampleRate = whole(audio.get("sample_rate"));
    int channels = whole(audio.get("channels"));
    if (sampleRate == 0 || channels == 0) {
      throw new UnreadableAudioException(
          "its audio has no sample rate or no channels: it is damaged");
    }
    return new MediaInfo(
        String.valueOf(format.get("format_name")),
        String.valueOf(audio.get("codec_name")),
        sampleRate,
        channels,
        seconds(audio.getOrDefault("duration", format.get("duration"))),
        title(format.getMapOrDefault("tags", audio.getMapOrDefault("tags", new JsonObject()))));
  }

  /**
   * Whether its frames lie in the file as they are sent. Elsewhere, as in AVI or MPEG, they are cut
   * up, and what looks like one may be none.
   */
  public boolean isFramed() {
    return FRAMED.contains(container);
  }

  /** Whether its duration is that of the samples which are there, whatever it announces. */
  public boolean isPlain() {
    return codec.startsWith("pcm_") && !duration.isZero();
  }

  private static JsonObject object(String json) throws UnreadableAudioException {
    try {
      if (Jsoner.deserialize(json) instanceof JsonObject object) {
        return object;
      }
    } catch (DeserializationException | RuntimeException e) {
      // Said below: what is not JSON is no answer either.
    }
    throw new UnreadableAudioException("ffprobe could not read it");
  }

  private static JsonObject firstAudio(JsonObject probe) {
    Collection<?> streams = probe.getCollectionOrDefault("streams", List.of());
    for (Object stream : streams) {
      if (stream instanceof JsonObject found && "audio".equals(found.get("codec_type"))) {
        return found;
      }
    }
    return null;
  }

  private static int whole(Object value) {
    try {
      return value == null ? 0 : new BigDecimal(value.toString()).intValue();
    } catch (NumberFormatException notThere) {
      return 0;
    }
  }

  private static Duration seconds(Object value) {
    try {
      return value == null
          ? Duration.ZERO
          : Duration.ofNanos(new BigDecimal(value.toString()).movePointRight(9).longValue());
    } catch (NumberFormatException notThere) {
      return Duration.ZERO;
    }
  }

  private static String title(Map<String, Object> tags) {
    String artist = "";
    String title = "";
    for (Map.Entry<String, Object> tag : tags.entrySet()) {
      switch (tag.getKey().toLowerCase(Locale.ROOT)) {
        case "artist" -> artist = shown(tag.getValue());
        case "title" -> title = shown(tag.getValue());
        default -> {
          // No other tag is shown.
        }
      }
    }
    return title.isEmpty() || artist.isEmpty() ? title : artist + " - " + title;
  }

  private static String shown(Object tag) {
    String text = String.valueOf(tag).replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return text.codePointCount(0, text.length()) <= MAX_TITLE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_TITLE));
  }
}

package radio.nightshift.media;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param codec the codec of the track that plays, by ffmpeg's name
 * @param sampleRate in Hz
 * @param channels its channel count
 * @param duration according to the container, or ffmpeg's estimate; zero if there is neither
 * @param announced what a header of its own announces; zero if there is no such header
 * @param title the tagged {@code artist - title}, or empty
 * @param tracks which of its tracks play
 */
public record MediaInfo(
    String container,
    String codec,
    int sampleRate,
    int channels,
    Duration duration,
    Duration announced,
    String title,
    Tracks tracks) {

  /**
   * The formats that ffmpeg may read. Playlists and scripts are none: they would make it open other
   * files.
   */
  private static final String FORMATS =
      "mp3,wav,w64,rf64,aiff,flac,ogg,aac,mov,mp4,m4a,matroska,webm,asf,avi,caf,au,ac3,eac3,amr,ape,mpc,"
          + "mpc8,wv,tta,tak,dsf,mpeg,mpegts,flv,spx,loas,dts";

  private static final Set<String> FRAMED = Set.of("mp3", "ogg", "aac", "wav");

  /** Containers whose headers hold a length. Of others ffmpeg estimates or adds it up. */
  private static final Set<String> ANNOUNCING =
      Set.of(
          "mp3",
          "wav",
          "w64",
          "aiff",
          "flac",
          "asf",
          "caf",
          "au",
          "ape",
          "wv",
          "tta",
          "tak",
          "dsf",
          "mov,mp4,m4a,3gp,3g2,mj2",
          "matroska,webm");

  /** Containers whose timestamps tell where sound is missing. */
  private static final Set<String> TIMED =
      Set.of("ogg", "asf", "flv", "mpegts", "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm");

  private static final String ESTIMATE = "Estimating duration from bitrate";

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
    if (WavFile.outgrewItsHeader(file)) {
      arguments.addAll(List.of("-ignore_length", "1"));
    }
    return arguments;
  }

  /** The ffprobe arguments that find out what a file holds, for {@link #parse}. */
  public static List<String> probeArguments(Path file) {
    List<String> arguments = new ArrayList<>(List.of("-v", "warning"));
    arguments.addAll(inputGuards(file));
    arguments.addAll(
        List.of(
            "-show_entries",
            "format=format_name,duration,start_time,probe_score:format_tags=title,artist"
                + ":stream=codec_type,codec_name,sample_rate,channels,channel_layout,duration,start_time"
                + ":stream_disposition:stream_tags=title,artist,language",
            "-of",
            "json",
            "file:" + file));
    return arguments;
  }

  /**
   * Reads the JSON of {@code ffprobe -of json -show_format -show_streams}.
   *
   * @param warnings what it has printed beside it
   * @throws UnreadableAudioException if it tells of no audio; the message says why
   */
  public static MediaInfo parse(String json, String warnings) throws UnreadableAudioException {
    JsonObject probe = object(json);
    JsonObject format = probe.getMapOrDefault("format", new JsonObject());
    List<JsonObject> all = Tracks.audio(probe.getCollectionOrDefault("streams", List.of()));
    if (all.isEmpty()) {
      throw new UnreadableAudioException("it holds no audio that ffmpeg can read");
    }
    Tracks tracks = Tracks.choose(all, format);
    JsonObject audio = all.get(tracks == null ? 0 : tracks.played().get(0));
    if (whole(format.get("probe_score")) < MIN_PROBE_SCORE) {
      throw new UnreadableAudioException("its contents are not audio, whatever its name says");
    }
    int sampleRate = whole(audio.get("sample_rate"));
    int channels = whole(audio.get("channels"));
    if (sampleRate == 0 || channels == 0) {
      throw new UnreadableAudioException(
          "its audio has no sample rate or no channels: it is damaged");
    }
    if (tracks == null) {
      throw new UnreadableAudioException(
          "ffmpeg has no decoder for its audio; save it anew as MP3, FLAC or WAV");
    }
    String container = String.valueOf(format.get("format_name"));
    Duration duration = duration(audio, format);
    boolean announces = ANNOUNCING.contains(container) && !warnings.contains(ESTIMATE);
    return new MediaInfo(
        container,
        String.valueOf(audio.get("codec_name")),
        sampleRate,
        channels,
        duration,
        announces ? duration : Duration.ZERO,
        title(format.getMapOrDefault("tags", audio.getMapOrDefault("tags", new JsonObject()))),
        tracks);
  }

  /** A file's own length begins at its first timestamp, which need not be zero. */
  private static Duration duration(JsonObject audio, JsonObject format) {
    Duration own = seconds(audio.get("duration"));
    Duration start = seconds(format.get("start_time"));
    Duration whole = seconds(format.get("duration"));
    return own.isZero() && start.compareTo(whole) < 0 ? whole.minus(start) : own;
  }

  /** Whether its timestamps tell where sound is missing. */
  public boolean isTimed() {
    return TIMED.contains(container);
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
    String text =
        TagText.meant(String.valueOf(tag)).replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return text.codePointCount(0, text.length()) <= MAX_TITLE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_TITLE));
  }
}

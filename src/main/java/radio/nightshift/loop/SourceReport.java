package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.UnreadableAudioException;

/** What ffprobe has found in a source's headers. */
final class SourceReport {
  /** The arguments of ffprobe for all that is read here. */
  static final List<String> ENTRIES =
      List.of(
          "-show_entries",
          "format=format_name,duration,start_time,probe_score:format_tags=title,artist"
              + ":stream=index,codec_type,codec_name,pix_fmt,width,height"
              + ",sample_aspect_ratio,time_base,start_time,duration,bit_rate,sample_rate,channels"
              + ",channel_layout:stream_disposition:stream_tags=title,artist,language"
              + ":stream_side_data=rotation",
          "-of",
          "json");

  /** MP4 and its kind, by which the length of a track is exact to the sample. */
  private static final String EXACT = "mov,mp4,m4a,3gp,3g2,mj2";

  private static final int MIN_PROBE_SCORE = 25;

  private final Path file;
  private final String json;
  private final String warnings;
  private final JsonObject format;
  private final List<JsonObject> streams;

  SourceReport(Path file, String json, String warnings) throws UnusableSourceException {
    this.file = file;
    this.json = json;
    this.warnings = warnings;
    JsonObject probe = parse(json);
    this.format = probe.getMapOrDefault("format", new JsonObject());
    Collection<?> all = probe.getCollectionOrDefault("streams", List.of());
    this.streams =
        all.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList();
  }

  /** The findings, without the packets'. */
  SourceForm form() throws IOException, UnusableSourceException {
    if (text(format, "format_name").equals(EXACT) && SampleEntries.areEncrypted(file)) {
      throw refused("is encrypted (DRM); get a file without copy protection");
    }
    SourceForm.Picture video = video();
    SourceForm.Sound audio = audio(video != null);
    if (video == null && audio == null) {
      throw refused("holds neither video nor audio that ffmpeg can read; put another file there");
    }
    return new SourceForm(
        file,
        text(format, "format_name"),
        number(format, "start_time"),
        number(format, "duration"),
        Files.size(file),
        video,
        audio);
  }

  /** The unit of a stream's time stamps, in seconds. */
  double tick(int stream) {
    return streams.stream()
        .filter(one -> number(one, "index") == stream)
        .map(one -> text(one, "time_base").split("/"))
        .filter(parts -> parts.length == 2)
        .mapToDouble(parts -> number(parts[0]) / Math.max(1, number(parts[1])))
        .findFirst()
        .orElse(1.0 / Timeline.TICKS_PER_SECOND);
  }

  private SourceForm.Picture video() {
    List<JsonObject> moving =
        streams.stream()
            .filter(one -> text(one, "codec_type").equals("video"))
            .filter(one -> !isMarked(one, "attached_pic") && number(one, "width") > 0)
            .toList();
    JsonObject video =
        moving.stream()
            .filter(one -> isMarked(one, "default"))
            .findFirst()
            .orElse(moving.isEmpty() ? null : moving.get(0));
    if (video == null) {
      return null;
    }
    String aspect = text(video, "sample_aspect_ratio");
    return new SourceForm.Picture(
        (int) number(video, "index"),
        text(video, "codec_name"),
        text(video, "pix_fmt"),
        (int) number(video, "width"),
        (int) number(video, "height"),
        !isTurned(video),
        Set.of("", "N/A", "0:1", "1:1").contains(aspect),
        null);
  }

  private SourceForm.Sound audio(boolean hasVideo) throws UnusableSourceException {
    List<JsonObject> all =
        streams.stream().filter(one -> text(one, "codec_type").equals("audio")).toList();
    if (all.isEmpty()) {
      requireMedia();
      return null;
    }
    try {
      MediaInfo info = MediaInfo.parse(json, warnings);
      JsonObject played = all.get(info.tracks().played().get(0));
      return new SourceForm.Sound(
          (int) number(played, "index"),
          info.codec(),
          info.sampleRate(),
          info.channels(),
          (long) number(played, "bit_rate"),
          info.isTimed() || hasVideo,
          info.container().equals(EXACT) ? number(played, "duration") : 0,
          null);
    } catch (UnreadableAudioException e) {
      if (hasVideo) {
        return null;
      }
      throw refused("cannot be played: %s; put another file there".formatted(e.getMessage()));
    }
  }

  /** A text with the name of a video ends here. */
  private void requireMedia() throws UnusableSourceException {
    if (number(format, "probe_score") < MIN_PROBE_SCORE) {
      throw refused("is no video or audio file, whatever its name says; put another file there");
    }
  }

  private static boolean isTurned(JsonObject video) {
    Collection<?> further = video.getCollectionOrDefault("side_data_list", List.of());
    return further.stream()
        .filter(JsonObject.class::isInstance)
        .anyMatch(one -> number((JsonObject) one, "rotation") != 0);
  }

  private JsonObject parse(String text) throws UnusableSourceException {
    try {
      if (Jsoner.deserialize(text) instanceof JsonObject object) {
        return object;
      }
    } catch (DeserializationException | RuntimeException e) {
      // What is not JSON is no answer either.
    }
    throw refused("cannot be read by ffprobe; put another file there");
  }

  private UnusableSourceException refused(String why) {
    return new UnusableSourceException("source '%s' %s".formatted(SourceForm.printable(file), why));
  }

  private static boolean isMarked(JsonObject stream, String mark) {
    return number(stream.getMapOrDefault("disposition", new JsonObject()).get(mark)) != 0;
  }

  private static String text(JsonObject of, String key) {
    return Objects.toString(of.get(key), "");
  }

  private static double number(JsonObject of, String key) {
    return number(of.get(key));
  }

  private static double number(Object figure) {
    try {
      double number = figure == null ? 0 : Double.parseDouble(figure.toString());
      return Double.isFinite(number) ? number : 0;
    } catch (NumberFormatException notThere) {
      return 0;
    }
  }
}

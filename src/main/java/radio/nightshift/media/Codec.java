package radio.nightshift.media;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The audio codecs a mount can carry, each in the one container Icecast serves it in. */
public enum Codec {
  // Without the bit reservoir every frame stands alone, so that files can be cut and follow one
  // another.
  MP3(
      "mp3",
      "mp3",
      "audio/mpeg",
      List.of("-c:a", "libmp3lame", "-reservoir", "0"),
      List.of("-f", "mp3", "-write_xing", "0", "-id3v2_version", "0")),
  OPUS(
      "opus",
      "opus",
      "application/ogg",
      List.of("-c:a", "libopus", "-vbr", "off"),
      List.of("-f", "ogg")),
  AAC("aac", "aac", "audio/aac", List.of("-c:a", "aac"), List.of("-f", "adts")),
  VORBIS("vorbis", "ogg", "application/ogg", List.of("-c:a", "libvorbis"), List.of("-f", "ogg"));

  private final String ffmpegName;
  private final String extension;
  private final String contentType;
  private final List<String> encoder;
  private final List<String> container;

  Codec(
      String ffmpegName,
      String extension,
      String contentType,
      List<String> encoder,
      List<String> container) {
    this.ffmpegName = ffmpegName;
    this.extension = extension;
    this.contentType = contentType;
    this.encoder = encoder;
    this.container = container;
  }

  /**
   * The codec as settings and ffprobe name it: {@code mp3}, {@code opus}, {@code aac}, {@code
   * vorbis}.
   */
  public static Codec named(String name) {
    for (Codec codec : values()) {
      if (codec.ffmpegName.equals(name.strip().toLowerCase(Locale.ROOT))) {
        return codec;
      }
    }
    throw new IllegalArgumentException("'" + name + "' is none of " + String.join(", ", names()));
  }

  /** The names of all, as settings have them. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Codec::ffmpegName).toList();
  }

  /** The name ffprobe reports for it. */
  public String ffmpegName() {
    return ffmpegName;
  }

  /** The file name extension of its container, without the dot. */
  public String extension() {
    return extension;
  }

  /** The media type a source client announces to Icecast. */
  public String contentType() {
    return contentType;
  }

  /** Whether its now-playing title travels in the stream's own headers instead of beside it. */
  public boolean carriesTitle() {
    return this == OPUS || this == VORBIS;
  }

  /**
   * How much of what the encoder puts before the audio is whole frames of it, in nanoseconds. LAME
   * begins 1105 samples late; at the rates of MPEG-2 that is more than a frame.
   */
  public long idleNanos(int sampleRate) {
    return this == MP3 && sampleRate < 32_000 ? 576 * 1_000_000_000L / sampleRate : 0;
  }

  /** The ffmpeg arguments that choose the encoder. */
  List<String> encoder() {
    return encoder;
  }

  /** The ffmpeg arguments that choose its container. */
  List<String> container() {
    return container;
  }
}

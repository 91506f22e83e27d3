package radio.nightshift.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The audio that a mount carries. Mounts of one encoding share their prepared files.
 *
 * @param bitrate in kbit/s; what is already in this codec, rate and channels passes at any bitrate
 * @param sampleRate in Hz; Opus is always 48000
 * @param channels 1 or 2
 */
public record Encoding(Codec codec, int bitrate, int sampleRate, int channels) {

  /** A name that is fit for a file: {@code mp3-128k-44100-2}. */
  public String id() {
    return "%s-%dk-%d-%d"
        .formatted(codec.name().toLowerCase(Locale.ROOT), bitrate, sampleRate, channels);
  }

  /** The encoding as a person writes it. */
  public String describe() {
    return "%s, %d kbit/s, %d Hz, %s"
        .formatted(
            codec.name().toLowerCase(Locale.ROOT),
            bitrate,
            sampleRate,
            channels == 1 ? "mono" : "stereo");
  }

  /** The name of its file in a prepared programme's folder. */
  public String fileName() {
    return id() + "." + codec.extension();
  }

  /** Whether audio of this kind needs no encoding. */
  public boolean accepts(MediaInfo audio) {
    return audio.codec().equals(codec.ffmpegName())
        && (codec == Codec.OPUS || audio.sampleRate() == sampleRate)
        && audio.channels() == channels;
  }

  /** The name of ffmpeg's encoder that makes it. */
  public String encoderName() {
    return codec.encoder().get(1);
  }

  /**
   * The ffmpeg arguments that make it, without input and output.
   *
   * @param audio what it is made of, as ffmpeg's {@code -map} names it
   */
  public List<String> ffmpegArguments(String audio) {
    List<String> arguments = new ArrayList<>(List.of("-map", audio, "-map_metadata", "-1", "-vn"));
    arguments.addAll(codec.encoder());
    arguments.addAll(List.of("-b:a", bitrate + "k", "-ar", "" + sampleRate, "-ac", "" + channels));
    arguments.addAll(codec.container());
    return arguments;
  }
}

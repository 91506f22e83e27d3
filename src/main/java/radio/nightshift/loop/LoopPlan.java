package radio.nightshift.loop;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import radio.nightshift.loop.ChannelForm.Treatment;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;

/**
 * What of a source is kept, and what is encoded.
 *
 * @param keepsVideo whether its video is sent as it is
 * @param keepsAudio whether its audio is, in the transport stream
 * @param transportSound what its audio is encoded to there; null if it is kept or there is none
 * @param sounds all that its audio is encoded to, each once
 */
record LoopPlan(
    SourceForm source,
    ChannelForm form,
    Wants wants,
    boolean keepsVideo,
    boolean keepsAudio,
    Encoding transportSound,
    List<Encoding> sounds) {
  private static final double SHORTEST = 1;

  /** No player needs more, and ffmpeg's encoder gives no more. */
  private static final int MOST_KBIT_PER_CHANNEL = 160;

  /** Transport packets, headers and filling. */
  private static final double OVERHEAD = 1.08;

  private static final int PCM_BYTES = 2;
  private static final long UNKNOWN_BITRATE = 2_000_000;

  /**
   * Plans for a source.
   *
   * @param most how many bytes may lie on the disk for it
   * @throws UnusableSourceException if nothing can be made of it in that form
   */
  static LoopPlan of(SourceForm source, ChannelForm form, Wants wants, long most)
      throws UnusableSourceException {
    if (source.audio() == null && !wants.mounts().isEmpty()) {
      throw refused(source, "has no audio for Icecast; give it some, or another destination");
    }
    boolean copies = form.treatment() == Treatment.COPY;
    if (copies && wants.transport()) {
      requireCopyable(source);
    }
    boolean hasVideo = wants.transport() && source.video() != null;
    boolean hasAudio = wants.transport() && source.audio() != null;
    boolean keepsVideo =
        hasVideo && form.treatment() != Treatment.ENCODE && source.video().canBeKept();
    Encoding sound = hasAudio && !copies ? transportSound(source.audio(), form) : null;
    Set<Encoding> sounds = new LinkedHashSet<>(wants.mounts());
    if (sound != null) {
      sounds.add(sound);
    }
    LoopPlan plan =
        new LoopPlan(
            source, form, wants, keepsVideo, hasAudio && copies, sound, List.copyOf(sounds));
    if (source.length() > 0) {
      plan.requireLength(source.length());
    }
    plan.requireRoom(most);
    return plan;
  }

  /** Whether there is a picture in what is made. */
  boolean hasVideo() {
    return wants.transport() && source.video() != null;
  }

  boolean encodesVideo() {
    return hasVideo() && !keepsVideo;
  }

  /** The same plan with nothing kept. */
  LoopPlan encodingAll(long most) throws UnusableSourceException {
    return of(source, form.with(Treatment.ENCODE), wants, most);
  }

  /** Whether another way is left if what was kept turns out not to be sound. */
  boolean canEncodeInstead() {
    return keepsVideo && form.treatment() == Treatment.AUTO;
  }

  /** How many bytes it takes while it is made, as far as that can be foreseen. */
  long bytes() {
    double bits = 0;
    if (keepsVideo) {
      bits += 8.0 * source.bytes();
    } else if (hasVideo()) {
      // The picture lies there twice until it is in the transport stream.
      bits += 2.0 * form.videoBitrate() * source.length();
    }
    for (Encoding sound : sounds) {
      double samples = 8.0 * PCM_BYTES * sound.sampleRate() * sound.channels();
      bits += (2000.0 * sound.bitrate() + samples) * source.length();
    }
    return (long) (bits / 8 * OVERHEAD);
  }

  private static Encoding transportSound(SourceForm.Sound audio, ChannelForm form) {
    int channels = Math.min(2, audio.channels());
    boolean isPlain = audio.codec().startsWith("pcm_") || audio.codec().equals("flac");
    long own = isPlain ? 0 : audio.bitrate();
    long kbit = Math.max(form.audioBitrate(), own) / 1000;
    return new Encoding(
        Codec.AAC,
        (int) Math.min(kbit, (long) MOST_KBIT_PER_CHANNEL * channels),
        form.sampleRate(),
        channels);
  }

  private static void requireCopyable(SourceForm source) throws UnusableSourceException {
    List<String> obstacles = new ArrayList<>();
    if (source.video() != null && !source.video().canBeKept()) {
      obstacles.add("its video: " + source.video().obstacle());
    }
    if (source.audio() != null && !Carriage.takesAudio(source.audio().codec())) {
      obstacles.add("its audio: a transport stream cannot carry " + source.audio().codec());
    }
    if (!obstacles.isEmpty()) {
      throw refused(
          source,
          "cannot be sent as it is (%s); set codec=auto".formatted(String.join("; ", obstacles)));
    }
  }

  /**
   * Refuses a turn that is too short.
   *
   * @param seconds how long it is
   */
  void requireLength(double seconds) throws UnusableSourceException {
    if (seconds < SHORTEST) {
      throw refused(
          source, "is %.2f s long; a turn takes 1 s at least, so put a longer file there", seconds);
    }
  }

  private void requireRoom(long most) throws UnusableSourceException {
    if (bytes() > most) {
      throw refused(
          source,
          "needs about %.1f GB to be made ready (it is %.1f h long), and loop.disk allows %.1f GB;"
              + " raise loop.disk, or lower the bit rate",
          bytes() / 1e9,
          source.length() / 3600,
          most / 1e9);
    }
  }

  static UnusableSourceException refused(SourceForm source, String why, Object... figures) {
    return new UnusableSourceException(
        "source '%s' ".formatted(SourceForm.printable(source.file()))
            + (figures.length == 0 ? why : String.format(Locale.ROOT, why, figures)));
  }
}

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
 * @param most how many bytes may lie on the disk for it
 */
record LoopPlan(
    SourceForm source,
    ChannelForm form,
    Wants wants,
    boolean keepsVideo,
    boolean keepsAudio,
    Encoding transportSound,
    List<Encoding> sounds,
    long most) {
  private static final double SHORTEST = 1;

  /** Time stamps of 33 bits begin again after 26.5 hours. */
  private static final double LONGEST = 25 * 3600;

  /** No player needs more, and ffmpeg's encoder gives no more. */
  private static final int MOST_KBIT_PER_CHANNEL = 160;

  /**
   * Plans for a source.
   *
   * @throws UnusableSourceException if nothing can be made of it in that form
   */
  static LoopPlan of(SourceForm source, ChannelForm form, Wants wants, long most)
      throws UnusableSourceException {
    return choose(source, form, wants, most, form.treatment() != Treatment.ENCODE).checked();
  }

  private static LoopPlan choose(
      SourceForm source, ChannelForm form, Wants wants, long most, boolean mayKeep)
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
    boolean keepsVideo = hasVideo && mayKeep && source.video().canBeKept();
    Encoding sound = hasAudio && !copies ? transportSound(source.audio(), form) : null;
    Set<Encoding> sounds = new LinkedHashSet<>(wants.mounts());
    if (sound != null) {
      sounds.add(sound);
    }
    return new LoopPlan(
        source, form, wants, keepsVideo, hasAudio && copies, sound, List.copyOf(sounds), most);
  }

  private LoopPlan checked() throws UnusableSourceException {
    if (source.length() > 0) {
      requireLength(source.length());
    }
    return this;
  }

  /** Whether there is a picture in what is made. */
  boolean hasVideo() {
    return wants.transport() && source.video() != null;
  }

  boolean encodesVideo() {
    return hasVideo() && !keepsVideo;
  }

  /** The same plan with the video encoded. */
  LoopPlan encodingVideo() throws UnusableSourceException {
    return choose(source, form, wants, most, false).checked();
  }

  /** Whether another way is left if what was kept turns out not to be sound. */
  boolean canEncodeInstead() {
    return keepsVideo && form.treatment() == Treatment.AUTO;
  }

  private static Encoding transportSound(SourceForm.Sound audio, ChannelForm form) {
    int channels = Math.min(2, audio.channels());
    boolean isPlain = audio.codec().startsWith("pcm_") || audio.codec().equals("flac");
    long own = isPlain || form.treatment() == Treatment.ENCODE ? 0 : audio.bitrate();
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
   * Refuses a turn that is too short or too long, or for which there is no room.
   *
   * @param seconds how long it is
   */
  void requireLength(double seconds) throws UnusableSourceException {
    if (seconds < SHORTEST) {
      throw refused(
          source, "is %.2f s long; a turn takes 1 s at least, so put a longer file there", seconds);
    }
    if (seconds > LONGEST) {
      throw refused(
          source,
          "is %.1f h long; a turn takes 25 h at most, so put a shorter file there",
          seconds / 3600);
    }
    requireRoom(seconds);
  }

  private void requireRoom(double seconds) throws UnusableSourceException {
    double bytes = new DiskNeed(this).bytes(seconds);
    if (bytes > most) {
      throw refused(
          source,
          "needs about %.1f GB to be made ready (it is %.1f h long), and loop.disk allows %.1f GB;"
              + " raise loop.disk, or lower the bit rate",
          bytes / 1e9,
          seconds / 3600,
          most / 1e9);
    }
  }

  /**
   * How much of its audio is decoded, in seconds: of a video not much more than belongs to it, and
   * never so much that there would be no room for it, since many a file is longer than it says.
   */
  double decodedSeconds() {
    double foreseen = source.length() + TurnSounds.slack(source.length());
    return hasVideo() && source.length() > 0
        ? foreseen
        : Math.max(foreseen, Math.min(LONGEST, new DiskNeed(this).seconds(most)) + 1);
  }

  static UnusableSourceException refused(SourceForm source, String why, Object... figures) {
    return new UnusableSourceException(
        "source '%s' ".formatted(SourceForm.printable(source.file()))
            + (figures.length == 0 ? why : String.format(Locale.ROOT, why, figures)));
  }
}

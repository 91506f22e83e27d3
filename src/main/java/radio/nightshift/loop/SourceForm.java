package radio.nightshift.loop;

import java.nio.file.Path;
import radio.nightshift.condition.Printable;

/**
 * The findings in a source.
 *
 * @param start the time stamp at which the file begins, in seconds
 * @param seconds how long it is, by its container; 0 if that does not tell
 * @param video null if there is none
 * @param audio null if there is none
 */
record SourceForm(
    Path file,
    String container,
    double start,
    double seconds,
    long bytes,
    Picture video,
    Sound audio) {

  /**
   * The video.
   *
   * @param index among all streams
   * @param pixels by ffmpeg's name, such as yuv420p
   * @param isUpright whether no player has to turn it
   * @param isSquare whether its pixels are
   */
  record Picture(
      int index,
      String codec,
      String pixels,
      int width,
      int height,
      boolean isUpright,
      boolean isSquare,
      PacketSurvey packets) {

    /** With less, there is no clock reference for seconds, and a player waits as long. */
    private static final double LONGEST_FRAME = 0.2001;

    /** With the muxer's delay this stays well below the two seconds that a player allows. */
    private static final double MOST_REORDER = 1.3;

    Picture with(PacketSurvey surveyed) {
      return new Picture(index, codec, pixels, width, height, isUpright, isSquare, surveyed);
    }

    /** Whether it can be sent as it is; if not, {@link #obstacle} says why. */
    boolean canBeKept() {
      return obstacle().isEmpty();
    }

    /** What stands against sending it as it is; empty if nothing does. */
    String obstacle() {
      if (!Carriage.takesVideo(codec)) {
        return codec + " is not MPEG-2, H.264 or H.265";
      }
      if (!Carriage.takesPixels(codec, pixels)) {
        return "its pixels are " + pixels + ", not 8 bit 4:2:0";
      }
      return isUpright ? timing() : "players would have to turn it";
    }

    private String timing() {
      double frame = packets.frame() * packets.tick();
      if (!packets.obstacle().isEmpty()) {
        return packets.obstacle();
      }
      if (frame > LONGEST_FRAME) {
        return "it has fewer than 5 frames a second";
      }
      return packets.reorder() * frame > MOST_REORDER
          ? "its frames are sent more than 1.3 s before they are presented"
          : "";
    }
  }

  /**
   * The audio.
   *
   * @param index among all streams
   * @param bitrate in bit/s; 0 if unknown
   * @param isTimed whether its time stamps tell where sound is missing
   * @param seconds how long it is, if its container tells that to the sample; else 0
   * @param packets null if they were not looked at
   */
  record Sound(
      int index,
      String codec,
      int rate,
      int channels,
      long bitrate,
      boolean isTimed,
      double seconds,
      PacketSurvey packets) {
    Sound with(PacketSurvey surveyed) {
      return new Sound(index, codec, rate, channels, bitrate, isTimed, seconds, surveyed);
    }
  }

  /** A file's name, fit for a log. */
  static String printable(Path file) {
    return Printable.printable(file.getFileName().toString());
  }

  /** The same with the packets of one of its streams. */
  SourceForm with(int stream, PacketSurvey packets) {
    return new SourceForm(
        file,
        container,
        start,
        seconds,
        bytes,
        video != null && video.index == stream ? video.with(packets) : video,
        audio != null && audio.index == stream ? audio.with(packets) : audio);
  }

  /** The file's time at which a turn begins: that of the first frame that can be decoded. */
  double begin() {
    return video == null ? start : Math.max(start, video.packets().firstKey());
  }

  /** How long a turn is, in seconds, as far as that is known before all has been read. */
  double length() {
    double bySurvey = video == null ? 0 : video.packets().seconds();
    return bySurvey > 0 ? bySurvey : seconds;
  }
}

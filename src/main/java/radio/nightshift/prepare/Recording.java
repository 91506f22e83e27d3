package radio.nightshift.prepare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import radio.nightshift.ffmpeg.Ffmpeg;
import radio.nightshift.media.MediaInfo;

/**
 * One recording as ffmpeg reads it: the upload itself or, where that changes its form on the way,
 * an audio file of one form that was made of it before. ffmpeg builds all its filters anew when
 * channels or sample rate change, so that what they have measured, cut or faded until then is lost.
 */
final class Recording {
  /**
   * Keeps gaps between time stamps, of a tenth of a second to ten minutes, and nothing else of
   * them: the rest is the imprecision of containers, or a clock that was set. Variable 1 has the
   * length of the frame before, 2 the gap since then, 3 the new time stamp; the first one is %s.
   */
  private static final String TIMELINE =
      "asetpts='st(2,if(eq(N,0),0,PTS-PREV_INPTS-ld(1)));st(3,if(eq(N,0),%s,"
          + "PREV_OUTPTS+ld(1)+if(between(ld(2),0.1*SR,600*SR),ld(2),0)));st(1,S);ld(3)'";

  /** More channels than ffmpeg's pan takes. */
  private static final int MOST_CHANNELS = 64;

  private final ProbedFile source;
  private final int sampleRate;
  private Path unified;

  Recording(ProbedFile source, int sampleRate) {
    this.source = source;
    this.sampleRate = sampleRate;
  }

  /** Whether an audio file of one form was made of it. */
  boolean isUnified() {
    return unified != null;
  }

  /** Reads from now on what {@link #unify} has made. */
  void unified(Path file) {
    unified = file;
  }

  /** The input, as ffmpeg's arguments. */
  List<String> input() {
    List<String> arguments = new ArrayList<>();
    if (unified != null) {
      arguments.addAll(List.of("-f", "f32le", "-ar", "" + sampleRate, "-ac", "2"));
      arguments.addAll(List.of("-i", "file:" + unified));
    } else {
      arguments.addAll(MediaInfo.inputGuards(source.file()));
      arguments.addAll(List.of("-i", "file:" + source.file()));
    }
    return arguments;
  }

  /**
   * The filters that give its sound on one timeline, in stereo and at the station's sample rate.
   *
   * @param index the number of its input
   * @param filter more filters, which come first, each with a comma behind it
   */
  String chain(int index, String filter) {
    String form = "aformat=sample_fmts=fltp:channel_layouts=stereo";
    if (unified != null) {
      return "[%d:a:0]asetpts=N/SR/TB,%saresample=%d,%s".formatted(index, filter, sampleRate, form);
    }
    return tracks(index)
        + (source.info().isTimed() ? TIMELINE.formatted("0") : "asetpts=N/SR/TB")
        + ","
        + mixed()
        + filter
        + "aresample="
        + sampleRate
        + (source.info().isTimed() ? ":async=1:first_pts=0," : ",")
        + form;
  }

  /**
   * Makes an audio file of one form of it, bare samples that have no time stamps to go wrong.
   *
   * @param most what is longer is not needed, and would take 21 MB a minute
   */
  List<String> unify(Path to, Duration most) {
    List<String> arguments = new ArrayList<>(List.of("-y", "-v", "level+error"));
    arguments.addAll(MediaInfo.inputGuards(source.file()));
    arguments.addAll(List.of("-i", "file:" + source.file()));
    String timeline = source.info().isTimed() ? TIMELINE.formatted("PTS") : "asetpts=N/SR/TB";
    String filling = source.info().isTimed() ? ":async=1" : "";
    arguments.addAll(
        List.of(
            "-filter_complex",
            "%s%s,%saresample=%d%s,aformat=sample_fmts=flt:channel_layouts=stereo[u]"
                .formatted(tracks(0), timeline, mixed(), sampleRate, filling)));
    arguments.addAll(List.of("-map", "[u]", "-t", "" + (most.toSeconds() + 1)));
    arguments.addAll(List.of("-c:a", "pcm_f32le", "-f", "f32le", "file:" + to));
    return Ffmpeg.command(arguments);
  }

  private String tracks(int index) {
    List<Integer> played = source.info().tracks().played();
    String inputs =
        played.stream()
            .map(track -> "[%d:a:%d]".formatted(index, track))
            .collect(Collectors.joining());
    return played.size() == 1
        ? inputs
        : inputs
            + "amix=inputs=%d:normalize=0,volume=1/%d,".formatted(played.size(), played.size());
  }

  /**
   * Of channels without a layout nobody knows which is left, right or for low frequencies, as in a
   * field recorder's file: all are heard on both sides.
   */
  private String mixed() {
    int channels = source.info().channels();
    if (channels <= 2 || source.info().tracks().hasLayout() && channels <= 8) {
      return "";
    }
    int heard = Math.min(channels, MOST_CHANNELS);
    String sum =
        IntStream.range(0, heard)
            .mapToObj(channel -> String.format(Locale.ROOT, "%.6f*c%d", 1.0 / heard, channel))
            .collect(Collectors.joining("+"));
    return "pan=stereo|c0=%s|c1=%s,".formatted(sum, sum);
  }
}

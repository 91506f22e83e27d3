package radio.nightshift.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import radio.nightshift.ffmpeg.Ffmpeg;
import radio.nightshift.ffmpeg.FfmpegProgress;
import radio.nightshift.ffmpeg.Silences;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.MediaInfo;

/** The command lines of ffmpeg for one preparation. */
final class FfmpegCommands {
  private final EncodedFiles files;
  private final FilterGraph graph;
  private final FfmpegProgress progress;

  FfmpegCommands(EncodedFiles files, FilterGraph graph, FfmpegProgress progress) {
    this.files = files;
    this.graph = graph;
    this.progress = progress;
  }

  /** Measures loudness and silences of what will be heard. */
  List<String> measure() {
    List<String> arguments = new ArrayList<>(List.of("-v", "level+info"));
    arguments.addAll(progress.arguments(FfmpegProgress.Stage.MEASURE));
    arguments.addAll(graph.inputs());
    arguments.addAll(List.of("-filter_complex", graph.measured()));
    graph.layouts().forEach(channels -> arguments.addAll(List.of("-map", "[m" + channels + "]")));
    return toNothing(arguments);
  }

  /**
   * Encodes for all mounts that need it, in one run.
   *
   * @param gains in dB, by the number of channels
   * @param inspected whether it is to measure what is otherwise measured before
   */
  List<String> encode(List<Encoding> encodings, Map<Integer, Double> gains, boolean inspected) {
    // At this level ffmpeg tells each time that it builds its filters, and with what input.
    String level = inspected ? "level+verbose" : "level+error";
    List<String> arguments = new ArrayList<>(List.of("-y", "-v", level));
    arguments.addAll(progress.arguments(FfmpegProgress.Stage.ENCODE));
    arguments.addAll(graph.inputs());
    arguments.addAll(List.of("-filter_complex", graph.encoded(encodings, gains, inspected)));
    for (int i = 0; i < encodings.size(); i++) {
      arguments.addAll(encodings.get(i).ffmpegArguments("[e" + i + "]"));
      arguments.add(audio(encodings.get(i)));
    }
    return Ffmpeg.command(arguments);
  }

  /** Decodes one file, and counts its NaN and infinite samples. */
  List<String> decode(Path file, int track) {
    List<String> arguments = new ArrayList<>(List.of("-v", "level+info"));
    arguments.addAll(MediaInfo.inputGuards(file));
    arguments.addAll(List.of("-i", "file:" + file, "-map", "0:a:" + track));
    arguments.addAll(List.of("-af", DecodeVerdict.FILTER));
    return toNothing(arguments);
  }

  /** Decodes what was made, up to the first error; reports silences, and loudness on request. */
  List<String> check(List<Encoding> encodings, boolean measuring) {
    List<String> arguments = new ArrayList<>(List.of("-v", "level+info", "-xerror"));
    arguments.addAll(progress.arguments(FfmpegProgress.Stage.VERIFY));
    List<String> chains = new ArrayList<>();
    for (int i = 0; i < encodings.size(); i++) {
      arguments.addAll(List.of("-i", audio(encodings.get(i))));
      String measured = measuring ? "ebur128@r" + i + "=peak=true:framelog=verbose" : "anull";
      chains.add("[%d:a:0]asplit=2[a%d][s%d]".formatted(i, i, i));
      chains.add("[s%d]%s,anullsink".formatted(i, Silences.FILTER));
      chains.add("[a%d]%s[v%d]".formatted(i, measured, i));
    }
    arguments.addAll(List.of("-filter_complex", String.join(";", chains)));
    for (int i = 0; i < encodings.size(); i++) {
      arguments.addAll(List.of("-map", "[v" + i + "]"));
    }
    return toNothing(arguments);
  }

  private List<String> toNothing(List<String> arguments) {
    arguments.addAll(List.of("-f", "null", "-"));
    return Ffmpeg.command(arguments);
  }

  private String audio(Encoding encoding) {
    return "file:" + files.file(encoding);
  }
}

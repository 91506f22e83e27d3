package radio.nightshift.prepare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import radio.nightshift.ffmpeg.Silences;
import radio.nightshift.ffmpeg.StereoImage;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.programme.Edit;

/**
 * The ffmpeg filters that make one programme of its recordings: cut, filled up, faded, and its
 * level changed. The same graph is measured and encoded, so that what was measured is what is
 * heard.
 */
final class FilterGraph {
  /** A cut in the middle of a wave clicks. */
  private static final double SOFT_CUT = 0.01;

  private final Assignment assignment;
  private final PrepareOptions options;
  private final String filter;
  private Path filler;
  private final int sampleRate;
  private final List<Recording> recordings;
  private final SortedSet<Integer> layouts = new TreeSet<>();
  private MonoMix mono;

  /**
   * Makes the graph.
   *
   * @param filter more of ffmpeg's audio filters, which come first, or blank
   * @param filler what gaps are filled with; null for silence
   */
  FilterGraph(
      Assignment assignment,
      PrepareOptions options,
      String filter,
      Path filler,
      List<Encoding> encodings) {
    this.assignment = assignment;
    this.options = options;
    this.filter = filter.isBlank() ? "" : filter.strip() + ",";
    this.filler = gap() == null ? null : filler;
    this.sampleRate = encodings.stream().mapToInt(Encoding::sampleRate).max().orElseThrow();
    this.recordings =
        assignment.sources().stream().map(one -> new Recording(one, sampleRate)).toList();
    this.mono = options.mono();
    encodings.forEach(encoding -> layouts.add(encoding.channels()));
  }

  /** The recordings, in the order of their inputs. */
  List<Recording> recordings() {
    return recordings;
  }

  /** What mono mounts are made of. */
  MonoMix mono() {
    return mono;
  }

  /** Has mono mounts made of something else from now on. */
  void mono(MonoMix other) {
    mono = other;
  }

  /** The numbers of channels for which there is a result of its own. */
  SortedSet<Integer> layouts() {
    return layouts;
  }

  /** Whether there are filters of the user's in it. */
  boolean isFiltered() {
    return !filter.isEmpty();
  }

  /** What a gap is filled with; null if there is none, or only silence for it. */
  Path filler() {
    return filler;
  }

  /** Has silence in place of the filler from now on. */
  void leaveOutFiller() {
    filler = null;
  }

  /** What goes in, as ffmpeg's arguments. */
  List<String> inputs() {
    List<String> arguments = new ArrayList<>();
    recordings.forEach(recording -> arguments.addAll(recording.input()));
    if (filler != null) {
      arguments.addAll(MediaInfo.inputGuards(filler));
      arguments.addAll(List.of("-stream_loop", "-1", "-i", "file:" + filler));
    }
    return arguments;
  }

  /** The graph for measuring, with an output for each layout: {@code [m2]}. */
  String measured() {
    List<String> chains = edited(Silences.FILTER + "," + one(5) + StereoImage.FILTER);
    for (int channels : layouts) {
      chains.add(
          "[c%d]ebur128@r%d=peak=true:framelog=verbose[m%d]"
              .formatted(channels, channels, channels));
    }
    return String.join(";", chains);
  }

  /**
   * The graph for encoding, with an output for each encoding: {@code [e0]}, {@code [e1]} ….
   *
   * @param gains in dB, by the number of channels
   * @param inspected whether it is to measure what is otherwise measured before
   */
  String encoded(List<Encoding> encodings, Map<Integer, Double> gains, boolean inspected) {
    List<String> chains = edited(inspected ? one(32) + StereoImage.FILTER : "");
    for (int channels : layouts) {
      List<Integer> outputs = new ArrayList<>();
      for (int i = 0; i < encodings.size(); i++) {
        if (encodings.get(i).channels() == channels) {
          outputs.add(i);
        }
      }
      if (outputs.isEmpty()) {
        chains.add("[c%d]anullsink".formatted(channels));
        continue;
      }
      StringBuilder chain = new StringBuilder();
      chain.append(
          "[c%d]volume=%sdB".formatted(channels, figure(gains.getOrDefault(channels, 0.0))));
      chain.append(outputs.size() > 1 ? ",asplit=" + outputs.size() : "");
      outputs.forEach(output -> chain.append("[e").append(output).append(']'));
      chains.add(chain.toString());
    }
    return String.join(";", chains);
  }

  /** Where there is nothing of the recordings to be heard; null if there is no such place. */
  private Duration gap() {
    Edit edit = assignment.edit();
    Duration first = assignment.sources().get(0).length();
    if (edit.secondAt() != null) {
      return first.compareTo(edit.secondAt()) < 0 ? edit.secondAt().minus(first) : null;
    }
    return edit.filled() && first.compareTo(edit.leave()) < 0 ? edit.leave().minus(first) : null;
  }

  private List<String> edited(String inspection) {
    List<String> chains = new ArrayList<>();
    Edit edit = assignment.edit();
    Duration firstEnd = edit.secondAt() == null ? edit.leave() : edit.secondAt();
    chains.add(recording(0) + "[r0]");
    String joined = "[r0]";
    if (gap() != null) {
      chains.add(gapFilled() + "[g]");
      chains.add(
          "[r0][g]concat=n=2:v=0:a=1,apad=whole_dur=%s,atrim=end=%s[f]"
              .formatted(seconds(firstEnd), seconds(firstEnd)));
      joined = "[f]";
    } else if (edit.secondAt() != null) {
      // One that is shorter than it announces must not start the second early either.
      chains.add(
          "[r0]%sapad=whole_dur=%s,atrim=end=%s[f]"
              .formatted(softEnd(0, firstEnd), seconds(firstEnd), seconds(firstEnd)));
      joined = "[f]";
    }
    if (edit.secondAt() != null) {
      chains.add(recording(1) + "[r1]");
      chains.add(joined + "[r1]concat=n=2:v=0:a=1[j]");
      joined = "[j]";
    }
    chains.add(joined + ending() + outputs(inspection));
    return chains;
  }

  private String recording(int index) {
    return recordings.get(index).chain(index, filter);
  }

  private String gapFilled() {
    double length = gap().toMillis() / 1000.0;
    if (filler == null) {
      return "anullsrc=r=%d:cl=stereo,aformat=sample_fmts=fltp,atrim=end=%s"
          .formatted(sampleRate, figure(length));
    }
    double fade = Math.min(1, length / 2);
    return ("[%d:a:0]asetpts=N/SR/TB,aresample=%d,aformat=sample_fmts=fltp:channel_layouts=stereo,"
            + "atrim=end=%s,afade=t=out:st=%s:d=%s")
        .formatted(
            assignment.sources().size(),
            sampleRate,
            figure(length),
            figure(length - fade),
            figure(fade));
  }

  /** The fade-out and the end. */
  private String ending() {
    Edit edit = assignment.edit();
    StringBuilder chain = new StringBuilder();
    if (edit.fade().compareTo(edit.leave()) < 0) {
      chain.append(
          "afade=t=out:st=%s:d=%s:curve=%s,"
              .formatted(
                  seconds(edit.fade()),
                  seconds(edit.leave().minus(edit.fade())),
                  options.fadeShape()));
    } else {
      chain.append(softEnd(assignment.sources().size() - 1, edit.leave()));
    }
    // Resamplers begin a sample early at times, and Opus that begins before zero is refused.
    if (edit.filled()) {
      chain.append("apad=whole_dur=").append(seconds(edit.leave())).append(',');
    }
    chain.append("atrim=end=").append(seconds(edit.leave())).append(",asetpts=N/SR/TB");
    return chain.toString();
  }

  /** A copy for each layout, and one for the filters that only look at it, if there are any. */
  private String outputs(String inspection) {
    if (layouts.size() == 1 && inspection.isEmpty()) {
      return "," + mix(layouts.first());
    }
    StringBuilder chain = new StringBuilder();
    chain.append(",asplit=").append(layouts.size() + (inspection.isEmpty() ? 0 : 1));
    layouts.forEach(channels -> chain.append("[l").append(channels).append(']'));
    chain.append(inspection.isEmpty() ? "" : "[s];[s]" + inspection + ",anullsink");
    layouts.forEach(
        channels -> chain.append(";[l").append(channels).append(']').append(mix(channels)));
    return chain.toString();
  }

  private static String one(int of) {
    return "aselect='not(mod(n,%d))',".formatted(of);
  }

  private String mix(int channels) {
    return channels == 1
        ? mono.filter() + "[c1]"
        : "aformat=channel_layouts=stereo[c%d]".formatted(channels);
  }

  /** A fade of some milliseconds where a recording is really cut. */
  private String softEnd(int recording, Duration end) {
    Duration length = assignment.sources().get(recording).length();
    Duration start = recording == 0 ? Duration.ZERO : assignment.edit().secondAt();
    double cut = end.toMillis() / 1000.0;
    return start.plus(length).minusMillis(50).compareTo(end) > 0
        ? "afade=t=out:st=%s:d=%s,".formatted(figure(cut - SOFT_CUT), figure(SOFT_CUT))
        : "";
  }

  private static String seconds(Duration duration) {
    return figure(duration.toNanos() / 1e9);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}

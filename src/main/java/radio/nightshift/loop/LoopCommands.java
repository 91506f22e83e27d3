package radio.nightshift.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import radio.nightshift.ffmpeg.Ffmpeg;
import radio.nightshift.ffmpeg.FfmpegProgress;
import radio.nightshift.ffmpeg.FfmpegProgress.Stage;
import radio.nightshift.media.MediaInfo;

/** The command lines of ffmpeg that make a turn of a source. */
final class LoopCommands {
  private static final int MILLION = 1_000_000;

  private final LoopPlan plan;
  private final Path folder;
  private final FfmpegProgress progress;

  LoopCommands(LoopPlan plan, Path folder, FfmpegProgress progress) {
    this.plan = plan;
    this.folder = folder;
    this.progress = progress;
  }

  /** Encodes the video, and decodes the audio from the video's first frame on, in one run. */
  List<String> decode(Stage stage, List<RoundSound> sounds) {
    SourceForm source = plan.source();
    List<String> arguments = begin(stage);
    arguments.addAll(source());
    List<String> chains = new ArrayList<>();
    if (plan.encodesVideo()) {
      chains.add(new PictureFilter(source, plan.form()).chain());
    }
    chains.addAll(sounds.isEmpty() ? List.of() : new SoundFilter(plan).chains(sounds));
    arguments.addAll(List.of("-filter_complex", String.join(";", chains)));
    if (plan.encodesVideo()) {
      arguments.addAll(List.of("-map", "[v]"));
      arguments.addAll(encoder());
    }
    for (int i = 0; i < sounds.size(); i++) {
      arguments.addAll(List.of("-map", "[p" + i + "]", "-c:a", "pcm_s16le", "-f", "s16le"));
      arguments.add("file:" + sounds.get(i).pcm().file());
    }
    return Ffmpeg.command(arguments);
  }

  /** Picture alone, whose time stamps are of 90 kHz. */
  private List<String> encoder() {
    ChannelForm form = plan.form();
    String bitrate = "" + form.videoBitrate();
    return List.of(
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-profile:v",
        "main",
        "-b:v",
        bitrate,
        "-maxrate",
        bitrate,
        "-bufsize",
        bitrate,
        "-g",
        "" + form.gop(),
        "-bf",
        "2",
        "-x264-params",
        "nal-hrd=cbr:force-cfr=1:open-gop=0:b-pyramid=none:scenecut=0:keyint=%d:min-keyint=%d"
            .formatted(form.gop(), Math.max(1, form.gop() / 2)),
        "-map_metadata",
        "-1",
        "-f",
        "mp4",
        "-video_track_timescale",
        "90000",
        "file:" + picture());
  }

  /** Makes a sound as a whole a little longer or shorter. */
  List<String> stretch(RoundSound sound, Path to, long length) {
    long faster = Math.round((double) length / sound.turnSamples() * MILLION);
    List<String> arguments = new ArrayList<>(List.of("-y", "-v", "level+error"));
    arguments.addAll(sound.input(sound.pcm()));
    arguments.addAll(
        List.of(
            "-af",
            "asetrate=%d,aresample=%d:linear_interp=1".formatted(faster, MILLION),
            "-c:a",
            "pcm_s16le",
            "-f",
            "s16le",
            "file:" + to));
    return Ffmpeg.command(arguments);
  }

  /** Encodes all sounds, each as the circle of its files. */
  List<String> encode(Stage stage, List<RoundSound> sounds, List<List<PcmFile>> circles) {
    List<String> arguments = begin(stage);
    List<String> chains = new ArrayList<>();
    int input = 0;
    for (int i = 0; i < sounds.size(); i++) {
      StringBuilder chain = new StringBuilder();
      for (PcmFile part : circles.get(i)) {
        arguments.addAll(sounds.get(i).input(part));
        chain.append('[').append(input++).append(":a]");
      }
      int parts = circles.get(i).size();
      chains.add(
          chain + (parts == 1 ? "anull" : "concat=n=" + parts + ":v=0:a=1") + "[e" + i + "]");
    }
    arguments.addAll(List.of("-filter_complex", String.join(";", chains)));
    for (int i = 0; i < sounds.size(); i++) {
      arguments.addAll(sounds.get(i).output("[e" + i + "]"));
    }
    return Ffmpeg.command(arguments);
  }

  /** Takes the source's own audio frames from the turn's beginning on. */
  List<String> cutAudio(CopiedSound sound, Path to) {
    List<String> arguments = new ArrayList<>(List.of("-y", "-v", "level+error"));
    arguments.addAll(source());
    arguments.addAll(List.of("-map", "0:" + plan.source().audio().index(), "-c", "copy"));
    arguments.addAll(List.of("-ss", String.format(Locale.ROOT, "%.6f", sound.skip())));
    arguments.addAll(List.of("-frames:a", "" + sound.frames()));
    arguments.addAll(List.of("-f", "nut", "file:" + to));
    return Ffmpeg.command(arguments);
  }

  /** Decodes the first frames of a picture that is kept: what cannot be is of no use. */
  List<String> trial() {
    List<String> arguments = new ArrayList<>(List.of("-v", "level+error"));
    arguments.addAll(source());
    arguments.addAll(List.of("-map", "0:" + plan.source().video().index()));
    arguments.addAll(List.of("-frames:v", "25", "-f", "null", "-"));
    return Ffmpeg.command(arguments);
  }

  /**
   * Puts picture and sound into a transport stream.
   *
   * @param sound null if there is none
   */
  List<String> mux(Stage stage, Path sound) {
    List<String> arguments = begin(stage);
    List<String> maps = new ArrayList<>();
    if (plan.encodesVideo()) {
      arguments.addAll(List.of("-i", "file:" + picture()));
      maps.addAll(List.of("-map", "0:v:0", "-streamid", "0:256"));
    } else if (plan.hasVideo()) {
      double begin = plan.source().begin() - plan.source().start();
      arguments.addAll(List.of("-itsoffset", String.format(Locale.ROOT, "%.6f", -begin)));
      arguments.addAll(source());
      int index = plan.source().video().index();
      maps.addAll(List.of("-map", "0:" + index, "-streamid", "0:256"));
    }
    if (sound != null) {
      arguments.addAll(List.of("-i", "file:" + sound));
      String stream = maps.isEmpty() ? "0" : "1";
      maps.addAll(List.of("-map", stream + ":a:0", "-streamid", stream + ":257"));
    }
    arguments.addAll(maps);
    arguments.addAll(List.of("-c", "copy", "-map_metadata", "-1", "-muxdelay", "0.2"));
    arguments.addAll(List.of("-muxpreload", "0", "-mpegts_pmt_start_pid", "0x1000"));
    arguments.addAll(List.of("-f", "mpegts", "file:" + folder.resolve(Wants.TRANSPORT)));
    return Ffmpeg.command(arguments);
  }

  /** The encoded picture, until it is in the transport stream. */
  Path picture() {
    return folder.resolve("picture.mp4");
  }

  private List<String> begin(Stage stage) {
    List<String> arguments = new ArrayList<>(List.of("-y", "-v", "level+error"));
    arguments.addAll(progress.arguments(stage));
    return arguments;
  }

  private List<String> source() {
    List<String> arguments = new ArrayList<>(MediaInfo.inputGuards(plan.source().file()));
    arguments.addAll(List.of("-i", "file:" + plan.source().file()));
    return arguments;
  }
}

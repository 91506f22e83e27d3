package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import radio.nightshift.ffmpeg.FfmpegProgress;
import radio.nightshift.ffmpeg.FfmpegProgress.Stage;

/** The steps by which a planned turn is made, each a command of ffmpeg and what follows from it. */
final class TurnAssembly {
  private static final Stage DECODE = new Stage("decode", 0, 40);
  private static final Stage DECODE_AND_ENCODE = new Stage("decode", 0, 85);
  private static final Stage ENCODE_SOUND = new Stage("encode", 85, 95);
  private static final Stage MUX = new Stage("mux", 95, 100);
  private static final double NEAR = 0.005;

  private final LoopPlan plan;
  private final Path folder;
  private final StationStop stop;
  private final FfmpegProgress progress;
  private final LoopCommands commands;
  private final TurnSounds sounds;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Path copied;
  private long frames;
  private CopiedSound copy;
  private TransportTurn.Count count;

  /** A command, made when its turn comes, and what follows from its end. */
  private record Step(Command command, Consequence then) {}

  private interface Command {
    List<String> get() throws IOException;
  }

  private interface Consequence {
    void take() throws IOException, UnusableSourceException;
  }

  TurnAssembly(LoopPlan plan, Path folder, FfmpegProgress progress, StationStop stop)
      throws IOException, UnusableSourceException {
    this.plan = plan;
    this.folder = folder;
    this.stop = stop;
    this.progress = progress;
    this.commands = new LoopCommands(plan, folder, progress);
    this.copied = folder.resolve("own-sound.nut");
    this.sounds = new TurnSounds(folder, plan.sounds(), stop);
    if (sounds.isEmpty() && !plan.encodesVideo()) {
      decoded();
    } else {
      Stage stage = plan.encodesVideo() ? DECODE_AND_ENCODE : DECODE;
      add(() -> commands.decode(stage, sounds.all()), this::decoded);
    }
  }

  boolean isDone() {
    return steps.isEmpty();
  }

  /** The command of the next step. */
  List<String> command() throws IOException {
    return steps.element().command.get();
  }

  /** Goes on after the command of the step has succeeded. */
  void succeeded() throws IOException, UnusableSourceException {
    steps.remove().then.take();
  }

  private void add(Command command, Consequence then) {
    steps.add(new Step(command, then));
  }

  private void decoded() throws IOException, UnusableSourceException {
    if (plan.hasVideo()) {
      frames = plan.keepsVideo() ? plan.source().video().packets().count() : progress.frames();
      require(frames > 0, "video");
    }
    require(sounds.areThere(), "audio");
    sounds.turn(pictureSeconds()).forEach(this::stretch);
    if (!sounds.isEmpty()) {
      add(() -> commands.encode(ENCODE_SOUND, sounds.all(), sounds.circles()), sounds::cut);
    }
    if (plan.keepsAudio()) {
      copy = CopiedSound.of(plan.source(), pictureSeconds());
      sounds.remark(copy.seconds() - pictureSeconds(), pictureSeconds());
      add(() -> commands.cutAudio(copy, copied), () -> {});
    }
    if (plan.keepsVideo()) {
      add(commands::trial, () -> {});
    }
    if (plan.wants().transport()) {
      add(() -> commands.mux(MUX, soundFile()), this::muxed);
    }
    plan.requireLength(seconds());
  }

  private void stretch(RoundSound sound) {
    Path to = folder.resolve("stretched.pcm");
    Path from = sound.pcm().file();
    add(
        () -> commands.stretch(sound, to, sound.pcm().length()),
        () -> Files.move(to, from, StandardCopyOption.REPLACE_EXISTING));
  }

  private void muxed() throws IOException {
    double frame = plan.hasVideo() ? pictureSeconds() / frames * Timeline.TICKS_PER_SECOND : 0;
    int reorder = plan.keepsVideo() ? plan.source().video().packets().reorder() : 1;
    Path transport = folder.resolve(Wants.TRANSPORT);
    count = TransportTurn.fit(transport, new Spread(frames, frame, reorder, ticks()), stop);
    long wanted = plan.transportSound() == null ? count.audioFrames() : sound().frames();
    count.require(frames, wanted);
    if (plan.keepsAudio() && count.audioPackets() == 0) {
      throw new UnsoundException("the transport stream holds no audio");
    }
    new TransportProof(transport, stop).require(ticks());
  }

  /** How long the picture is of itself, in seconds; 0 without one. */
  private double pictureSeconds() {
    if (!plan.hasVideo()) {
      return 0;
    }
    return plan.keepsVideo()
        ? plan.source().video().packets().seconds()
        : frames / plan.form().frameRate().hertz();
  }

  /** About how long a turn is. */
  private double seconds() {
    if (plan.hasVideo()) {
      return pictureSeconds();
    }
    return copy == null ? sounds.seconds() : copy.seconds();
  }

  /** How long a turn of the transport stream is. */
  private long ticks() {
    if (plan.transportSound() != null) {
      return sound().ticks();
    }
    double picture = pictureSeconds();
    boolean isBySound =
        copy != null && (picture == 0 || Math.abs(copy.seconds() - picture) <= NEAR * picture);
    return Math.round((isBySound ? copy.seconds() : picture) * Timeline.TICKS_PER_SECOND);
  }

  /** The sound of the transport stream. */
  private RoundSound sound() {
    return sounds.in(plan.transportSound());
  }

  private Path soundFile() {
    return plan.keepsAudio() ? copied : plan.transportSound() == null ? null : sound().file();
  }

  private void require(boolean isDecoded, String what) throws UnusableSourceException {
    if (!isDecoded) {
      throw LoopPlan.refused(plan.source(), "has %s that cannot be decoded; save it anew", what);
    }
  }

  /** What was made, once all steps are done. */
  MadeLoop made() throws IOException {
    Map<String, Long> turns = new TreeMap<>();
    for (RoundSound sound : sounds.all()) {
      if (plan.wants().mounts().contains(sound.encoding())) {
        turns.put(sound.encoding().fileName(), sound.ticks());
      }
    }
    if (count != null) {
      turns.put(Wants.TRANSPORT, ticks());
    }
    String first = count != null ? Wants.TRANSPORT : turns.keySet().iterator().next();
    double seconds = (double) turns.get(first) / Timeline.TICKS_PER_SECOND;
    long bitrate = (long) (8 * Files.size(folder.resolve(first)) / seconds);
    String words = new LoopDescription(plan).words(seconds);
    return new MadeLoop(folder, turns, bitrate, frames, keyDistance(), words, sounds.remark());
  }

  private long keyDistance() {
    if (plan.keepsVideo()) {
      return plan.source().video().packets().keyDistance();
    }
    return plan.hasVideo() ? Math.min(plan.form().gop(), frames) : 0;
  }
}

package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
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
  private static final double NOTICEABLE = 0.005;

  private final LoopPlan plan;
  private final Path folder;
  private final FfmpegProgress progress;
  private final LoopCommands commands;
  private final List<RoundSound> sounds = new ArrayList<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Path copied;
  private long frames;
  private CopiedSound copy;
  private String warning = "";
  private TransportTurn.Count count;

  /** A command, made when its turn comes, and what follows from its end. */
  private record Step(Command command, Consequence then) {}

  private interface Command {
    List<String> get() throws IOException;
  }

  private interface Consequence {
    void take() throws IOException, UnusableSourceException;
  }

  TurnAssembly(LoopPlan plan, Path folder, FfmpegProgress progress)
      throws IOException, UnusableSourceException {
    this.plan = plan;
    this.folder = folder;
    this.progress = progress;
    this.commands = new LoopCommands(plan, folder, progress);
    this.copied = folder.resolve("own-sound.nut");
    plan.sounds().forEach(encoding -> sounds.add(new RoundSound(folder, encoding)));
    if (sounds.isEmpty() && !plan.encodesVideo()) {
      decoded();
    } else {
      Stage stage = plan.encodesVideo() ? DECODE_AND_ENCODE : DECODE;
      steps.add(new Step(() -> commands.decode(stage, sounds), this::decoded));
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

  private void decoded() throws IOException, UnusableSourceException {
    if (plan.hasVideo()) {
      frames = plan.keepsVideo() ? plan.source().video().packets().count() : progress.frames();
      requireSome(frames, "video");
    }
    for (RoundSound sound : sounds) {
      long samples = sound.pcm().length();
      requireSome(samples, "audio");
      double own = (double) samples / sound.encoding().sampleRate();
      sound.turn(plan.hasVideo() ? pictureSeconds() : own);
      remark(sound.round().excess());
      if (sound.round().needsStretching()) {
        stretch(sound);
      }
    }
    if (!sounds.isEmpty()) {
      steps.add(new Step(() -> commands.encode(ENCODE_SOUND, sounds, circles()), this::encoded));
    }
    if (plan.keepsAudio()) {
      copy = CopiedSound.of(plan.source(), plan.hasVideo() ? pictureSeconds() : 0);
      remark(plan.hasVideo() ? copy.seconds() - pictureSeconds() : 0);
      steps.add(new Step(() -> commands.cutAudio(copy, copied), () -> {}));
    }
    if (plan.keepsVideo()) {
      steps.add(new Step(commands::trial, () -> {}));
    }
    if (plan.wants().transport()) {
      steps.add(new Step(() -> commands.mux(MUX, soundFile()), this::muxed));
    }
    requireLength();
  }

  private void stretch(RoundSound sound) {
    Path to = folder.resolve("stretched.pcm");
    Path from = sound.pcm().file();
    steps.add(
        new Step(
            () -> commands.stretch(sound, to, sound.pcm().length()),
            () -> Files.move(to, from, StandardCopyOption.REPLACE_EXISTING)));
  }

  private List<List<PcmFile>> circles() throws IOException {
    List<List<PcmFile>> circles = new ArrayList<>();
    for (RoundSound sound : sounds) {
      circles.add(sound.circle());
    }
    return circles;
  }

  private void encoded() throws IOException {
    for (RoundSound sound : sounds) {
      sound.cut();
      if (!sound.isWhole()) {
        throw new UnsoundException(sound.encoding().describe() + " is not as long as a turn");
      }
    }
  }

  private void muxed() throws IOException {
    double frame = plan.hasVideo() ? pictureSeconds() / frames * Timeline.TICKS_PER_SECOND : 0;
    int reorder = plan.keepsVideo() ? plan.source().video().packets().reorder() : 1;
    Path transport = folder.resolve(Wants.TRANSPORT);
    count = TransportTurn.fit(transport, new Spread(frames, frame, reorder, ticks()));
    boolean isShort = plan.transportSound() != null && count.audioFrames() != sound().frames();
    if (count.pictures() != frames || isShort || count.goesBack()) {
      throw new UnsoundException(
          "the transport stream holds %d of %d frames, %d of audio"
              .formatted(count.pictures(), frames, count.audioFrames()));
    }
    if (plan.hasVideo() && !count.beginsWithKey()) {
      throw new UnsoundException("the transport stream does not begin with a key frame");
    }
    if (plan.keepsAudio() && count.audioPackets() == 0) {
      throw new UnsoundException("the transport stream holds no audio");
    }
  }

  /** How long the picture is of itself, in seconds. */
  private double pictureSeconds() {
    return plan.keepsVideo()
        ? plan.source().video().packets().seconds()
        : frames / plan.form().frameRate().hertz();
  }

  /** How long a turn of the transport stream is. */
  private long ticks() {
    if (plan.transportSound() != null) {
      return sound().ticks();
    }
    double seconds = copy != null ? copy.seconds() : pictureSeconds();
    boolean isNear = Math.abs(seconds - pictureSeconds()) <= NOTICEABLE * seconds;
    return Math.round(
        (plan.hasVideo() && !isNear ? pictureSeconds() : seconds) * Timeline.TICKS_PER_SECOND);
  }

  /** The sound of the transport stream. */
  private RoundSound sound() {
    return sounds.stream()
        .filter(one -> one.encoding().equals(plan.transportSound()))
        .findFirst()
        .orElseThrow();
  }

  private Path soundFile() {
    return plan.keepsAudio() ? copied : plan.transportSound() == null ? null : sound().file();
  }

  private void remark(double excess) {
    double turn = plan.hasVideo() ? pictureSeconds() : 0;
    if (turn > 0 && Math.abs(excess) > Math.max(0.05, NOTICEABLE * turn)) {
      warning =
          String.format(
              Locale.ROOT,
              "its sound is %.1f s %s than its picture: %s",
              Math.abs(excess),
              excess < 0 ? "shorter" : "longer",
              excess < 0 ? "silence fills it up" : "its end is cut off");
    }
  }

  private void requireSome(long some, String what) throws UnusableSourceException {
    if (some == 0) {
      throw LoopPlan.refused(plan.source(), "has %s that cannot be decoded; save it anew", what);
    }
  }

  private void requireLength() throws UnusableSourceException {
    double seconds =
        plan.hasVideo()
            ? pictureSeconds()
            : copy != null ? copy.seconds() : sounds.get(0).turnSamples() / (double) sounds.get(0).encoding().sampleRate();
    plan.requireLength(seconds);
  }

  /** What was made, once all steps are done. */
  MadeLoop made() throws IOException {
    Map<String, Long> turns = new TreeMap<>();
    for (RoundSound sound : sounds) {
      if (plan.wants().mounts().contains(sound.encoding())) {
        turns.put(sound.encoding().fileName(), sound.ticks());
      }
    }
    if (count != null) {
      turns.put(Wants.TRANSPORT, ticks());
    }
    String first = count != null ? Wants.TRANSPORT : sounds.get(0).encoding().fileName();
    double seconds = (double) turns.get(first) / Timeline.TICKS_PER_SECOND;
    long bitrate = (long) (8 * Files.size(folder.resolve(first)) / seconds);
    String description = new LoopDescription(plan).words(seconds);
    return new MadeLoop(folder, turns, bitrate, frames, keyDistance(), description, warning);
  }

  private long keyDistance() {
    return plan.keepsVideo()
        ? plan.source().video().packets().keyDistance()
        : plan.hasVideo() ? Math.min(plan.form().gop(), frames) : 0;
  }
}

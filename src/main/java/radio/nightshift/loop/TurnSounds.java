package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import radio.nightshift.media.Encoding;

/** All encodings of a turn's sound. */
final class TurnSounds {
  /** What differs by more, in seconds and as a share of the turn, is noticed. */
  private static final double NOTICEABLE = 0.05;

  private static final double SPREAD = 0.005;

  /** What is decoded beyond the picture's end: more than can be spread over a turn, and seconds. */
  private static final double SLACK = 0.006;

  private static final double LEAST_SLACK = 2;

  private final List<RoundSound> all = new ArrayList<>();
  private String remark = "";

  TurnSounds(Path folder, List<Encoding> encodings, StationStop stop) {
    encodings.forEach(encoding -> all.add(new RoundSound(folder, encoding, stop)));
  }

  /** How much of a sound beyond the end of its picture is decoded at most, in seconds. */
  static double slack(double picture) {
    return LEAST_SLACK + SLACK * picture;
  }

  List<RoundSound> all() {
    return all;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The one in an encoding. */
  RoundSound in(Encoding encoding) {
    return all.stream().filter(one -> one.encoding().equals(encoding)).findFirst().orElseThrow();
  }

  /** Whether all have been decoded to something. */
  boolean areThere() throws IOException {
    for (RoundSound sound : all) {
      if (sound.pcm().length() == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes over how long a turn is.
   *
   * @param picture how long the picture is, in seconds; 0 without one: then it is the sound's own
   * @return those that have to be made a little longer or shorter as a whole
   */
  List<RoundSound> turn(double picture) throws IOException {
    List<RoundSound> uneven = new ArrayList<>();
    for (RoundSound sound : all) {
      double own = (double) sound.pcm().length() / sound.encoding().sampleRate();
      sound.turn(picture > 0 ? picture : own);
      remark(own - picture, picture);
      if (sound.round().needsStretching()) {
        uneven.add(sound);
      }
    }
    return uneven;
  }

  /** Notices that sound and picture differ in length. */
  void remark(double excess, double picture) {
    // Of a much longer one it is not known how long it is, as it was not decoded to its end.
    double known = Math.min(excess, 0.9 * slack(picture));
    if (picture > 0 && Math.abs(excess) > Math.max(NOTICEABLE, SPREAD * picture)) {
      remark =
          String.format(
              Locale.ROOT,
              "its sound is %s%.1f s %s than its picture: %s",
              known < excess ? "more than " : "",
              Math.abs(known),
              excess < 0 ? "shorter" : "longer",
              excess < 0 ? "silence fills it up" : "its end is cut off");
    }
  }

  /** What a listener would notice; empty if nothing. */
  String remark() {
    return remark;
  }

  List<List<PcmFile>> circles() throws IOException {
    List<List<PcmFile>> circles = new ArrayList<>();
    for (RoundSound sound : all) {
      circles.add(sound.circle());
    }
    return circles;
  }

  /** Keeps one turn of what was encoded. */
  void cut() throws IOException {
    for (RoundSound sound : all) {
      sound.cut();
      if (!sound.isWhole()) {
        throw new UnsoundException(sound.encoding().describe() + " is not as long as a turn");
      }
    }
  }

  /** How long a turn of the first one is, in seconds. */
  double seconds() {
    return (double) all.get(0).turnSamples() / all.get(0).encoding().sampleRate();
  }
}

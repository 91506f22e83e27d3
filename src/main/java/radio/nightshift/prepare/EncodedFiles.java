package radio.nightshift.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.FrameReader;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.media.UnreadableAudioException;

/**
 * The audio files of one preparation, one for each encoding. Each has to be copied or encoded, and
 * then decoded as a test; a copy that does not decode clean has to be encoded after all.
 */
final class EncodedFiles {
  /** Encoders begin a little late and end on whole frames; what is beyond this is none of that. */
  private static final Duration ENCODERS = Duration.ofMillis(20);

  private final Assignment assignment;
  private final Path folder;
  private final List<Encoding> toEncode;
  private final List<Encoding> copied = new ArrayList<>();
  private final List<Encoding> unclean = new ArrayList<>();
  private final List<Encoding> untested = new ArrayList<>();

  EncodedFiles(Assignment assignment, Path folder, List<Encoding> encodings) {
    this.assignment = assignment;
    this.folder = folder;
    this.toEncode = new ArrayList<>(encodings);
  }

  Path file(Encoding encoding) {
    return folder.resolve(encoding.fileName());
  }

  /** The encodings that ffmpeg has to make. */
  List<Encoding> toEncode() {
    return List.copyOf(toEncode);
  }

  /** Those of them that may be copied: no copy has turned out not to decode clean. */
  List<Encoding> toCopy() {
    return toEncode.stream().filter(encoding -> !unclean.contains(encoding)).toList();
  }

  /** The encodings that have been made, and not been tested. */
  List<Encoding> untested() {
    return List.copyOf(untested);
  }

  /** The length of one; zero if nothing in it can be heard. */
  Duration length(Encoding encoding) throws IOException {
    return FramedAudio.length(file(encoding));
  }

  /**
   * Copies the frames of the only recording, up to where it leaves, unless they are in a container
   * of another kind, such as MP4, or are not of themselves what the mount carries, as with HE-AAC.
   */
  void copy(Encoding encoding) throws IOException {
    if (isCopied(encoding)) {
      toEncode.remove(encoding);
      copied.add(encoding);
      untested.add(encoding);
    } else {
      Files.deleteIfExists(file(encoding));
    }
  }

  private boolean isCopied(Encoding encoding) throws IOException {
    try {
      Path source = assignment.last().file();
      long end = assignment.edit().leave().toNanos();
      FramedAudio.copy(source, file(encoding), assignment.title(), 0, end);
      return isOfKind(encoding);
    } catch (UnreadableAudioException otherContainer) {
      return false;
    }
  }

  /** Takes over what ffmpeg has encoded. */
  void encoded() throws IOException {
    for (Encoding encoding : toEncode) {
      cutToLength(encoding);
    }
    untested.addAll(toEncode);
    toEncode.clear();
  }

  /**
   * Takes over the end of the test of all that was untested.
   *
   * @return false if it failed and there are no copies that could be at fault
   */
  boolean tested(boolean clean) {
    if (clean) {
      untested.clear();
      return true;
    }
    // The others have not been decoded to their ends, and are tested again with these.
    boolean canBeEncoded = !copied.isEmpty();
    toEncode.addAll(copied);
    unclean.addAll(copied);
    untested.removeAll(copied);
    copied.clear();
    return canBeEncoded;
  }

  /** Has all of them made again, and none by copying. */
  void again(List<Encoding> all) {
    toEncode.clear();
    toEncode.addAll(all);
    unclean.addAll(all);
    copied.clear();
    untested.clear();
  }

  /**
   * Leaves out what an encoder adds: whole frames before the audio begins, and after its end. Ogg
   * files say themselves where they begin and end.
   */
  private void cutToLength(Encoding encoding) throws IOException {
    if (encoding.codec() != Codec.MP3 && encoding.codec() != Codec.AAC) {
      return;
    }
    Duration lasts = assignment.lasts();
    Duration limit = lasts.equals(assignment.edit().leave()) ? lasts : lasts.plus(ENCODERS);
    long start = encoding.codec().idleNanos(encoding.sampleRate());
    if (start > 0 || length(encoding).compareTo(limit) > 0) {
      Path cut = folder.resolve("cut");
      FramedAudio.copy(file(encoding), cut, assignment.title(), start, start + limit.toNanos());
      Files.move(cut, file(encoding), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Refuses a file that is not what the mount carries.
   *
   * @throws IOException if it is something else
   */
  void requireKind(Encoding encoding) throws IOException {
    if (!isOfKind(encoding)) {
      throw new IOException("what was made of it is not " + encoding.describe());
    }
  }

  private boolean isOfKind(Encoding encoding) throws IOException {
    try (FrameReader made = FrameReader.open(file(encoding))) {
      boolean otherRate =
          encoding.codec() != Codec.OPUS && made.sampleRate() != encoding.sampleRate();
      boolean otherChannels = made.channels() != 0 && made.channels() != encoding.channels();
      return made.codec() == encoding.codec() && !otherRate && !otherChannels;
    }
  }
}

package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.FramedAudio;

/**
 * One encoding of a turn's sound, which is encoded as a circle: the encoder hears the turn's end
 * before its beginning and the beginning again after its end, and only the frames of one turn are
 * kept. So the last frame overlaps with the first as any other with the one after it.
 */
final class RoundSound {
  private static final int NANOS = 1_000_000_000;

  /** So many frames make an encoder forget that it has begun in silence. */
  private static final int LEAD = 24;

  private static final int TRAIL = 4;
  private static final int LAME_DELAY = 1105;

  /** The samples that a decoder of Opus throws away at the beginning of a stream. */
  private static final int OPUS_PRE_SKIP = 312;

  /** Of Vorbis, the last block reaches beyond the end, which its page marks. */
  private static final int VORBIS_BLOCK = 8192;

  private final Path folder;
  private final Encoding encoding;
  private final PcmFile pcm;
  private final StationStop stop;
  private RoundPcm round;
  private long turn;

  RoundSound(Path folder, Encoding encoding, StationStop stop) {
    this.folder = folder;
    this.encoding = encoding;
    this.stop = stop;
    this.pcm = new PcmFile(folder.resolve(encoding.id() + ".pcm"), encoding.channels());
  }

  Encoding encoding() {
    return encoding;
  }

  PcmFile pcm() {
    return pcm;
  }

  Path file() {
    return folder.resolve(encoding.fileName());
  }

  /** How many samples a frame has; of Vorbis, whose frames vary, how many take whole ticks. */
  int frame() {
    return switch (encoding.codec()) {
      case AAC -> 1024;
      case MP3 -> encoding.sampleRate() < 32_000 ? 576 : 1152;
      case OPUS -> 960;
      case VORBIS ->
          (int) (encoding.sampleRate() / gcd(encoding.sampleRate(), Timeline.TICKS_PER_SECOND));
    };
  }

  /** Takes over the length of a turn: as many frames as come nearest to it. */
  void turn(double seconds) throws IOException {
    long skipped = skipped();
    double samples = seconds * encoding.sampleRate() + skipped;
    turn = frame() * Math.max(1, Math.round(samples / frame())) - skipped;
    round = new RoundPcm(pcm, encoding.sampleRate(), turn);
  }

  /** Each turn of Opus is a stream of its own; its frames would else play longer than it. */
  private int skipped() {
    return encoding.codec() == Codec.OPUS ? OPUS_PRE_SKIP : 0;
  }

  RoundPcm round() {
    return round;
  }

  long frames() {
    return turn / frame();
  }

  /** How long a turn is. Rounding is by half a tick at most, which is no sample. */
  long ticks() {
    return Math.round((double) turn * Timeline.TICKS_PER_SECOND / encoding.sampleRate());
  }

  long turnSamples() {
    return turn;
  }

  private boolean isCircle() {
    return encoding.codec() == Codec.AAC || encoding.codec() == Codec.MP3;
  }

  private int delay() {
    return encoding.codec() == Codec.AAC ? frame() : LAME_DELAY;
  }

  /** So many samples before the turn that with the encoder's delay it begins with a frame. */
  private int lead() {
    return LEAD * frame() + Math.floorMod(-delay(), frame());
  }

  /** Writes the files that the encoder reads one behind the other. */
  List<PcmFile> circle() throws IOException {
    round.close();
    if (!isCircle()) {
      return List.of(pcm);
    }
    Path before = folder.resolve(encoding.id() + "-before.pcm");
    Path after = folder.resolve(encoding.id() + "-after.pcm");
    return List.of(
        pcm.part(before, -lead(), lead()), pcm, pcm.part(after, 0, delay() + TRAIL * frame()));
  }

  /** Keeps the frames of one turn of what was encoded, and nothing of the samples. */
  void cut() throws IOException {
    if (isCircle()) {
      long first = (lead() + delay()) / frame();
      Path cut = folder.resolve("cut");
      long end = justBefore(first + frames());
      FramedAudio.copy(file(), cut, "", justBefore(first), end, stop.isNear());
      Files.move(cut, file(), StandardCopyOption.REPLACE_EXISTING);
    }
    for (String part : List.of("", "-before", "-after")) {
      Files.deleteIfExists(folder.resolve(encoding.id() + part + ".pcm"));
    }
  }

  private long justBefore(long frame) {
    return (long) ((frame - 0.5) * frame() / encoding.sampleRate() * NANOS);
  }

  /** Whether what was encoded is as long as a turn. */
  boolean isWhole() throws IOException {
    double seconds = FramedAudio.length(file(), stop.isNear()).toNanos() / (double) NANOS;
    double samples = seconds * encoding.sampleRate();
    double beyond = samples - turn - skipped();
    return encoding.codec() == Codec.VORBIS
        ? beyond > -1 && beyond < VORBIS_BLOCK
        : Math.abs(beyond) < 1;
  }

  /** The arguments of ffmpeg that read a file of samples. */
  List<String> input(PcmFile part) {
    return List.of(
        "-f",
        "s16le",
        "-ar",
        "" + encoding.sampleRate(),
        "-ac",
        "" + encoding.channels(),
        "-i",
        "file:" + part.file());
  }

  /** The arguments of ffmpeg that encode it. */
  List<String> output(String label) {
    List<String> arguments = new ArrayList<>(encoding.ffmpegArguments(label));
    arguments.add("file:" + file());
    return arguments;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}

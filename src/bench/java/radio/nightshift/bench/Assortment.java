package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import radio.nightshift.support.Tone;

/** Short recordings of any sound and format, by chance, but the same ones every time. */
final class Assortment {
  private static final double SHORTEST = 0.5;
  private static final double LONGEST = 4;

  /** Sources of ffmpeg's, by length in seconds, pitch in Hz and seed. */
  private static final List<String> SOUNDS =
      List.of(
          "sine=d=%1$s:f=%2$d:r=48000",
          "sine=d=%1$s:f=%2$d:b=4:r=44100",
          "anoisesrc=d=%1$s:c=white:a=0.3:r=48000:seed=%3$d",
          "anoisesrc=d=%1$s:c=pink:a=0.9:r=44100:seed=%3$d",
          "anoisesrc=d=%1$s:c=brown:a=0.5:r=48000:seed=%3$d,tremolo=f=5:d=0.9",
          "aevalsrc=0.2*sin(2*PI*%2$d*t)|0.2*sin(3*PI*%2$d*t)+0.05*sin(9*PI*%2$d*t):d=%1$s:s=48000",
          "aevalsrc=0.9*gt(sin(2*PI*%2$d*t)\\,0)-0.45:d=%1$s:s=44100",
          "aevalsrc=0.4*sin(2*PI*300*t*t):d=%1$s:s=44100",
          // Speech: a voice that moves, in syllables, with breath between them.
          "aevalsrc=(0.3*sin(2*PI*130*t+4*sin(6*PI*t))+0.2*sin(2*PI*%2$d*t+8*sin(9*PI*t)))"
              + "*max(0\\,sin(8*PI*t))+0.02*(random(0)-0.5):d=%1$s:s=48000",
          "aevalsrc=0.002*(random(0)-0.5)+0.8*lt(mod(t\\,0.37)\\,0.002):d=%1$s:s=44100");

  /** File endings with ffmpeg's arguments. */
  private static final List<String> FORMATS =
      List.of(
          "mp3 -ar 44100 -ac 2 -b:a 128k",
          "mp3 -ar 44100 -ac 2 -b:a 128k -reservoir 0",
          "mp3 -ar 48000 -ac 2 -b:a 320k",
          "mp3 -ar 22050 -ac 1 -b:a 64k",
          "mp3 -ar 32000 -ac 2 -q:a 4",
          "mp3 -ar 44100 -ac 1 -q:a 2",
          "mp3 -ar 8000 -ac 1 -b:a 16k",
          "wav -ar 44100 -ac 2 -c:a pcm_s16le",
          "wav -ar 48000 -ac 1 -c:a pcm_s24le",
          "wav -ar 96000 -ac 2 -c:a pcm_f32le",
          "wav -ar 8000 -ac 1 -c:a pcm_u8",
          "aiff -ar 32000 -ac 2",
          "flac -ar 44100 -ac 2",
          "flac -ar 96000 -ac 1 -sample_fmt s32",
          "opus -ac 2 -c:a libopus -b:a 96k",
          "opus -ac 1 -c:a libopus -b:a 24k -frame_duration 60",
          "ogg -ar 44100 -ac 2 -c:a libvorbis -q:a 4",
          "ogg -ar 22050 -ac 1 -c:a libvorbis -q:a 2",
          "m4a -ar 44100 -ac 2 -c:a aac -b:a 128k",
          "m4a -ar 24000 -ac 1 -c:a aac -b:a 48k",
          "m4a -ar 44100 -ac 2 -c:a alac",
          "aac -ar 44100 -ac 2 -c:a aac -b:a 96k",
          "ac3 -ar 48000 -ac 2 -b:a 192k",
          "ac3 -ar 48000 -ac 6 -b:a 384k",
          "mp2 -ar 48000 -ac 2 -b:a 192k",
          "wma -ar 44100 -ac 2 -c:a wmav2 -b:a 128k");

  private Assortment() {}

  static List<Path> make(Path folder, int count, long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String sound = SOUNDS.get(random.nextInt(SOUNDS.size()));
      String[] format = FORMATS.get(random.nextInt(FORMATS.size())).split(" ", 2);
      double seconds = SHORTEST + random.nextDouble() * (LONGEST - SHORTEST);
      Path file = folder.resolve("%03d.%s".formatted(i, format[0]));
      make(
          file,
          sound.formatted(
              String.format(Locale.ROOT, "%.3f", seconds), 100 + random.nextInt(2000), i),
          String.format(Locale.ROOT, "volume=%.1fdB", -24 * random.nextDouble()),
          format[1]);
      files.add(file);
    }
    return files;
  }

  private static void make(Path file, String sound, String volume, String format)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-f", "lavfi", "-i", sound, "-af", volume));
    arguments.addAll(List.of(format.split(" ")));
    arguments.add("file:" + file);
    String complaint = Tone.ffmpeg(arguments);
    if (!complaint.isBlank()) {
      throw new IOException("ffmpeg: " + complaint);
    }
  }
}

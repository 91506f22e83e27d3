package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A file among the segments of a channel. */
record HlsFile(Path file, long size, Instant modified) {
  /** Those with that ending that hold anything, and to which something was added since. */
  static List<HlsFile> since(Instant instant, Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .flatMap(file -> of(file).stream())
          .filter(one -> one.size > 0 && one.modified.isAfter(instant))
          .toList();
    }
  }

  private static Optional<HlsFile> of(Path file) {
    try {
      BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new HlsFile(file, of.size(), of.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException renamed) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How bright the last picture is that it holds, from 0 to 255. */
  int lastBrightness() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg -nostdin -v fatal -i".split(" ")));
    command.add("file:" + file);
    String output = "-map 0:v -vf scale=16:16 -pix_fmt yuv420p -f rawvideo pipe:1";
    command.addAll(List.of(output.split(" ")));
    Process ffmpeg =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] pictures = ffmpeg.getInputStream().readAllBytes();
    ffmpeg.waitFor(10, TimeUnit.SECONDS);
    int size = 16 * 16 * 3 / 2;
    if (pictures.length < size) {
      throw new IOException(file + " holds no picture");
    }
    return pictures[pictures.length / size * size - size] & 0xff;
  }
}

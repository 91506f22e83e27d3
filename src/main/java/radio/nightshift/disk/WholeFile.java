package radio.nightshift.disk;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;

/** Writes a file aside and renames it, so that there is never half of one, even after a crash. */
public final class WholeFile {
  private WholeFile() {}

  /** The contents of a file in UTF-8. */
  public interface Contents {
    void writeTo(Writer out) throws IOException;
  }

  /** Puts a text in the place of a file, or at a free one; the folder must be there. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text));
  }

  /**
   * Puts contents in the place of a file, or at a free one; the folder must be there.
   *
   * @param attributes those the file has from its first byte on, such as who may read it
   */
  public static void write(Path file, Contents contents, FileAttribute<?>... attributes)
      throws IOException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".new");
    // A crash may have left it, with other attributes.
    Files.deleteIfExists(aside);
    try {
      Files.createFile(aside, attributes);
      try (Writer out = Files.newBufferedWriter(aside, StandardCharsets.UTF_8)) {
        contents.writeTo(out);
      }
      // After a power cut the name must not be there without the bytes.
      try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}

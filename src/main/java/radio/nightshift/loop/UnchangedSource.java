package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import radio.nightshift.disk.FileStamp;

/**
 * A source as it was when its making began. It is read several times, so one that is overwritten
 * meanwhile would become a mixture.
 */
record UnchangedSource(Path file, FileStamp stamp) {
  static UnchangedSource of(Path file) throws IOException {
    return new UnchangedSource(file, FileStamp.of(file));
  }

  /** Requires that it is the same still. */
  void require() throws IOException {
    if (!stamp.equals(now())) {
      throw new IOException(
          "source '%s' was changed while it was made ready; it is made anew"
              .formatted(SourceForm.printable(file)));
    }
  }

  private FileStamp now() throws IOException {
    try {
      return FileStamp.of(file);
    } catch (NoSuchFileException gone) {
      return null;
    }
  }
}

package radio.nightshift.commands;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.settings.PrivateFile;

/**
 * Where a rehearsal puts things: what is kept for the next one, and what is this one's alone.
 *
 * @param kept below the station's home, or, if that is not this user's, this one's alone too
 * @param passing what is in it goes with this rehearsal; it need not be there yet
 * @param mine what is to be deleted in the end
 */
record Scratch(Path kept, Path passing, Path mine) implements Closeable {

  static Scratch below(Path home) throws IOException {
    // What root may write there the station's user could not read, change or delete.
    if (Files.isDirectory(home) && Files.isWritable(home) && PrivateFile.isOfThisUser(home)) {
      Path kept = home.resolve("rehearsal");
      Path passing = kept.resolve("arriving-" + UUID.randomUUID());
      return new Scratch(kept, passing, passing);
    }
    Path alone = Files.createTempDirectory("nightshift-rehearsal-");
    return new Scratch(alone, alone.resolve("arriving"), alone);
  }

  @Override
  public void close() throws IOException {
    FolderTree.delete(mine);
  }
}

package radio.nightshift.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.check.Folder;
import radio.nightshift.settings.PrivateFile;

/** Where a rehearsal and a check leave things: never in a home of another user's. */
class ScratchTest {
  private static final int NOBODY = 65534;

  @TempDir Path home;

  /** A folder that this user may write to and does not own. */
  private Path ofAnother() throws IOException {
    if (!PrivateFile.isRoot()) {
      return Path.of("/tmp");
    }
    Files.setAttribute(home, "unix:uid", NOBODY);
    return home;
  }

  @Test
  void inOnesOwnHomeItIsKept() throws IOException {
    assertThat(Scratch.below(home).kept()).isEqualTo(home.resolve("rehearsal"));
  }

  @Test
  void inAnothersHomeNothingIsLeft() throws IOException {
    Path other = ofAnother();
    try (Scratch scratch = Scratch.below(other)) {
      assertThat(scratch.kept()).isEqualTo(scratch.mine()).isDirectory();
      assertThat(scratch.passing().getParent()).isEqualTo(scratch.kept());
      assertThat(scratch.kept()).isNotEqualTo(other.resolve("rehearsal"));
    }
  }

  @Test
  void aCheckByRootDoesNotWriteIntoAnothersHome() throws Exception {
    String found = new Folder("station.home", ofAnother()).writable().look().call();
    assertThat(found).contains(PrivateFile.isRoot() ? "another user's" : "can be written to");
  }
}

package radio.nightshift.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
    WholeFile.write(folder.resolve("a.txt"), "first");
    WholeFile.write(folder.resolve("a.txt"), "zweite, größere");
    assertThat(folder.resolve("a.txt")).hasContent("zweite, größere");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void whatBreaksOffLeavesTheOldFileAsItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write("half");
                      throw new IOException("no space left");
                    }))
        .hasMessage("no space left");
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void whatACrashHasLeftAsideIsNotInTheWayAndKeepsNoRights() throws IOException {
    Files.writeString(folder.resolve(".a.txt.new"), "half of a secret, readable by all");
    WholeFile.write(
        folder.resolve("a.txt"),
        out -> out.write("secret"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertThat(folder.resolve("a.txt")).hasContent("secret");
    assertThat(Files.getPosixFilePermissions(folder.resolve("a.txt")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }
}

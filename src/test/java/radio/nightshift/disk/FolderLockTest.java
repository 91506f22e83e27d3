package radio.nightshift.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time in a folder. */
class FolderLockTest {
  private static final PosixFilePermission[] OWN = {
    PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE
  };

  @TempDir Path folder;

  @Test
  void theSecondIsRefusedWithTheProcessOfTheFirst() throws IOException {
    try (FolderLock first = FolderLock.take(folder)) {
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOfSatisfying(
              FolderLock.HeldException.class,
              held -> assertThat(held.holder()).isEqualTo("" + ProcessHandle.current().pid()));
      assertThat(first).isNotNull();
    }
  }

  @Test
  void whoeverOnlyAsksLeavesNoTrace() throws IOException {
    assertThat(FolderLock.holderOf(folder)).as("of a folder that was never locked").isEmpty();
    assertThat(folder).isEmptyDirectory();
    FolderLock.take(folder).close();
    assertThat(FolderLock.holderOf(folder)).as("of one that was").isEmpty();
    FolderLock held = FolderLock.take(folder);
    assertThat(FolderLock.holderOf(folder)).contains("" + ProcessHandle.current().pid());
    held.close();
  }

  @Test
  void whatADeadProcessHasLeftHoldsNobodyOff() throws IOException {
    Files.writeString(folder.resolve("lock"), "123456789\n");
    FolderLock.take(folder).close();
    FolderLock.take(folder).close();
  }

  @Test
  void nobodyElseMayReadItsFileAndSoLockIt() throws IOException {
    FolderLock.take(folder).close();
    Path file = folder.resolve("lock");
    assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(OWN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    FolderLock.take(folder).close();
    assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(OWN);
  }

  @Test
  void whatIsNoProcessIdIsNotTakenForOne() throws IOException {
    FolderLock first = FolderLock.take(folder);
    Files.writeString(folder.resolve("lock"), "rm -rf\u0007");
    assertThatThrownBy(() -> FolderLock.take(folder)).hasMessage("locked by process ?");
    first.close();
  }
}

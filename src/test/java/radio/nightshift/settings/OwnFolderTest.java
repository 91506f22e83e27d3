package radio.nightshift.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which home a station starts in, and whose fault it is if it cannot. */
class OwnFolderTest {
  private static final int NOBODY = 65534;

  @TempDir Path folder;

  @Test
  void oneThatIsNotThereIsMade() {
    Path home = folder.resolve("a/home");
    assertThat(OwnFolder.made("station.home", home)).isEqualTo(home).isDirectory();
  }

  @Test
  void aFileInItsPlaceOrOnTheWayIsAWrongSetting() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (Path home : new Path[] {file, file.resolve("home")}) {
      assertThatThrownBy(() -> OwnFolder.made("station.home", home))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("station.home is '" + home + "'");
    }
  }

  /** As a link to a disk that is not mounted, and a file system that takes no folder. */
  @Test
  void aDiskInTroubleIsTheWorldsFault() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("disk"));
    for (Path home : new Path[] {link, Path.of("/proc/self/nightshift")}) {
      assertThatThrownBy(() -> OwnFolder.made("station.home", home))
          .isInstanceOf(OutsideException.class)
          .hasMessageContaining("station.home is '" + home + "'");
    }
  }

  @Test
  void rootIsRefusedInAnothersHomeAndBelowIt() throws IOException {
    assumeThat(PrivateFile.isRoot()).as("NOT TESTED: this user is not root").isTrue();
    Files.setAttribute(folder, "unix:uid", NOBODY);
    String owner = Files.getOwner(folder).getName();
    for (Path home : new Path[] {folder, folder.resolve("home")}) {
      assertThatThrownBy(() -> OwnFolder.made("station.home", home))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("'%s' is user %s's", folder, owner)
          .hasMessageContaining("runuser -u %s -- nightshift run", owner);
    }
    assertThat(folder).as("what root has left").isEmptyDirectory();
  }
}

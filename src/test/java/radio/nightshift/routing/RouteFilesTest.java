package radio.nightshift.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/** Which route files are read, and which are refused. */
class RouteFilesTest {
  @TempDir Path folder;

  @Test
  void withoutAFolderAllAreTheDistributions() throws Exception {
    RouteFiles files = RouteFiles.of(new Settings(name -> ""));
    assertThat(files.missing()).isEmpty();
    assertThat(files.pattern().split(",")).hasSameSizeAs(distributions());
  }

  @Test
  void ofAFolderItsFilesAreReadAndTheDistributionsInPlaceOfThoseItLacks() throws Exception {
    file("playout.camel.yaml");
    file("mine.camel.yaml");
    file("notes.txt");
    RouteFiles files = files();
    assertThat(files.pattern().split(","))
        .contains(
            "file:" + folder.resolve("mine.camel.yaml"),
            "file:" + folder.resolve("playout.camel.yaml"))
        .hasSize(distributions().size() + 1)
        .doesNotContain("file:" + folder.resolve("notes.txt"))
        .noneMatch(one -> one.endsWith("resources/routes/playout.camel.yaml"));
    assertThat(files.missing()).hasSize(distributions().size() - 1).contains("errors.camel.yaml");
  }

  @Test
  void whatOthersMayWriteIsRefused() throws Exception {
    Path file = file("mine.camel.yaml");
    for (String mode : List.of("rw-rw-r--", "rw-r--rw-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertRefused(file + "'; a route is code");
    }
    Files.delete(file);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRefused(folder + "'; a route is code");
  }

  @Test
  void aFolderThatIsNotThereIsRefused() throws Exception {
    Files.delete(folder);
    assertRefused("give a folder with route files");
  }

  @Test
  void whatIsNoFileIsAFault() throws Exception {
    file("mine.camel.yaml");
    Files.createSymbolicLink(folder.resolve("gone.camel.yaml"), Path.of("/nowhere"));
    Files.createDirectory(folder.resolve("playout.camel.yaml"));
    assertThat(files().faults())
        .extracting(RouteFault::place, RouteFault::words)
        .containsExactly(
            tuple(
                "'" + folder.resolve("gone.camel.yaml") + "'", "it is a link to what is not there"),
            tuple("'" + folder.resolve("playout.camel.yaml") + "'", "it is not a file"));
    assertThat(files().pattern()).contains("resources/routes/playout.camel.yaml");
    assertThat(files().edited()).containsExactly(folder.resolve("mine.camel.yaml"));
  }

  @Test
  void hiddenFilesArePassedOver() throws Exception {
    file("mine.camel.yaml");
    Files.createSymbolicLink(folder.resolve(".#mine.camel.yaml"), Path.of("me@host.123:456"));
    assertThat(files().faults()).isEmpty();
    assertThat(files().pattern()).doesNotContain(".#");
  }

  private void assertRefused(String words) {
    assertThatThrownBy(() -> files().pattern())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("station.routes is '")
        .hasMessageContaining(words);
  }

  private RouteFiles files() {
    return RouteFiles.of(new Settings(name -> name.equals("station.routes") ? "" + folder : ""));
  }

  private Path file(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "- route: {}\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  private static List<Path> distributions() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/routes"))) {
      return files.toList();
    }
  }
}

package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;

/** What the Debian package and the tarball hold. Installing it is for {@code dpkg}. */
@Integration
class PackageIT {
  private static final Path TARGET = Path.of("target");
  private static final long FIFTY_MB = 50_000_000;

  @TempDir Path root;

  @Test
  void thePackageLaysOutWhatTheUnitAndItsScriptsRelyOn() throws Exception {
    Path deb = only("nightshift_*_all.deb");
    assertThat(deb)
        .as("its size")
        .satisfies(file -> assertThat(Files.size(file)).isLessThan(FIFTY_MB));
    run("dpkg-deb", "-x", "" + deb, "" + root);
    assertThat(root.resolve("usr/lib/nightshift/bin/nightshift")).isExecutable();
    assertThat(Files.readSymbolicLink(root.resolve("usr/bin/nightshift")))
        .hasToString("../lib/nightshift/bin/nightshift");
    assertThat(names("usr/lib/nightshift/lib"))
        .as("jars")
        .isNotEmpty()
        .allMatch(name -> name.endsWith(".jar"));
    assertThat(names("etc/nightshift/routes"))
        .as("the user's routes")
        .isEqualTo(names("usr/lib/nightshift/routes"))
        .hasSizeGreaterThanOrEqualTo(Rooms.ALL.names().size());
    for (String code : List.of("etc/nightshift", "etc/nightshift/routes", "usr/lib/nightshift")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(code))))
          .as("the mode of " + code)
          .isEqualTo("rwxr-xr-x");
    }
    assertThat(names("usr/share/doc/nightshift/docs"))
        .as("the documents that README beside them links to")
        .contains("routes.md", "ten-minutes.md", "troubles.md");
    assertThat(names("usr/lib/nightshift/lib"))
        .as("components for users' routes")
        .anyMatch(name -> name.startsWith("camel-ftp"))
        .anyMatch(name -> name.startsWith("camel-mail"));
    assertThat(root.resolve("usr/share/bash-completion/completions/nightshift"))
        .content()
        .contains("rehearse", "--settings");
  }

  @Test
  void whatTheUserMayEditIsKeptAtAnUpgrade() throws Exception {
    Path deb = only("nightshift_*_all.deb");
    run("dpkg-deb", "-x", "" + deb, "" + root);
    List<String> editable = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("etc"))) {
      files.filter(Files::isRegularFile).forEach(file -> editable.add("/" + root.relativize(file)));
    }
    assertThat(run("dpkg-deb", "-I", "" + deb, "conffiles").lines())
        .as("conffiles")
        .containsExactlyInAnyOrderElementsOf(editable);
  }

  @Test
  void theTarballHasTheSame() throws Exception {
    Path tarball = only("nightshift-*.tar.gz");
    run("tar", "-xzf", "" + tarball, "-C", "" + root);
    Path folder = only(root, "nightshift-*");
    assertThat(folder.resolve("bin/nightshift")).isExecutable();
    assertThat(folder.resolve("systemd/nightshift.service")).exists();
    assertThat(folder.resolve("lib/nightshift.jsa")).doesNotExist();
    assertThat(run(folder.resolve("bin/nightshift") + "", "--version")).contains("nightshift 0.");
  }

  private List<String> names(String place) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(place))) {
      return files.map(file -> "" + file.getFileName()).sorted().toList();
    }
  }

  private static Path only(String pattern) throws IOException {
    return only(TARGET, pattern);
  }

  private static Path only(Path folder, String pattern) throws IOException {
    try (var found = Files.newDirectoryStream(folder, pattern)) {
      List<Path> files = new ArrayList<>();
      found.forEach(files::add);
      assertThat(files).as(pattern).hasSize(1);
      return files.get(0);
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + ": " + printed).isZero();
    return printed;
  }
}

package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import radio.nightshift.support.Integration;

/** What the Debian package and the tarball hold. Installing it is for {@code dpkg}. */
@Integration
class PackageIT {
  private static final Path TARGET = Path.of("target");
  private static final long MOST_BYTES = 75_000_000;

  @TempDir Path root;

  @Test
  void thePackageLaysOutWhatTheUnitAndItsScriptsRelyOn() throws Exception {
    Path deb = only("nightshift_*_all.deb");
    assertThat(deb)
        .as("its size")
        .satisfies(file -> assertThat(Files.size(file)).isLessThan(MOST_BYTES));
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
  void theManualHasEveryCommandAndEveryOption() throws Exception {
    run("dpkg-deb", "-x", "" + only("nightshift_*_all.deb"), "" + root);
    String page;
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(root.resolve("usr/share/man/man1/nightshift.1.gz")))) {
      page = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\\-", "-");
    }
    assertThat(page).startsWith(".TH NIGHTSHIFT 1 ").contains("nightshift 0.", "/etc/nightshift");
    everyOne(Nightshift.commands())
        .forEach(
            command -> {
              assertThat(page).contains(".SS \"" + command.getCommandSpec().qualifiedName(" "));
              for (OptionSpec option : command.getCommandSpec().options()) {
                assertThat(page).contains(option.longestName());
              }
            });
  }

  private static Stream<CommandLine> everyOne(CommandLine parent) {
    return parent.getSubcommands().values().stream()
        .flatMap(command -> Stream.concat(Stream.of(command), everyOne(command)));
  }

  @Test
  void everyJarOfOthersIsListedWithItsLicence() throws Exception {
    run("dpkg-deb", "-x", "" + only("nightshift_*_all.deb"), "" + root);
    Path documents = root.resolve("usr/share/doc/nightshift");
    String licences = Files.readString(documents.resolve("third-party-licences.txt"));
    String bom = Files.readString(documents.resolve("nightshift.cdx.json"));
    assertThat(bom).contains("\"CycloneDX\"");
    List<String> jars =
        names("usr/lib/nightshift/lib").stream()
            .filter(name -> !name.startsWith("nightshift-"))
            .toList();
    for (String jar : jars) {
      assertThat(licences).contains(jar + "\n    ");
      assertThat(bom).contains(jar.replaceFirst("-v?[0-9].*", "") + "@");
    }
    assertThat(licences.lines().filter(line -> line.startsWith("    Licence: ")))
        .hasSameSizeAs(jars)
        .noneMatch(line -> line.isBlank());
    assertThat(licences).contains("Apache License", "NOTICE");
    assertThat(documents.resolve("copyright")).content().contains("third-party-licences.txt");
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
    assertThat(folder.resolve("install.sh")).isExecutable();
    for (String file :
        List.of(
            "etc/secrets.properties",
            "share/man/man1/nightshift.1.gz",
            "share/bash-completion/completions/nightshift",
            "share/doc/nightshift/third-party-licences.txt")) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
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

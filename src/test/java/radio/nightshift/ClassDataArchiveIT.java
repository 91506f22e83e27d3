package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;

/** The archive of classes, which is of another kind with Java 25 or later. */
@Integration
class ClassDataArchiveIT {
  private static final int AOT = 25;
  private static final Path JAVAS = Path.of("/usr/lib/jvm");

  @RegisterExtension final PackagedStation station = new PackagedStation();

  @TempDir Path folder;

  private Path copy;

  @BeforeEach
  void copyTheDistribution() throws IOException {
    copy = station.copy();
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.15, ArchiveClassesAtExit, nightshift.jsa, SharedArchiveFile",
    "21, ArchiveClassesAtExit, nightshift.jsa, SharedArchiveFile",
    "25.0.1, AOTCacheOutput, nightshift.aot, AOTCache",
    "26, AOTCacheOutput, nightshift.aot, AOTCache"
  })
  void itsKindIsTheJavas(String version, String makes, String file, String uses) throws Exception {
    Path java = pretended(version);
    run(java, "", "bin/class-data-archive");
    try (Stream<Path> files = Files.list(copy.resolve("lib"))) {
      assertThat(files.map(one -> "" + one.getFileName()).filter(one -> !one.endsWith(".jar")))
          .containsExactly(file);
    }
    assertThat(copy.resolve("lib").resolve(file)).content().contains("-XX:" + makes + "=");
    assertThat(run(java, "", "bin/nightshift", "--version"))
        .contains("-XX:" + uses + "=" + copy.resolve("lib").resolve(file));
  }

  /** A Java that shows its arguments, and makes the archive that they name of them. */
  private Path pretended(String version) throws IOException {
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        [ "$1" != -version ] || { echo 'openjdk version "%s" 2026-01-01' >&2; exit 0; }
        echo "$*"
        for option; do
          case $option in -XX:AOTCacheOutput=*|-XX:ArchiveClassesAtExit=*) echo "$option" > "${option#*=}" ;; esac
        done
        """
            .formatted(version));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  @Test
  void withALaterJavaClassesComeOutOfItsCache() throws Exception {
    Optional<Path> later = laterJava();
    assumeThat(later).as("NOT TESTED: no Java %d or later in %s", AOT, JAVAS).isPresent();
    run(later.get(), "", "bin/class-data-archive");
    assertThat(copy.resolve("lib/nightshift.aot")).isNotEmptyFile();
    assertThat(copy.resolve("lib/nightshift.jsa")).doesNotExist();
    Path loaded = folder.resolve("loaded");
    run(later.get(), "-Xlog:class+load:file=" + loaded, "bin/nightshift", "--version");
    assertThat(
            Files.readString(loaded)
                .lines()
                .filter(line -> line.contains(Nightshift.class.getName() + " ")))
        .singleElement()
        .asString()
        .contains("shared objects file");
  }

  private static Optional<Path> laterJava() throws IOException {
    if (!Files.isDirectory(JAVAS)) {
      return Optional.empty();
    }
    try (Stream<Path> javas = Files.list(JAVAS)) {
      return javas
          .filter(java -> version(java) >= AOT)
          .max(Comparator.comparing(ClassDataArchiveIT::version));
    }
  }

  private static int version(Path java) {
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(java.resolve("release"))) {
      release.load(in);
    } catch (IOException none) {
      return 0;
    }
    return Integer.parseInt(release.getProperty("JAVA_VERSION", "0").replaceAll("^\"|[.\"].*", ""));
  }

  private String run(Path java, String options, String program, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("" + copy.resolve(program)));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", "" + java);
    builder.environment().put("NIGHTSHIFT_JAVA_OPTS", options);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit code of %s: %s", command, printed).isZero();
    return printed;
  }
}

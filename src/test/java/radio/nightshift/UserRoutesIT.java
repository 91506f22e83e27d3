package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;

/** A packaged station goes on the air whatever the route files of its user are. */
@Integration
class UserRoutesIT {
  private static final int ENDED_BY_SIGTERM = 143;

  @RegisterExtension final PackagedStation packaged = new PackagedStation();

  @Test
  void filesThatCannotBeUsedAreReplacedOrLeftOut() throws Exception {
    Path routes = Files.createDirectories(packaged.beside("routes"));
    Path originals = PackagedStation.DISTRIBUTION.resolve("routes");
    String prepare = Files.readString(originals.resolve("prepare.camel.yaml"));
    write(routes.resolve("prepare.camel.yaml"), prepare.replaceFirst("ref: \\w+", "ref: planner"));
    write(routes.resolve("playout.camel.yaml"), "- route: [\n");
    write(
        routes.resolve("mine.camel.yaml"),
        "- route:\n    from:\n      uri: nosuch:component\n      steps:\n        - log: \"x\"\n");
    write(
        routes.resolve("no-start.camel.yaml"),
        "- route:\n    from:\n      uri: file:/nowhere?autoCreate=false&startingDirectoryMustExist=true\n      steps:\n        - log: \"x\"\n");
    try (IcecastServer icecast = IcecastServer.start()) {
      Run run = packaged.playingOn(icecast).with("station.routes", "" + routes).start();
      run.awaitHealthy();
      assertThat(run.said())
          .containsPattern(
              "ERROR '.*/prepare.camel.yaml', line \\d+ cannot be used: it names the bean 'planner', and there is none; the distribution's is read in its place")
          .containsPattern("ERROR '.*/playout.camel.yaml'.* cannot be used: ")
          .containsPattern(
              "ERROR '.*/mine.camel.yaml'.* cannot be used: .*nosuch.*; the station runs without it")
          .containsPattern(
              "ERROR '.*/no-start.camel.yaml'.* cannot be used: .*/nowhere.*; the station runs without it")
          .contains("WARN  there is no ingest.camel.yaml among the route files")
          .doesNotContain("\tat ");
      run.process().destroy();
      assertThat(run.process().waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
      assertThat(run.process().exitValue()).as("exit code").isEqualTo(ENDED_BY_SIGTERM);
    }
  }

  private static void write(Path file, String text) throws Exception {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;

/** Jars in {@code /usr/local/lib/nightshift}, for routes of the user's own. */
@Integration
class UserJarsIT {
  /** In a mount namespace, so that this machine's own folder stays as it is. */
  private static final String IN_PLACE =
      "mount -t tmpfs none /usr/local/lib && mkdir /usr/local/lib/nightshift"
          + " && cp \"$0\" /usr/local/lib/nightshift/ && exec \"$@\"";

  @RegisterExtension final PackagedStation station = new PackagedStation();

  @Test
  void aRouteOfTheUsersUsesAClassOutOfSuchAJar() throws Exception {
    assumeThat(new ProcessBuilder("unshare", "-rm", "true").start().waitFor())
        .as("NOT TESTED: unshare makes no mount namespace here; exit code")
        .isZero();
    Path copy = station.copy();
    Files.writeString(
        copy.resolve("routes/greeting.camel.yaml"),
        """
        - beans:
            - name: greeting
              type: example.Greeting
        - route:
            id: greeting
            from:
              uri: timer:greeting?repeatCount=1&delay=0
              steps:
                - bean:
                    ref: greeting
                - log:
                    message: "${body}"
        """);
    Path loaded = station.beside("loaded");
    station
        .with("playout.password", "none")
        .with("playout.port", "1")
        .with("playout.host", "127.0.0.1")
        .withEnvironment("NIGHTSHIFT_JAVA_OPTS", "-Xlog:class+load:file=" + loaded)
        .through("unshare", "-rm", "sh", "-c", IN_PLACE, "" + jar());
    Run run = station.start(copy);
    run.awaitLine("a greeting out of a jar of the user's");
    assertThat(Files.readString(loaded).lines().filter(line -> line.contains("example.Greeting ")))
        .singleElement()
        .asString()
        .contains("/usr/local/lib/nightshift/greeting.jar");
  }

  private Path jar() throws IOException {
    Path source = Files.createDirectory(station.beside("example")).resolve("Greeting.java");
    Files.writeString(
        source,
        """
        package example;

        public class Greeting {
          public String greet() {
            return "a greeting out of a jar of the user's";
          }
        }
        """);
    int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "" + source);
    assertThat(result).as("what javac says of %s", source).isZero();
    Path jar = station.beside("greeting.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("example/Greeting.class"));
      Files.copy(source.resolveSibling("Greeting.class"), entries);
      entries.closeEntry();
    }
    return jar;
  }
}

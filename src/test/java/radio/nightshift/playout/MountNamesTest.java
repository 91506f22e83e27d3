package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Mounts of all names that a server may have, on the station's own routes. */
@Integration
class MountNamesTest {
  private static final List<String> PATHS =
      List.of("/", "/+name", "/;", "/;stream.mp3", "/a&b=c", "/a!$'()*,", "/a:b@c", "/~x/..y//z-_");

  private final MovableClock clock = MovableClock.standingAt("2026-06-10T14:00:00Z");
  private final Instant minute = clock.minute();

  @RegisterExtension final Station station = new Station().with(clock);

  @TempDir Path files;

  @Test
  void aMountHasItsNameOnTheWireInJmxAndInTheAsRunLog() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      station.with("playout.port", "" + probe.port()).with("playout.mount", PATHS.get(0));
      StringBuilder further = new StringBuilder();
      for (int i = 1; i < PATHS.size(); i++) {
        further.append(further.isEmpty() ? "" : ",").append("m").append(i);
        station.with("playout.m" + i + ".mount", PATHS.get(i));
      }
      station.start("playout.mounts", further.toString());
      assertThat(beans())
          .containsExactlyInAnyOrderElementsOf(
              PATHS.stream()
                  .map(path -> path.replace("@", "%40"))
                  .map(path -> "icecast://127.0.0.1:" + probe.port() + path)
                  .toList());
      station.send(Tone.mp3(files.resolve("a.mp3"), 1, 440), Station.stamp(minute) + "_a.mp3");
      station.awaitReady(1);
      clock.stepTo(minute.minusSeconds(6));
      clock.run();
      assertThat(station.awaitAsRun(PATHS.size()))
          .hasSize(PATHS.size())
          .allSatisfy(row -> assertThat(row.get("outcome")).isEqualTo("PLAYED"));
      assertThat(probe.takes())
          .extracting(take -> take.mount)
          .containsExactlyInAnyOrderElementsOf(PATHS);
      assertThat(station.deadLetters()).isEmpty();
    }
  }

  private static List<String> beans() throws Exception {
    Set<ObjectName> names =
        ManagementFactory.getPlatformMBeanServer()
            .queryNames(
                new ObjectName("org.apache.camel:context=nightshift,type=endpoints,*"), null);
    return names.stream()
        .map(name -> name.getKeyProperty("name"))
        .filter(name -> name.startsWith("\"icecast:"))
        .map(ObjectName::unquote)
        .toList();
  }
}

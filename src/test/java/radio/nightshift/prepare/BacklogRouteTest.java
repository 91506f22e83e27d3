package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** A start on very many programmes, of which one is due: the soonest first, whatever came first. */
@Integration
class BacklogRouteTest {
  private static final int MANY = 500;
  private static final Instant NOW = Instant.parse("2026-06-10T14:09:00Z");
  private static final Pattern READY = Pattern.compile("'(\\d{8}_\\d{4}_\\w+\\.mp3)' is ready");

  @TempDir Path files;

  @RegisterExtension final Station station = new Station().with(MovableClock.standingAt("" + NOW));

  @Test
  void whatIsDueOvertakesABacklogInTheFolderAndSoDoesWhatArrives() throws Exception {
    String due = backlog("incoming");
    station.start("prepare.parallel", "1");
    awaitPrepared(due);
    String arrives = Station.stamp(NOW.plus(Duration.ofMinutes(3))) + "_arrives.mp3";
    station.send(Tone.mp3(files.resolve("late"), 1, 880), arrives);
    awaitPrepared(arrives);
    assertThat(station.ready()).as("the others wait").hasSizeLessThan(MANY / 2);
    assertSoonestFirst();
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void whatIsDueOvertakesABacklogInTheInboxAtAStart() throws Exception {
    String due = backlog("inbox");
    station.start("prepare.parallel", "1");
    awaitPrepared(due);
    Awaitility.await("some more").until(() -> prepared().size() > 10);
    assertSoonestFirst();
    assertThat(prepared().subList(0, 3)).contains(due);
  }

  /** One programme a day for some of the past and of the time to come; gives what is due. */
  private String backlog(String name) throws IOException {
    Path folder = Files.createDirectories(station.path(name));
    Path audio = Tone.mp3(files.resolve("audio"), 1, 440);
    for (int day = -MANY / 4; day < MANY * 3 / 4; day++) {
      Instant start = NOW.plus(Duration.ofDays(day)).plus(Duration.ofHours(2));
      Files.createLink(folder.resolve(Station.stamp(start) + "_daily.mp3"), audio);
    }
    String due = Station.stamp(NOW.plus(Duration.ofMinutes(1))) + "_zz.mp3";
    Files.copy(audio, folder.resolve(due));
    return due;
  }

  private void awaitPrepared(String programme) {
    Awaitility.await(programme + " is ready").until(() -> prepared().contains(programme));
  }

  /** The programmes in the order in which they got ready. */
  private List<String> prepared() {
    return station.log().with(" is ready").stream()
        .map(READY::matcher)
        .filter(Matcher::find)
        .map(line -> line.group(1))
        .toList();
  }

  /** Those that are made in the quick way are made beside the others. */
  private void assertSoonestFirst() {
    List<String> daily = prepared().stream().filter(name -> name.contains("daily")).toList();
    assertThat(daily).as("in the order of their times").isSorted();
    assertThat(daily).first().asString().startsWith("20260610_1609");
  }
}

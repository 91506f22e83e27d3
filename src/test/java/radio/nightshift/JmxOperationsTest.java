package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.management.RuntimeMBeanException;
import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Beans;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** What the station's MBeans show of a station that runs, and what their operations do. */
@Integration
class JmxOperationsTest {
  private static final String MAIN = "type=mount,name=main";
  private static final String ASKED = "Asked over JMX by a local process: ";

  private final MovableClock clock = MovableClock.standingAt("2026-06-10T14:00:00Z");
  private final Instant minute = clock.minute();
  private final Beans beans = Beans.here();

  @RegisterExtension final Station station = new Station().with(clock);

  @TempDir Path files;

  private String jazz() {
    return Station.stamp(minute) + "_jazz.mp3";
  }

  private void playOn(SourceProbe probe) throws Exception {
    station.start("playout.port", "" + probe.port());
    station.send(Tone.mp3(files.resolve("a.mp3"), 40, 440), jazz());
    station.send(
        Tone.mp3(files.resolve("b.mp3"), 20, 880),
        Station.stamp(minute.plusSeconds(60)) + "_news.mp3");
    station.awaitReady(2);
    clock.stepTo(minute.minusSeconds(6));
    clock.run();
    Awaitility.await("on the air").until(() -> beans.read(MAIN, "Programme").equals(jazz()));
  }

  @Test
  void theMountAndTheStationShowWhatIsOnTheAirAndWhatComesNext() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      playOn(probe);
      assertThat(beans.read(MAIN, "Start")).isEqualTo(minute.toString());
      assertThat((double) beans.read(MAIN, "PositionSeconds")).isBetween(0.0, 40.0);
      assertThat((double) beans.read(MAIN, "LeftSeconds")).isBetween(0.0, 41.0);
      assertThat((double) beans.read(MAIN, "AudioAgeSeconds")).isBetween(-0.1, 20.0);
      assertThat(beans.read(MAIN, "Trouble")).isEqualTo("");
      assertThat("" + beans.read(MAIN, "NextProgramme")).endsWith("_news.mp3");
      assertThat((double) beans.read(MAIN, "NextInSeconds")).isBetween(0.0, 60.0);
      assertThat("" + beans.read("type=station", "OnAir")).contains(jazz(), "main");
      assertThat("" + beans.read("type=station", "Next")).contains("_news.mp3");
      assertThat(beans.read("type=station", "Draining")).isEqualTo(false);
      assertThat(beans.read("type=ingest", "LastFile")).asString().endsWith(".mp3");
      assertThat((long) beans.read("type=ingest", "LastFileAgeSeconds")).isNotNegative();
      assertThat((long) beans.read("type=ingest", "FolderAgeSeconds")).isNotNegative();
      assertThat(beans.read("type=prepare", "Ready")).isEqualTo(2);
      assertThat((long) beans.read("type=prepare", "LastReadyAgeSeconds")).isNotNegative();
    }
  }

  @Test
  void whatIsSkippedEndsAndStaysAwayOverARestart() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      playOn(probe);
      assertThat(beans.call(MAIN, "skip")).contains(jazz(), "ends now", "_news.mp3");
      CSVRecord row = station.awaitAsRun(1).get(0);
      assertThat(row.get("outcome")).isEqualTo("SKIPPED");
      assertThat(station.log().with(ASKED + "skip what is on the air on mount main")).hasSize(1);
      assertThatThrownBy(() -> beans.call(MAIN, "skip"))
          .isInstanceOf(RuntimeMBeanException.class)
          .hasStackTraceContaining("Nothing is on the air on mount main");
      station.start();
      clock.stepTo(minute.plusSeconds(55));
      Awaitility.await("the next one")
          .until(() -> ("" + beans.read(MAIN, "Programme")).endsWith("_news.mp3"));
      assertThat(station.awaitAsRun(1)).as("airings that are over").hasSize(1);
    }
  }

  @Test
  void whatIsPlayedAgainBeginsAnewOnTheSameConnection() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      playOn(probe);
      assertThat(beans.call(MAIN, "playAgain")).contains(jazz(), "begins again at");
      assertThat(station.awaitAsRun(1).get(0).get("outcome")).isEqualTo("CUT");
      Awaitility.await("it is on the air again")
          .until(() -> beans.read(MAIN, "Programme").equals(jazz()));
      assertThat("" + beans.read(MAIN, "Start")).isGreaterThan("" + minute);
      assertThat((double) beans.read(MAIN, "PositionSeconds")).isBetween(-1.0, 30.0);
      assertThat(probe.takes()).as("connections").hasSize(1);
      assertThat(station.log().with(ASKED + "play again from its start")).hasSize(1);
    }
  }

  @Test
  void withNothingOnTheAirThereIsNothingToSkip() throws Exception {
    station.start();
    for (String operation : new String[] {"skip", "playAgain"}) {
      assertThatThrownBy(() -> beans.call(MAIN, operation))
          .hasStackTraceContaining("Nothing is on the air on mount main");
    }
    assertThat(beans.read(MAIN, "Programme")).isEqualTo("");
    assertThat(beans.read(MAIN, "PositionSeconds")).isEqualTo(-1.0);
  }

  @Test
  void theStationIsDrained() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      playOn(probe);
      assertThat(beans.call("type=station", "drain")).contains("ends after");
      assertThat(beans.read("type=station", "Draining")).isEqualTo(true);
      assertThat(station.log().with(ASKED + "drain the station")).hasSize(1);
      assertThatThrownBy(() -> beans.call(MAIN, "playAgain"))
          .hasStackTraceContaining("is being drained");
    }
  }

  @Test
  void theCalendarIsReadWhenItIsAskedFor() throws Exception {
    Path ics = files.resolve("a.ics");
    station.start("schedule.ics", "" + ics, "schedule.poll", "1d");
    station.log().await("cannot be read");
    assertThat("" + beans.read("type=schedule", "Trouble")).contains("cannot be read");
    Files.writeString(
        ics,
        """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        UID:1
        DTSTART:20260610T150000Z
        DTEND:20260610T160000Z
        SUMMARY:A show
        DESCRIPTION:PID:jazz\\nTYPE:RECORDED
        END:VEVENT
        END:VCALENDAR
        """);
    // The first reading may still be going on, and is tried again by itself.
    Awaitility.await("read")
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              beans.call("type=schedule", "readCalendar");
              return beans.read("type=schedule", "Slots").equals(1);
            });
    assertThat("" + beans.read("type=schedule", "NextSlot")).contains("'jazz' at 2026-06-10T15:00");
    assertThat((long) beans.read("type=schedule", "AgeSeconds")).isNotNegative();
    assertThat(beans.read("type=schedule", "Trouble")).isEqualTo("");
    assertThat(station.log().with(ASKED + "read the calendar now")).isNotEmpty();
  }

  @Test
  void theBucketIsListedWhenItIsAskedForAndAFileFetchedAgain() throws Exception {
    String key = "20260610_1500_jazz.mp3";
    S3Server s3 = S3Server.start();
    s3.used(station).start("ingest.poll", "1h", "prepare.latest", "1d");
    Awaitility.await("listed")
        .until(() -> (long) beans.read("type=ingest", "ListingAgeSeconds") >= 0);
    s3.put(key, Tone.mp3(1, 440));
    assertThat(beans.call("type=ingest", "lookForFiles")).contains(S3Server.BUCKET);
    station.awaitReady(1);
    assertThat((long) beans.read("type=ingest", "ListingAgeSeconds")).isNotNegative();
    assertThat(beans.read("type=ingest", "Bucket")).isEqualTo(S3Server.BUCKET);
    assertThat(beans.call("type=ingest", "fetchAgain", key)).contains("is fetched again");
    Awaitility.await("fetched again").until(() -> s3.gets().size() == 2);
    Awaitility.await("the older one is kept").until(() -> station.names("replaced").size() == 1);
    assertThatThrownBy(() -> beans.call("type=ingest", "fetchAgain", "no\nsuch"))
        .hasStackTraceContaining("No file of the key 'no\\u000asuch'");
    assertThat(station.log().with(ASKED + "list the bucket now")).hasSize(1);
    assertThat(station.log().with(ASKED + "fetch '" + key + "' again")).hasSize(1);
  }

  @Test
  void withoutABucketThereIsNothingToList() throws Exception {
    station.start();
    assertThatThrownBy(() -> beans.call("type=ingest", "lookForFiles"))
        .hasStackTraceContaining("There is no bucket");
  }
}

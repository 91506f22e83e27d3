package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.Cue;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.InnerNames;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Listener;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** From a file in the folder to the listener and the as-run log, on the station's own routes. */
@Integration
class PlayoutRouteTest {
  // It stands until all is ready, however long that takes.
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T14:00:00Z");
  private final Instant minute = clock.minute();

  @RegisterExtension final Station station = new Station().with(clock);

  @TempDir Path files;

  @Test
  void aFileGoesOnTheAirAtItsInstantOnAllMountsAndIntoTheAsRunLog() throws Exception {
    try (IcecastServer icecast = IcecastServer.start();
        Listener mp3 = Listener.on(icecast.mount("/live.mp3"));
        Listener opus = Listener.on(icecast.mount("/live.opus"))) {
      station
          .with("playout.port", "" + icecast.port())
          .with("playout.name", "Rock & Roll (100%)")
          .with("playout.mounts", "opus")
          .with("playout.opus.mount", "/live.opus")
          .with("playout.opus.format", "opus")
          .start();
      station.send(
          Tone.mp3(files.resolve("a.mp3"), 3, 440), Station.stamp(minute) + "_late-jazz.mp3");
      station.awaitReady(1);
      comeSoon();
      Awaitility.await("the title beside the MP3 mount")
          .until(() -> icecast.statusJson().contains("late jazz"));
      assertThat(icecast.statusJson()).contains("Rock & Roll (100%)");
      List<CSVRecord> log = station.awaitAsRun(2);
      assertThat(log).extracting(row -> row.get("outcome")).containsOnly("PLAYED");
      assertThat(log).extracting(row -> row.get("mount")).containsExactlyInAnyOrder("main", "opus");
      assertThat(log)
          .allSatisfy(
              row ->
                  assertThat(Double.parseDouble(row.get("start_error_ms"))).isBetween(-1.0, 500.0));
      Awaitility.await().until(() -> mp3.count() > 40_000 && opus.count() > 40_000);
      assertThat(station.deadLetters()).isEmpty();
    }
  }

  @Test
  void aFileThatArrivesLateIsJoinedAtItsPosition() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      station.start("playout.port", "" + probe.port());
      clock.stepTo(minute.plusSeconds(10));
      station.send(Tone.mp3(files.resolve("a.mp3"), 20, 440), Station.stamp(minute) + "_a.mp3");
      station.awaitReady(1);
      clock.run();
      CSVRecord row = station.awaitAsRun(1).get(0);
      assertThat(Long.parseLong(row.get("joined_at_ms"))).isBetween(10_000L, 19_000L);
      assertThat(Math.abs(Double.parseDouble(row.get("start_error_ms")))).isLessThan(300);
    }
  }

  @Test
  void aPreparedFileThatCannotBeOpenedGivesWayToTheOtherOneOfItsSlot() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      station.start("playout.port", "" + probe.port());
      String slot = Station.stamp(minute);
      station.send(Tone.mp3(files.resolve("a.mp3"), 2, 440), slot + "_a.mp3");
      station.send(Tone.mp3(files.resolve("b.mp3"), 2, 880), slot + "_b.mp3");
      station.awaitReady(2);
      String first = station.names("ready").get(0);
      Files.writeString(station.path("ready", first, InnerNames.MP3), "spoilt");
      comeSoon();
      assertThat(station.awaitAsRun(1))
          .extracting(row -> row.get("programme"))
          .containsExactly(slot + "_b.mp3");
    }
  }

  @Test
  void whatFailsOnTheAirIsNotTakenForAFailureOfThePreparationThatHandedItOver() throws Exception {
    station.start();
    Path gone = station.path("ready", "gone", InnerNames.MP3);
    Cue cue = new Cue("main", "gone.mp3", "", gone, minute, minute.plusSeconds(60), "");
    station.putOnAir(cue, Map.of("file", "gone.mp3"));
    station.log().await("'gone.mp3' cannot be played");
    assertThat(station.log().with("cannot be prepared")).as("said of a preparation").isEmpty();
  }

  @Test
  void aStoreThatFailsNeverStopsAudio() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      station
          .with("playout.port", "" + probe.port())
          .with("as-run.url", "jdbc:nosuchdatabase://nowhere/x")
          .start();
      send(2);
      // There are letters already of what the store did not take at the start.
      Awaitility.await("ready").until(() -> !station.names("ready").isEmpty());
      comeSoon();
      assertThat(station.awaitAsRun(1))
          .extracting(row -> row.get("outcome"))
          .containsExactly("PLAYED");
      Awaitility.await("what the store did not take has a place")
          .until(
              () ->
                  station.deadLetters().stream()
                      .anyMatch(letter -> letter.contains("_a.mp3") && letter.contains("PLAYED")));
    }
  }

  @Test
  void whatCannotEvenBeKeptAsALetterIsALineOfTheLog() throws Exception {
    // As on a full disk: no letter can be written.
    Files.createDirectories(station.path("dead-letter").getParent());
    Files.createFile(station.path("dead-letter"));
    station.start("as-run.url", "jdbc:nosuchdatabase://nowhere/x");
    station.log().await("what it was about is not in dead-letter/ either");
  }

  @Test
  void aFileDeletedWhileOnTheAirPlaysToItsEnd() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      station.start("playout.port", "" + probe.port());
      String name = sendForSoon(4);
      Awaitility.await()
          .until(() -> !probe.takes().isEmpty() && !probe.takes().get(0).arrivals.isEmpty());
      Files.delete(station.path("inbox", name));
      Files.delete(station.path("ready", station.names("ready").get(0), InnerNames.MP3));
      assertThat(station.awaitAsRun(1))
          .extracting(row -> row.get("outcome"))
          .containsExactly("PLAYED");
    }
  }

  @Test
  void aCueGivenToTheMountsRouteIsRestoredAfterARestart() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      station.start("playout.port", "" + probe.port());
      sendForSoon(30);
      Awaitility.await()
          .until(() -> !probe.takes().isEmpty() && !probe.takes().get(0).arrivals.isEmpty());
      station.close();
      assertThat(station.awaitAsRun(1))
          .extracting(row -> row.get("outcome"))
          .containsExactly("STOPPED");
      station.start("playout.port", "" + probe.port());
      Awaitility.await("joined again").until(() -> probe.takes().size() == 2);
    }
  }

  /** Sends a programme for the coming minute, and has that come soon once it is ready. */
  private String sendForSoon(int seconds) throws IOException {
    String name = send(seconds);
    station.awaitReady(1);
    comeSoon();
    return name;
  }

  private String send(int seconds) throws IOException {
    String name = Station.stamp(minute) + "_a.mp3";
    station.send(Tone.mp3(files.resolve("a.mp3"), seconds, 440), name);
    return name;
  }

  private void comeSoon() {
    clock.stepTo(minute.minusSeconds(6));
    clock.run();
  }
}

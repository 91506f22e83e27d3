package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.apache.commons.csv.CSVRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.Cue;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Listener;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** From a file in the folder to the listener and the as-run log, on the station's own routes. */
@Integration
class PlayoutRouteTest {
  @TempDir Path home;
  @TempDir Path files;
  private final MovableClock clock = MovableClock.runningFromAMinute();
  private final Instant minute = clock.minute();
  private Station station;

  @AfterEach
  void stop() {
    if (station != null) {
      station.close();
    }
  }

  @Test
  void aFileGoesOnTheAirAtItsInstantOnAllMountsAndIntoTheAsRunLog() throws Exception {
    try (IcecastServer icecast = IcecastServer.start();
        Listener mp3 = Listener.on(icecast.mount("/live.mp3"));
        Listener opus = Listener.on(icecast.mount("/live.opus"))) {
      station =
          new Station(home)
              .with(clock)
              .with("playout.port", "" + icecast.port())
              .with("playout.name", "Rock & Roll (100%)")
              .with("playout.mounts", "opus")
              .with("playout.opus.mount", "/live.opus")
              .with("playout.opus.format", "opus")
              .start();
      station.send(
          Tone.mp3(files.resolve("a.mp3"), 3, 440), Station.stamp(minute) + "_late-jazz.mp3");
      station.awaitReady(1);
      clock.stepTo(minute.minusSeconds(6));
      Awaitility.await("the title beside the MP3 mount")
          .atMost(Duration.ofSeconds(20))
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
      station = new Station(home).with(clock).with("playout.port", "" + probe.port()).start();
      clock.stepTo(minute.plusSeconds(10));
      station.send(Tone.mp3(files.resolve("a.mp3"), 20, 440), Station.stamp(minute) + "_a.mp3");
      CSVRecord row = station.awaitAsRun(1).get(0);
      assertThat(Long.parseLong(row.get("joined_at_ms"))).isBetween(10_000L, 19_000L);
      assertThat(Math.abs(Double.parseDouble(row.get("start_error_ms")))).isLessThan(300);
    }
  }

  @Test
  void aPreparedFileThatCannotBeOpenedGivesWayToTheOtherOneOfItsSlot() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      station = new Station(home).with(clock).with("playout.port", "" + probe.port()).start();
      String slot = Station.stamp(minute);
      station.send(Tone.mp3(files.resolve("a.mp3"), 2, 440), slot + "_a.mp3");
      station.send(Tone.mp3(files.resolve("b.mp3"), 2, 880), slot + "_b.mp3");
      station.awaitReady(2);
      String first = station.names("ready").get(0);
      Files.writeString(
          home.resolve("ready").resolve(first).resolve("mp3-128k-44100-2.mp3"), "spoilt");
      clock.stepTo(minute.minusSeconds(6));
      assertThat(station.awaitAsRun(1))
          .extracting(row -> row.get("programme"))
          .containsExactly(slot + "_b.mp3");
    }
  }

  @Test
  void whatFailsOnTheAirIsNotTakenForAFailureOfThePreparationThatHandedItOver() throws Exception {
    station = new Station(home).with(clock).start();
    Path gone = home.resolve("ready/gone/mp3-128k-44100-2.mp3");
    Cue cue = new Cue("main", "gone.mp3", "", gone, minute, minute.plusSeconds(60), "");
    try (LogLines log = LogLines.open();
        ProducerTemplate template = station.context().createProducerTemplate()) {
      template.send(
          "seda:on-air-main",
          exchange -> {
            exchange.getMessage().setBody(cue);
            exchange.setProperty("file", "gone.mp3");
          });
      Awaitility.await("it is taken back")
          .until(() -> !log.with("'gone.mp3' cannot be played").isEmpty());
      assertThat(log.with("cannot be prepared")).as("said of a preparation").isEmpty();
    }
  }

  @Test
  void aStoreThatFailsNeverStopsAudio() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      station =
          new Station(home)
              .with(clock)
              .with("playout.port", "" + probe.port())
              .with("as-run.url", "jdbc:nosuchdatabase://nowhere/x")
              .start();
      sendForSoon(2);
      assertThat(station.awaitAsRun(1))
          .extracting(row -> row.get("outcome"))
          .containsExactly("PLAYED");
      Awaitility.await("what the store did not take has a place")
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  station.deadLetters().stream()
                      .anyMatch(letter -> letter.contains("_a.mp3") && letter.contains("PLAYED")));
    }
  }

  @Test
  void aFileDeletedWhileOnTheAirPlaysToItsEnd() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      station = new Station(home).with(clock).with("playout.port", "" + probe.port()).start();
      String name = sendForSoon(4);
      Awaitility.await()
          .until(() -> !probe.takes().isEmpty() && !probe.takes().get(0).arrivals.isEmpty());
      Files.delete(home.resolve("inbox").resolve(name));
      Files.delete(
          home.resolve("ready")
              .resolve(station.names("ready").get(0))
              .resolve("mp3-128k-44100-2.mp3"));
      assertThat(station.awaitAsRun(1))
          .extracting(row -> row.get("outcome"))
          .containsExactly("PLAYED");
    }
  }

  @Test
  void aCueGivenToTheMountsRouteIsRestoredAfterARestart() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      station = new Station(home).with(clock).with("playout.port", "" + probe.port()).start();
      sendForSoon(30);
      Awaitility.await()
          .until(() -> !probe.takes().isEmpty() && !probe.takes().get(0).arrivals.isEmpty());
      station.close();
      assertThat(station.awaitAsRun(1))
          .extracting(row -> row.get("outcome"))
          .containsExactly("STOPPED");
      station = new Station(home).with(clock).with("playout.port", "" + probe.port()).start();
      Awaitility.await("joined again")
          .atMost(Duration.ofSeconds(20))
          .until(() -> probe.takes().size() == 2);
    }
  }

  /** Sends a programme for the coming minute, and has that come soon once it is ready. */
  private String sendForSoon(int seconds) throws IOException {
    String name = Station.stamp(minute) + "_a.mp3";
    station.send(Tone.mp3(files.resolve("a.mp3"), seconds, 440), name);
    station.awaitReady(1);
    clock.stepTo(minute.minusSeconds(6));
    return name;
  }
}

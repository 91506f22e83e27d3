package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Listener;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;
import radio.nightshift.support.Patience;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** What a stop and a kill do to the packaged station and to a real Icecast. */
@Integration
class StopAndKillIT {
  private static final int BYTES_A_SECOND = 128_000 / 8;

  private static IcecastServer icecast;

  @RegisterExtension final PackagedStation station = new PackagedStation().playingOn(icecast);

  @BeforeAll
  static void startIcecast() throws Exception {
    icecast = IcecastServer.start();
  }

  @AfterAll
  static void stopIcecast() throws Exception {
    icecast.close();
  }

  @Test
  void itStopsInTheMiddleOfAProgrammeAndFreesTheMount() throws Exception {
    Run run = station.start();
    run.awaitHealthy();
    sendProgrammeOfThisMinute();
    awaitAudio(run, 1);
    long asked = System.nanoTime();
    int exitCode = run.stop();
    report("stopped after SIGTERM", asked);
    assertThat(exitCode).isIn(0, 143);
    Awaitility.await("the mount is free").until(() -> !isOnTheAir());
    assertThat(asRun()).as("as-run log").contains("STOPPED");
  }

  @Test
  void itIsBackOnTheAirSoonAfterItWasKilled() throws Exception {
    Run killed = station.start();
    killed.awaitHealthy();
    sendProgrammeOfThisMinute();
    awaitAudio(killed, 3);
    killed.kill();
    Awaitility.await("the mount is free").until(() -> !isOnTheAir());
    long asked = System.nanoTime();
    Run again = station.start();
    awaitAudio(again, 0);
    Duration away = report("back on the air after kill -9", asked);
    assertThat(away).as("back on the air\n" + again.said()).isLessThan(Patience.HANGS);
    Awaitility.await("the killed run's row").until(() -> asRun().contains("CRASHED"));
  }

  /** Its start has passed: it is joined. */
  private void sendProgrammeOfThisMinute() throws IOException {
    String name = Station.stamp(Instant.now()) + "_tone.mp3";
    station.home().send(Tone.mp3(station.beside(name), 240, 440), name);
  }

  /** Waits until a new listener has heard more than so many seconds. */
  private void awaitAudio(Run run, int seconds) throws Exception {
    try (Listener listener = Listener.on(icecast.mount("/live.mp3"))) {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .untilAsserted(
              () ->
                  assertThat(listener.count())
                      .as("bytes that a listener heard; the station said:\n" + run.said())
                      .isGreaterThan(seconds * BYTES_A_SECOND));
    }
  }

  private static boolean isOnTheAir() throws IOException {
    HttpURLConnection mount =
        (HttpURLConnection) icecast.mount("/live.mp3").toURL().openConnection();
    try {
      return mount.getResponseCode() == 200;
    } finally {
      mount.disconnect();
    }
  }

  /** The text of the as-run log. */
  private String asRun() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : station.home().names("as-run")) {
      if (name.endsWith(".csv")) {
        text.append(Files.readString(station.home().path("as-run", name)));
      }
    }
    return text.toString();
  }

  private static Duration report(String what, long since) {
    Duration took = Duration.ofNanos(System.nanoTime() - since);
    System.out.printf("%s: %d ms%n", what, took.toMillis());
    return took;
  }
}

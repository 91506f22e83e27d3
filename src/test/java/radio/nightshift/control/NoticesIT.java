package radio.nightshift.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** What a service manager hears of the packaged station. */
@Integration
class NoticesIT {
  private static final int ENDED_BY_SIGTERM = 143;

  @RegisterExtension final PackagedStation packaged = new PackagedStation();

  @Test
  void aStationThatCannotBeAskedIsHeardToBeReadyAndToStop() throws Exception {
    try (NotifySocket socket = NotifySocket.open(packaged.beside("notify"))) {
      Run run =
          packaged
              .with("playout.password", "s3cret")
              .with("control.enabled", "false")
              .withEnvironment("NOTIFY_SOCKET", "" + packaged.beside("notify"))
              .start();
      Awaitility.await("ready").until(() -> heard(socket, "READY=1"));
      assertThat(run.said()).as("what it says before").contains("The station is up");
      assertThat(Files.exists(packaged.home().path("control"))).as("a socket").isFalse();
      run.process().destroy();
      Awaitility.await("the stop").until(() -> heard(socket, "STOPPING=1"));
      assertThat(run.process().waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
    }
  }

  @Test
  void whatIsOnTheAirIsHeardAndThatTheStationLives() throws Exception {
    try (IcecastServer icecast = IcecastServer.start();
        NotifySocket socket = NotifySocket.open(packaged.beside("notify"))) {
      Run run =
          packaged
              .playingOn(icecast)
              .withEnvironment("NOTIFY_SOCKET", "" + packaged.beside("notify"))
              .withEnvironment("WATCHDOG_USEC", "3000000")
              .start();
      Awaitility.await("ready").until(() -> heard(socket, "READY=1"));
      String name = Station.stamp(Instant.now()) + "_tone.mp3";
      packaged.home().send(Tone.mp3(packaged.beside("tone.mp3"), 240, 440), name);
      Awaitility.await("the programme")
          .until(() -> heard(socket, "STATUS=On the air: '" + name + "' on main until "));
      int before = socket.notices().size();
      Awaitility.await("pings while it is on the air")
          .until(
              () ->
                  socket.notices().stream()
                          .skip(before)
                          .filter(notice -> notice.contains("WATCHDOG=1"))
                          .count()
                      > 2);
      assertThat(run.stop()).as("exit code").isEqualTo(ENDED_BY_SIGTERM);
      assertThat(heard(socket, "STOPPING=1")).as("the stop").isTrue();
    }
  }

  private static boolean heard(NotifySocket socket, String words) {
    return socket.notices().stream().anyMatch(notice -> notice.contains(words));
  }
}

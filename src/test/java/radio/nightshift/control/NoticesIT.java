package radio.nightshift.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.support.Integration;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;

/** What a service manager hears of the packaged station. */
@Integration
class NoticesIT {
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

  private static boolean heard(NotifySocket socket, String words) {
    return socket.notices().stream().anyMatch(notice -> notice.contains(words));
  }
}

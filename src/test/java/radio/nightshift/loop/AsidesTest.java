package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AsidesTest {
  private static final String REMEDY = "look after its disk";

  private final CountDownLatch hangs = new CountDownLatch(1);

  private Object hang(Asides asides, boolean isWanted) throws IOException {
    return asides.await(
        "the folder",
        REMEDY,
        () -> isWanted,
        () -> {
          hangs.await();
          return "late";
        });
  }

  @Test
  @Timeout(20)
  void whatHangsIsLeftAtAStopAndAfterTheLimit() throws Exception {
    Asides patient = new Asides(Duration.ofHours(1));
    assertThatThrownBy(() -> hang(patient, false))
        .hasMessageStartingWith("the folder has not come");
    assertThatThrownBy(() -> hang(patient, true))
        .as("a second thread for what hangs")
        .hasMessage("the folder is still waited for; look after its disk");
    Asides hasty = new Asides(Duration.ofSeconds(1));
    assertThatThrownBy(() -> hang(hasty, true))
        .hasMessage("the folder has not come within 1 s; look after its disk");
    hangs.countDown();
    assertThat(hang(new Asides(Duration.ofHours(1)), true)).isEqualTo("late");
  }

  @Test
  void aFailureIsTheTasksOwn() {
    IOException own = new IOException("no such name");
    assertThatThrownBy(
            () ->
                new Asides(Duration.ofHours(1))
                    .await(
                        "the address",
                        REMEDY,
                        () -> true,
                        () -> {
                          throw own;
                        }))
        .isSameAs(own);
  }
}

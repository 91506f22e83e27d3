package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.programme.Cue;

class DueTitlesTest {
  private long seconds;
  private final DueTitles titles = new DueTitles(() -> TimeUnit.SECONDS.toNanos(seconds));

  private static AsRun playing(String mount, String title) {
    Instant start = Instant.EPOCH;
    Cue cue = new Cue(mount, "a", title, Path.of("a.mp3"), start, start.plusSeconds(5), "turn 1");
    return new AsRun(UUID.randomUUID(), cue, Outcome.ON_AIR, Duration.ZERO, start, start, 1, 0);
  }

  private boolean isSent(String title, boolean isNewConnection) {
    AsRun asRun = playing("demo", title);
    boolean isDue = titles.isDue(asRun, isNewConnection);
    if (isDue) {
      titles.take(asRun);
    }
    return isDue;
  }

  @Test
  void aTitleIsDueIfItIsAnotherOrItsConnectionIsNewOrAfterAWhile() {
    assertThat(isSent("one", false)).as("the first").isTrue();
    seconds = 5;
    assertThat(isSent("one", false)).as("the same at the next turn").isFalse();
    assertThat(isSent("one", true)).as("the same on a new connection").isTrue();
    assertThat(isSent("two", false)).as("another").isTrue();
    seconds = 34;
    assertThat(isSent("two", false)).as("29 s later").isFalse();
    seconds = 35;
    assertThat(isSent("two", false)).as("30 s later").isTrue();
  }

  @Test
  void whatHasFailedOnceIsTriedAgainSoonerThanWhatFailsAgain() {
    assertThat(isSent("one", true)).isTrue();
    assertThat(titles.failures("demo", true)).isEqualTo(1);
    seconds = 5;
    assertThat(isSent("one", false)).as("5 s after the first failure").isTrue();
    assertThat(titles.failures("demo", true)).isEqualTo(2);
    seconds = 34;
    assertThat(isSent("one", false)).as("29 s after the second").isFalse();
    assertThat(titles.failures("demo", false)).isZero();
  }

  @Test
  void oneRequestOfEachMountWaitsAndSendsTheLatestTitle() {
    AsRun first = playing("demo", "one");
    assertThat(titles.isDue(first, true)).isTrue();
    assertThat(titles.isDue(playing("hold", "hold"), true)).as("of another mount").isTrue();
    for (int i = 0; i < 20; i++) {
      seconds += 30;
      assertThat(titles.isDue(playing("demo", "title " + i), true)).as("while one waits").isFalse();
    }
    assertThat(titles.take(first).cue().title()).isEqualTo("title 19");
    assertThat(titles.isDue(playing("demo", "title 20"), false)).as("after that").isTrue();
  }
}

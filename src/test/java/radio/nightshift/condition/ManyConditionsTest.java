package radio.nightshift.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.health.HealthCheck;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;

/** Ten thousand conditions, several threads, and who listens. */
class ManyConditionsTest {
  private static final int MANY = 10_000;

  @TempDir Path home;
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T08:00:00Z");
  private LogLines log;
  private Conditions conditions;

  @BeforeEach
  void start() {
    log = LogLines.open();
    conditions = Conditions.kept(home.resolve("conditions"), clock);
  }

  @AfterEach
  void stop() {
    conditions.close();
    log.close();
  }

  @Test
  @Timeout(180)
  void ofTenThousandTheFirstAreListedAndOneStandsForTheOthers() throws Exception {
    for (int round = 0; round < 3; round++) {
      IntStream.range(0, MANY).forEach(this::raise);
    }
    assertThat(conditions.all()).hasSize(RoomConditions.MOST_LISTED + 1);
    assertThat(log.all()).as("lines of three rounds").hasSize(RoomConditions.MOST_LISTED + 1);
    assertThat(log.all()).last().asString().contains("ingest has more than 200 conditions");
    Awaitility.await().until(() -> Files.exists(home.resolve("conditions")));
    assertThat(Files.readAllLines(home.resolve("conditions")))
        .hasSize(1 + RoomConditions.MOST_LISTED + 1);
    IntStream.range(0, MANY).forEach(i -> conditions.clear("ingest", "key " + i, "All is well"));
    assertThat(conditions.all()).isEmpty();
    assertThat(log.with("Over after 0 s: ingest has more than 200")).hasSize(1);
  }

  @Test
  void thePlaceOfOneThatIsClearedIsForOneThatIsRaisedAgain() {
    IntStream.range(0, RoomConditions.MOST_LISTED + 1).forEach(this::raise);
    conditions.clear("ingest", "key 0", "'0' is gone");
    IntStream.range(1, RoomConditions.MOST_LISTED + 1).forEach(this::raise);
    assertThat(conditions.all())
        .hasSize(RoomConditions.MOST_LISTED)
        .noneMatch(one -> one.about().equals(RoomConditions.FURTHER));
    assertThat(log.with("'" + RoomConditions.MOST_LISTED + "' is odd")).hasSize(1);
  }

  @Test
  void whatIsBeyondTheListIsClearedWithItsKind() {
    IntStream.range(0, MANY).forEach(this::raise);
    conditions.clearOthers("ingest", "key ", List.of("key 7"));
    assertThat(conditions.all()).extracting(Condition::about).containsExactly("key 7");
  }

  @Test
  void aCriticalOneBeyondTheListTakesHealthDown() {
    IntStream.range(0, RoomConditions.MOST_LISTED).forEach(this::raise);
    assertThat(health()).isEqualTo(HealthCheck.State.UP);
    conditions.raise("ingest", "mount", Severity.CRITICAL, "Off the air", "");
    assertThat(health()).isEqualTo(HealthCheck.State.DOWN);
    conditions.raise("ingest", "other", Severity.WARNING, "Also beyond", "");
    conditions.clear("ingest", "mount", "On the air");
    assertThat(health()).isEqualTo(HealthCheck.State.UP);
  }

  @Test
  void anotherRoomIsNotHeldUpByOneThatIsFull() {
    IntStream.range(0, MANY).forEach(this::raise);
    conditions.raise("playout", "mount", Severity.CRITICAL, "Off the air", "");
    assertThat(conditions.find("playout", "mount")).isPresent();
  }

  @Test
  void longTextsAreCut() {
    conditions.raise("ingest", "a".repeat(5000), Severity.WARNING, "w".repeat(1 << 20), "r");
    Condition one = conditions.all().get(0);
    assertThat(one.words()).hasSize(1000);
    assertThat(conditions.find("ingest", "a".repeat(5000))).contains(one);
    conditions.clear("ingest", "a".repeat(5000), "Well");
    assertThat(conditions.all()).isEmpty();
  }

  @Test
  void listenersLearnOfEveryChangeInOrder() {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    conditions.listen(
        change -> {
          throw new IllegalStateException("this one fails");
        });
    conditions.listen(change -> heard.add(change.kind() + " " + change.line()));
    raise(1);
    raise(1);
    conditions.raise("ingest", "key 1", Severity.ERROR, "'1' is odd", "");
    clock.step(Duration.ofMinutes(5));
    conditions.clear("ingest", "key 1", "'1' is gone");
    Awaitility.await().until(() -> heard.size() >= 3);
    assertThat(heard)
        .containsExactly(
            "RAISED '1' is odd.", "CHANGED '1' is odd.", "OVER '1' is gone, after 5 minutes.");
    assertThat(log.warnings("A listener to conditions failed")).hasSize(3);
  }

  @Test
  @Timeout(180)
  void aListenerThatHangsHoldsUpNeitherThoseWhoRaiseNorTheFile() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    conditions.listen(change -> await(never));
    for (int i = 0; i <= 1100; i++) {
      conditions.raise("ingest", "bucket", Severity.WARNING, "Away, try " + i, "");
    }
    assertThat(log.warnings("too slow")).hasSize(1);
    Awaitility.await()
        .until(() -> Files.readString(home.resolve("conditions")).contains("try 1100"));
    never.countDown();
  }

  @Test
  @Timeout(180)
  void ofTwoThreadsThatRaiseAndClearTheSameEachChangeIsOneLine() throws Exception {
    List<Change> changes = Collections.synchronizedList(new ArrayList<>());
    conditions.listen(changes::add);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 200; i++) {
                  raise(1);
                  conditions.clear("ingest", "key 1", "'1' is gone");
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Awaitility.await().until(() -> changes.size() == log.all().size());
    for (int i = 0; i < changes.size(); i++) {
      assertThat(changes.get(i).kind())
          .isEqualTo(i % 2 == 0 ? Change.Kind.RAISED : Change.Kind.OVER);
    }
    assertThat(conditions.all()).isEmpty();
  }

  @Test
  void whatIsRaisedAfterTheEndIsKept() {
    conditions.close();
    raise(1);
    try (Conditions next = Conditions.kept(home.resolve("conditions"), clock)) {
      assertThat(next.find("ingest", "key 1")).isPresent();
    }
  }

  @Test
  void theTableInJmxHasARowForEach() throws Exception {
    ConditionTable table = new ConditionTable(conditions);
    assertThat(table.rows().isEmpty()).isTrue();
    raise(1);
    conditions.raise("playout", "mount", Severity.CRITICAL, "Off the air", "check Icecast");
    assertThat(table.rows().get(new Object[] {"playout", "mount"}).values())
        .map(Object::toString)
        .containsExactlyInAnyOrder(
            "playout", "mount", "critical", "2026-06-10T08:00:00Z", "Off the air", "check Icecast");
    assertThat(table.rows().size()).isEqualTo(2);
    assertThat(table.critical()).isEqualTo(1);
    assertThat(table.warnings()).isEqualTo(1);
    assertThat(table.errors()).isZero();
  }

  private void raise(int i) {
    conditions.raise("ingest", "key " + i, Severity.WARNING, "'" + i + "' is odd", "");
  }

  private HealthCheck.State health() {
    return new ConditionsHealthCheck(conditions).call().getState();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

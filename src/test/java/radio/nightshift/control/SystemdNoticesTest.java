package radio.nightshift.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.icecast.Pulse;
import radio.nightshift.support.Integration;

/** What systemd hears, by the real systemd-notify on a socket of the test's. */
@Integration
class SystemdNoticesTest {
  private static final Pulse GOES_ON = new Pulse(List.of(), true);
  private static final List<String> MOUNT = List.of("icecast://localhost:8000/live.mp3");

  @TempDir Path folder;
  private final Conditions conditions = Conditions.unkept(Clock.systemUTC());
  private final AtomicReference<String> line = new AtomicReference<>("Nothing is on the air");
  private final AtomicReference<Pulse> pulse = new AtomicReference<>(GOES_ON);
  private NotifySocket socket;

  @BeforeEach
  void open() throws Exception {
    socket = NotifySocket.open(folder.resolve("notify"));
  }

  @AfterEach
  void close() throws Exception {
    socket.close();
    conditions.close();
  }

  private SystemdNotices notices(List<String> program, Duration watchdog) {
    return notices(new SystemdSocket(program, watchdog), line::get);
  }

  private SystemdNotices notices(Supplier<String> words) {
    return notices(new SystemdSocket(socket.program(), Duration.ofSeconds(3)), words);
  }

  private SystemdNotices notices(SystemdSocket systemd, Supplier<String> words) {
    return new SystemdNotices(systemd, time -> pulse.get(), words, conditions);
  }

  @Test
  void itHearsThatTheStationIsReadyWhatIsOnTheAirThatItLivesAndThatItStops() {
    SystemdNotices notices = notices(socket.program(), Duration.ofSeconds(3));
    notices.ready();
    Awaitility.await("ready").until(() -> !socket.notices().isEmpty());
    assertThat(socket.notices().get(0)).contains("READY=1", "STATUS=Nothing is on the air");
    line.set("On the air: 'jazz.mp3' on main — ünïcode");
    Awaitility.await("the programme")
        .until(() -> heard("STATUS=On the air: 'jazz.mp3' on main — ünïcode"));
    Awaitility.await("three pings")
        .until(
            () -> socket.notices().stream().filter(one -> one.contains("WATCHDOG=1")).count() > 2);
    assertThat(socket.notices().stream().filter(one -> one.contains("STATUS=")))
        .as("status, each once")
        .hasSize(2);
    notices.stopping();
    Awaitility.await("the stop").until(() -> heard("STOPPING=1"));
    assertThat(conditions.all()).isEmpty();
  }

  @Test
  void threadsThatAllStandStillStopThePingsForAsLong() {
    pulse.set(new Pulse(MOUNT, false));
    SystemdNotices notices = notices(socket.program(), Duration.ofSeconds(3));
    notices.ready();
    Awaitility.await("the condition")
        .until(
            () ->
                conditions
                    .find("control", "watchdog")
                    .filter(one -> one.severity() == Severity.CRITICAL)
                    .isPresent());
    line.set("Still here");
    Awaitility.await("a later notice").until(() -> heard("STATUS=Still here"));
    assertThat(heard("WATCHDOG=1")).as("a ping").isFalse();
    pulse.set(new Pulse(MOUNT, true));
    Awaitility.await("a ping, for another mount is on the air").until(() -> heard("WATCHDOG=1"));
    assertThat(conditions.find("control", "watchdog")).as("the condition").isPresent();
    pulse.set(GOES_ON);
    Awaitility.await("all go on").until(() -> conditions.all().isEmpty());
    notices.stopping();
  }

  private boolean heard(String text) {
    return socket.notices().stream().anyMatch(notice -> notice.contains(text));
  }

  @Test
  void aStatusLineThatFailsStopsNeitherReadyNorPings() {
    SystemdNotices notices =
        notices(
            () -> {
              throw new IllegalStateException("broken");
            });
    notices.ready();
    Awaitility.await("ready").until(() -> heard("READY=1"));
    Awaitility.await("a ping").until(() -> heard("WATCHDOG=1"));
    assertThat(conditions.find("control", "status line"))
        .hasValueSatisfying(one -> assertThat(one.words()).contains("broken"));
    notices.stopping();
  }

  @Test
  void aStatusLineThatWaitsForADiskStopsNeitherReadyNorPings() {
    CountDownLatch disk = new CountDownLatch(1);
    SystemdNotices notices =
        notices(
            () -> {
              await(disk);
              return "It has come back";
            });
    notices.ready();
    Awaitility.await("ready").until(() -> heard("READY=1"));
    Awaitility.await("a ping").until(() -> heard("WATCHDOG=1"));
    assertThat(heard("STATUS=")).as("a status").isFalse();
    disk.countDown();
    Awaitility.await("the status").until(() -> heard("STATUS=It has come back"));
    notices.stopping();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void ofAStartThatHasFailedNothingIsHeard() throws Exception {
    notices(line::get).stopping();
    SystemdNotices second = notices(line::get);
    second.ready();
    Awaitility.await("ready").until(() -> heard("READY=1"));
    assertThat(heard("STOPPING=1")).as("a stop").isFalse();
    second.stopping();
  }

  @Test
  void aStationWithoutSystemdNotifyHasACondition() {
    SystemdNotices notices = notices(List.of("/no/systemd-notify"), null);
    notices.ready();
    Awaitility.await("the condition")
        .until(() -> conditions.find("control", "systemd").isPresent());
    notices.stopping();
  }

  @Test
  void whoIsNotAskedToNotifyDoesNot() {
    assertThat(SystemdSocket.of(Map.of())).isEmpty();
    assertThat(watchdog(Map.of())).isNull();
    assertThat(watchdog(Map.of("WATCHDOG_USEC", "30000000"))).isEqualTo(Duration.ofSeconds(30));
    assertThat(watchdog(Map.of("WATCHDOG_USEC", "often"))).isNull();
    assertThat(watchdog(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"))).isNull();
  }

  private static Duration watchdog(Map<String, String> environment) {
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.put("NOTIFY_SOCKET", "/run/systemd/notify");
    Optional<SystemdSocket> systemd = SystemdSocket.of(all);
    return systemd.orElseThrow().watchdog();
  }

  @Test
  void theLineHasWhatIsOnTheAirAndNextInTheStationsTime() {
    Map<String, Object> playout =
        Map.of(
            "onAir",
            List.of(
                Map.of("mount", "main", "programme", "a\n.mp3", "until", "2026-06-10T15:00:00Z")),
            "next",
            List.of(
                Map.of("mount", "main", "programme", "b.mp3", "start", "2026-06-10T16:00:00Z")));
    StatusLine status = new StatusLine(ZoneOffset.ofHours(1));
    assertThat(status.of(Map.of("playout", () -> playout)))
        .isEqualTo(
            "On the air: 'a\\u000a.mp3' on main until 16:00; next: 'b.mp3' on main at 17:00");
    assertThat(status.of(Map.of())).isEqualTo("Nothing is on the air");
  }
}

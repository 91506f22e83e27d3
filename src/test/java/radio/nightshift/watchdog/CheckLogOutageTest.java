package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MariaDbServer;

/** The log of checks while its MariaDB is killed. */
@Integration
class CheckLogOutageTest {
  private static final int KILLS = 20;
  private static final Duration OUTAGE = Duration.ofSeconds(4);
  private static final long LONGEST_COMMIT_MICROS = 3000;

  private final ScheduledExecutorService station = Executors.newScheduledThreadPool(2);
  private final AtomicInteger noted = new AtomicInteger();
  private MariaDbServer server;
  private CommitProxy proxy;
  private CheckLogRig rig;

  @TempDir Path home;

  @BeforeEach
  void start() throws Exception {
    server = MariaDbServer.start();
    proxy = new CommitProxy(server.port());
    rig =
        new CheckLogRig(
            home,
            new StoreLogin(
                MariaDbServer.url(proxy.port()), MariaDbServer.USER, MariaDbServer.PASSWORD));
    station.scheduleWithFixedDelay(this::note, 0, 10, TimeUnit.MILLISECONDS);
    station.scheduleWithFixedDelay(rig.log::send, 0, 15, TimeUnit.MILLISECONDS);
  }

  private void note() {
    int number = noted.get();
    rig.note(number, number + 1);
    noted.incrementAndGet();
  }

  @AfterEach
  void stop() throws Exception {
    station.shutdownNow();
    rig.close();
    proxy.close();
    server.close();
  }

  @Test
  void aDatabaseKilledForSecondsAndTwentyTimesInACommitLosesAndDoublesNothing() throws Exception {
    awaitSent();
    server.kill();
    int before = noted.get();
    await("checks noted during the outage")
        .until(() -> noted.get() > before + OUTAGE.toMillis() / 20);
    assertThat(rig.told(CheckSender.STORE)).contains("Checks wait on disk", "start it");
    server.restart();
    for (int kill = 0; kill < KILLS; kill++) {
      awaitSent();
      proxy.breakNext(new CommitProxy.Break(kill % 4 != 3, this::killSoon));
      await("kill " + kill).until(proxy::isDone);
      server.restart();
    }
    station.shutdown();
    assertThat(station.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    await("everything sent")
        .until(
            () -> {
              rig.log.send();
              return rig.log.waiting() == 0;
            });
    assertThat(server.query(CheckLogMariaDbTest.NAMES))
        .as("the rows, in order")
        .isEqualTo(CheckLogRig.names(0, noted.get()));
    assertThat(rig.conditions.all()).as("conditions afterwards").isEmpty();
  }

  /** At some moment of the commit. */
  private void killSoon() throws InterruptedException {
    LockSupport.parkNanos(
        TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextLong(LONGEST_COMMIT_MICROS)));
    server.kill();
  }

  private void awaitSent() throws Exception {
    int goal = noted.get() + 1;
    await("a check in the database")
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () ->
                Integer.parseInt(
                        server
                            .query("SELECT COALESCE(MAX(last), 0) FROM nightshift_watchdog")
                            .get(0))
                    >= goal);
  }
}

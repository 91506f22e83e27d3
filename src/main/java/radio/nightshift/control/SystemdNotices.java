package radio.nightshift.control;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Severity;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.icecast.Pulse;

/**
 * Notifies systemd that the station is ready, what is on the air, that it lives, and that it stops.
 * {@code systemd-notify} does it, as Java has no Unix datagram sockets: one process a round at
 * most, which are a second apart or more.
 */
final class SystemdNotices {
  private static final Logger LOG = LoggerFactory.getLogger(SystemdNotices.class);
  private static final String ROOM = "control";
  private static final String ABOUT = "systemd";
  private static final String LINE = "status line";
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final Duration SHORTEST_ROUND = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A thread that has an airing and has not gone round its loop for so long will not any more. */
  private static final Duration STUCK = Duration.ofSeconds(30);

  private final List<String> program;
  private final Function<Duration, Pulse> pulse;
  private final Supplier<String> line;
  private final Conditions conditions;
  private final Programs programs = new Programs();
  private final ScheduledExecutorService rounds;

  /** Whatever the status line waits for, as for a disk that hangs, the rounds go on. */
  private final ExecutorService lines;

  private final Duration round;
  private final int roundsAPing;
  private Future<String> asked;
  private String said = "";
  private volatile boolean isBegun;
  private boolean isReady;
  private int count;

  /**
   * Notices that begin with {@link #ready}.
   *
   * @param pulse how the threads on the air go on, if one is stuck after so long
   * @param line what is on the air and what comes next
   */
  SystemdNotices(
      SystemdSocket systemd,
      Function<Duration, Pulse> pulse,
      Supplier<String> line,
      Conditions conditions) {
    program = systemd.program();
    this.pulse = pulse;
    this.line = line;
    this.conditions = conditions;
    rounds = Executors.newSingleThreadScheduledExecutor(task -> thread(task, "control-systemd"));
    lines = Executors.newSingleThreadExecutor(task -> thread(task, "control-status-line"));
    Duration third = systemd.watchdog() == null ? ROUND : systemd.watchdog().dividedBy(3);
    int fits = (int) Math.max(1, (third.toMillis() + ROUND.toMillis() - 1) / ROUND.toMillis());
    Duration even = third.dividedBy(fits);
    round = even.compareTo(SHORTEST_ROUND) < 0 ? SHORTEST_ROUND : even;
    roundsAPing = systemd.watchdog() == null ? Integer.MAX_VALUE : fits;
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Notifies that the station is up, and goes on to notify from here. */
  void ready() {
    isBegun = true;
    rounds.scheduleAtFixedRate(this::goRound, 0, round.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Notifies that the station stops, which nothing waits for; of one that has never been ready,
   * nothing: another start may follow.
   */
  void stopping() {
    if (isBegun) {
      rounds.execute(() -> send(List.of(status("Stopping"), "STOPPING=1")));
      rounds.execute(lines::shutdown);
    }
    rounds.shutdown();
  }

  private void goRound() {
    try {
      List<String> notices = new ArrayList<>();
      if (!isReady) {
        notices.add("--ready");
      }
      lineNow().filter(now -> !now.equals(said)).ifPresent(now -> notices.add(status(now)));
      count++;
      if (count >= roundsAPing && isAlive()) {
        count = 0;
        notices.add("WATCHDOG=1");
      }
      if (!notices.isEmpty()) {
        isReady |= send(notices);
      }
    } catch (RuntimeException e) {
      // Else this would have been the last round, and systemd would end the station for it.
      LOG.warn("A round of notices for systemd has failed", e);
    }
  }

  /** Nothing if it fails or is not there yet: that tells nothing about the air. */
  private Optional<String> lineNow() {
    if (asked == null) {
      asked = lines.submit(line::get);
    }
    try {
      String now = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      asked = null;
      conditions.clear(ROOM, LINE, "What is on the air can be notified again");
      return Optional.of(now);
    } catch (TimeoutException later) {
      return Optional.empty();
    } catch (ExecutionException e) {
      asked = null;
      conditions.raise(
          ROOM,
          LINE,
          Severity.WARNING,
          "systemd is not notified of what is on the air (%s)".formatted(e.getCause()),
          "report it, with the log; what is on the air goes on");
      return Optional.empty();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private String status(String text) {
    said = text;
    return "--status=" + text;
  }

  private boolean isAlive() {
    Pulse now = pulse.apply(STUCK);
    if (now.stuck().isEmpty()) {
      conditions.clear(ROOM, "watchdog", "All threads on the air go on");
    } else {
      conditions.raise(
          ROOM,
          "watchdog",
          Severity.CRITICAL,
          "the threads of %s have stood still for %d s"
              .formatted(String.join(", ", now.stuck()), STUCK.toSeconds()),
          "restart the station, if systemd does not do so now");
    }
    return !now.isLost();
  }

  private boolean send(List<String> notices) {
    List<String> command = new ArrayList<>(program);
    command.addAll(notices);
    try {
      ProgramEnd end = programs.run(LIMIT, command);
      if (!end.isSuccess()) {
        throw new IOException(end.lastLine());
      }
      conditions.clear(ROOM, ABOUT, "systemd can be notified again");
      return true;
    } catch (IOException | RuntimeCamelException e) {
      conditions.raise(
          ROOM,
          ABOUT,
          Severity.WARNING,
          "systemd cannot be notified (%s)".formatted(e.getMessage()),
          "see that systemd-notify is installed and NOTIFY_SOCKET is systemd's");
      // What was not heard is said again.
      said = "";
      return false;
    }
  }
}

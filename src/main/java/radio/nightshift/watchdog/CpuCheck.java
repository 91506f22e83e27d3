package radio.nightshift.watchdog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Whether the encoder works, by what it uses of the processor between two checks: one that hangs
 * uses nothing.
 */
public final class CpuCheck {
  /** So many checks running it may be idle but for the last. */
  private static final int RUNNING = 3;

  private final WatchedProcess process;
  private final double below;
  private final LongSupplier nanoTime;
  private List<ProcessUse> before = List.of();
  private long since;
  private int idle;

  /**
   * A check of a process.
   *
   * @param below the share of a core, in percent, that a working encoder uses at least
   */
  CpuCheck(WatchedProcess process, double below) {
    this(process, below, System::nanoTime);
  }

  CpuCheck(WatchedProcess process, double below, LongSupplier nanoTime) {
    this.process = process;
    this.below = below;
    this.nanoTime = nanoTime;
  }

  /**
   * Compares with the check before.
   *
   * @return what was seen
   * @throws CheckFailedException if it does not run, or was idle at three checks running
   */
  public synchronized String check() throws CheckFailedException {
    long now = nanoTime.getAsLong();
    List<ProcessUse> running;
    try {
      running = process.running();
    } catch (CheckFailedException e) {
      before = List.of();
      idle = 0;
      throw e;
    }
    if (before.isEmpty()) {
      note(running, now);
      return "%s runs; its use is known from the next check on".formatted(process);
    }
    double share = 100.0 * used(running).toNanos() / Math.max(1, now - since);
    note(running, now);
    idle = share < below ? Math.min(RUNNING, idle + 1) : 0;
    if (idle == RUNNING) {
      throw new CheckFailedException(
          String.format(
              Locale.ROOT,
              "%s has used less than %s %% of a core at %d checks running",
              process,
              String.valueOf(below).replaceFirst("\\.0$", ""),
              RUNNING));
    }
    return String.format(Locale.ROOT, "%s uses %.1f %% of a core%s", process, share, doubt());
  }

  private String doubt() {
    return idle == 0 ? "" : ", too little at %d of %d checks running".formatted(idle, RUNNING);
  }

  private void note(List<ProcessUse> running, long now) {
    before = new ArrayList<>(running);
    since = now;
  }

  /** What those that run have used since; those that are new have used all of it since. */
  private Duration used(List<ProcessUse> running) {
    Duration sum = Duration.ZERO;
    for (ProcessUse one : running) {
      Duration earlier =
          before.stream().filter(one::isOf).map(ProcessUse::used).findFirst().orElse(Duration.ZERO);
      sum = sum.plus(one.used().minus(earlier));
    }
    return sum;
  }
}

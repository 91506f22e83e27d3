package radio.nightshift.ffmpeg;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A program with all that it has started: its process group, or its descendants where it has no
 * group of its own.
 */
final class ProcessGroup {
  private static final long GRACE = Duration.ofSeconds(1).toNanos();
  private static final long LIMIT = Duration.ofSeconds(5).toNanos();
  private static final long GLANCE = Duration.ofMillis(10).toNanos();

  private final ProcessHandle leader;
  private final boolean isOwn;
  private final Set<ProcessHandle> members = new HashSet<>();
  private boolean isTerminated;
  private boolean isGone;
  private long terminated;

  /**
   * The group that a program leads.
   *
   * @param isOwn whether it has been started in a session of its own
   */
  ProcessGroup(ProcessHandle leader, boolean isOwn) {
    this.leader = leader;
    this.isOwn = isOwn;
    members.add(leader);
  }

  /** Requests all to end. */
  synchronized void terminate() {
    if (!isTerminated) {
      all().forEach(ProcessHandle::destroy);
      terminated = System.nanoTime();
      isTerminated = true;
    }
  }

  /** Whether all have been requested to end. */
  synchronized boolean isTerminated() {
    return isTerminated;
  }

  /**
   * Waits until all have ended that were requested to, and kills those that do not in time.
   *
   * @return whether none is left
   */
  boolean awaitEnd() {
    return awaitNone(terminated() + GRACE - System.nanoTime(), false) || kill();
  }

  /**
   * Kills all and waits until they are gone.
   *
   * @return whether none is left, which hangs in the kernel
   */
  boolean kill() {
    return awaitNone(LIMIT, true);
  }

  /** Kills all without waiting. */
  void strike() {
    all().forEach(ProcessHandle::destroyForcibly);
  }

  private boolean awaitNone(long nanos, boolean kills) {
    long start = System.nanoTime();
    boolean isInterrupted = false;
    List<ProcessHandle> left = remaining();
    while (!left.isEmpty() && System.nanoTime() - start < nanos) {
      if (kills) {
        left.forEach(ProcessHandle::destroyForcibly);
      }
      LockSupport.parkNanos(GLANCE);
      // An interrupted thread would not park.
      isInterrupted |= Thread.interrupted();
      left = remaining();
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return left.isEmpty();
  }

  private synchronized long terminated() {
    return terminated;
  }

  private synchronized List<ProcessHandle> remaining() {
    members.removeIf(ProcessGroup::isOver);
    // To inspect all processes of the machine takes time, so it is done when it matters.
    return members.isEmpty() ? all() : List.copyOf(members);
  }

  private synchronized List<ProcessHandle> all() {
    if (isGone) {
      // The kernel may have given the number to a stranger since.
      return List.of();
    }
    if (isOwn) {
      ProcessEntry.all().stream()
          .filter(one -> one.group() == leader.pid())
          .forEach(one -> add(one.handle()));
    } else {
      leader.descendants().forEach(this::add);
    }
    members.removeIf(ProcessGroup::isOver);
    isGone = members.isEmpty();
    return List.copyOf(members);
  }

  private void add(ProcessHandle member) {
    if (members.add(member) && isTerminated) {
      // It was being started while the others were requested to end.
      member.destroy();
    }
  }

  private static boolean isOver(ProcessHandle process) {
    return !process.isAlive()
        || ProcessEntry.of(process.pid()).map(ProcessEntry::isOver).orElse(true);
  }
}

package radio.nightshift.loop;

import java.util.concurrent.locks.LockSupport;

/** Time that no step of the wall clock changes, and a rest by it. */
interface MonotonicTime {
  /** The machine's own. */
  MonotonicTime SYSTEM =
      new MonotonicTime() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void rest(long nanos) {
          LockSupport.parkNanos(nanos);
        }
      };

  long nanos();

  /** Waits about so long, or shorter. */
  void rest(long nanos);
}

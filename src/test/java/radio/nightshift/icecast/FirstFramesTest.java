package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstFramesTest {
  private static final long IN = TimeUnit.MILLISECONDS.toNanos(200);

  private final ScheduledExecutorService one = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService mounts = Executors.newCachedThreadPool();
  private final FirstFrames firstFrames = new FirstFrames(one);
  private final Map<String, Thread> sentBy = new ConcurrentHashMap<>();

  @AfterEach
  void end() {
    one.shutdownNow();
    mounts.shutdownNow();
  }

  @Test
  void aMountReturnsWhenItsFrameIsOutAndNotBeforeItsTime() throws Exception {
    long before = System.nanoTime();
    long[] sent = new long[1];
    mount(
            () -> {
              sent[0] = System.nanoTime();
              return null;
            })
        .get(3, TimeUnit.MINUTES);
    assertThat(sent[0] - before).isGreaterThanOrEqualTo(IN);
  }

  @Test
  void aFailureReachesItsOwnMountWithItsWordsAndNoOther() throws Exception {
    Future<Void> failing =
        mount(
            () -> {
              throw new IcecastException("The server is gone.");
            });
    Future<Void> other = mount(() -> sent("other"));
    other.get(3, TimeUnit.MINUTES);
    assertThatThrownBy(() -> failing.get(3, TimeUnit.MINUTES))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isExactlyInstanceOf(IcecastException.class)
        .hasMessage("The server is gone.");
    assertThat(sentBy).containsKey("other");
  }

  @Test
  void aServerThatTakesNothingHoldsUpNoOtherMount() throws Exception {
    CountDownLatch thawed = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    Future<Void> frozen =
        mounts.submit(
            () -> {
              firstFrames.sendIn(
                  0,
                  () -> {
                    blocked.countDown();
                    thawed.await();
                    return null;
                  });
              return null;
            });
    blocked.await();
    mount(() -> sent("a")).get(3, TimeUnit.MINUTES);
    mount(() -> sent("b")).get(3, TimeUnit.MINUTES);
    assertThat(sentBy).containsOnlyKeys("a", "b");
    assertThat(frozen.isDone()).isFalse();
    thawed.countDown();
    frozen.get(3, TimeUnit.MINUTES);
  }

  private Void sent(String mount) {
    assertThat(sentBy.put(mount, Thread.currentThread())).as("sent before").isNull();
    return null;
  }

  private Future<Void> mount(Callable<Void> sending) {
    return mounts.submit(
        () -> {
          firstFrames.sendIn(IN, sending);
          return null;
        });
  }
}

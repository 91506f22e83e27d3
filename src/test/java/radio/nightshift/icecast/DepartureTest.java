package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.LifecycleStrategySupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.AsRun.Outcome;
import radio.nightshift.support.SourceProbe;

/** What is still heard while the station stops. */
class DepartureTest extends MountRoute {
  private final Airings airings = new Airings();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch worked = new CountDownLatch(1);

  @BeforeEach
  void anotherRoomIsAtWork() throws Exception {
    context.getRegistry().bind("airings", airings);
    context.addLifecycleStrategy(
        new LifecycleStrategySupport() {
          @Override
          public void onContextStopping(CamelContext context) {
            stopping.countDown();
          }
        });
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("seda:work")
                .routeGroup("prepare")
                .process(
                    exchange -> {
                      working.countDown();
                      worked.await();
                    });
          }
        });
    context.createProducerTemplate().sendBody("seda:work", "a file");
    working.await();
  }

  @Test
  void aMountIsLeftOnceAllElseHasEnded() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      play(probe.port(), "", cue("a", mp3("a", 60, 440), 60, SOON));
      Awaitility.await("on the air").until(() -> !airings.onAir().isEmpty());
      CompletableFuture<Void> stop = CompletableFuture.runAsync(context::stop);
      stopping.await();
      int heard = probe.takes().get(0).arrivals.size();
      Awaitility.await("audio while another room is still at work")
          .until(() -> probe.takes().get(0).arrivals.size() > heard + 20);
      worked.countDown();
      stop.join();
      assertThat(asRuns).extracting(AsRun::outcome).isEqualTo(List.of(Outcome.STOPPED));
      assertThat(probe.takes()).as("connections").hasSize(1);
    }
  }

  @Test
  void aMountIsLeftInTheEndThoughARoomHangs() throws Exception {
    try (SourceProbe probe = SourceProbe.start()) {
      play(probe.port(), "", cue("a", mp3("a", 60, 440), 60, SOON));
      Awaitility.await("on the air").until(() -> !airings.onAir().isEmpty());
      CompletableFuture<Void> stop = CompletableFuture.runAsync(context::stop);
      Awaitility.await("left").until(() -> probe.takes().get(0).closed);
      assertThat(ended(1)).extracting(AsRun::outcome).isEqualTo(List.of(Outcome.STOPPED));
      worked.countDown();
      stop.join();
    }
  }
}

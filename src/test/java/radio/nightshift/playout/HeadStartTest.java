package radio.nightshift.playout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadStartTest {
  private static final Instant TICK = Instant.parse("2026-06-10T12:00:02Z");

  private final CamelContext context = new DefaultCamelContext();
  private final HeadStart headStart = new HeadStart();

  @BeforeEach
  void start() {
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void itIsTheTicksPeriodAndTheLeadAndThreeSecondsToSpare() {
    mount("main", "5s");
    assertThat(headStart.of(tick(4))).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void itFollowsATickThatIsEditedAndCountsForWhatAsksBetweenTicksToo() {
    mount("main", "5s");
    assertThat(headStart.of(tick(30))).isEqualTo(Duration.ofSeconds(38));
    assertThat(headStart.of(new DefaultExchange(context))).isEqualTo(Duration.ofSeconds(38));
    assertThat(headStart.of(tick(10))).isEqualTo(Duration.ofSeconds(18));
  }

  @Test
  void itFollowsTheLongestLeadOfTheMounts() {
    mount("main", "5s");
    mount("slow", "8s");
    assertThat(headStart.of(tick(4))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void aLeadThatIcecastWouldNotWaitForIsRefused() {
    assertThatThrownBy(() -> mount("main", "20s"))
        .rootCause()
        .hasMessage(
            "lead of icecast: is 20s; give 0s to 8s, since Icecast drops a source that is silent for 10 s");
  }

  @Test
  void quartzSaysWhenTheNextTickComes() throws Exception {
    BlockingQueue<Duration> seen = new LinkedBlockingQueue<>();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("quartz:playout/tick?cron=0/2+*+*+*+*+?")
                .process(exchange -> seen.add(headStart.of(exchange)));
          }
        });
    assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void beforeTheFirstTickTheHeartbeatCounts() {
    mount("main", "5s");
    assertThat(headStart.of(new DefaultExchange(context))).isEqualTo(Duration.ofSeconds(23));
  }

  private void mount(String name, String lead) {
    context.getEndpoint(
        "icecast:localhost:8000/%s?user=source&password=hackme&lead=%s".formatted(name, lead));
  }

  private Exchange tick(int period) {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setHeader("scheduledFireTime", Date.from(TICK));
    exchange.getMessage().setHeader("nextFireTime", Date.from(TICK.plusSeconds(period)));
    return exchange;
  }
}

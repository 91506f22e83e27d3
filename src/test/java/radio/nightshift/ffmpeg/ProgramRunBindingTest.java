package radio.nightshift.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.exec.ExecException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import radio.nightshift.support.Integration;

/** The door by which a route of any room runs a program: {@code exec:nice} with a run as body. */
@Integration
class ProgramRunBindingTest {
  private static final String RUN = "exec:nice?binding=#programRuns&commandExecutor=#programs";

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Programs programs = new Programs();
  private final List<ProgramEnd> ends = new ArrayList<>();

  @BeforeEach
  void start() {
    context.getRegistry().bind("programs", programs);
    context
        .getRegistry()
        .bind("programRuns", new ProgramRunBinding(new Niceness(List.of("-n", "15"))));
    context.start();
  }

  @AfterEach
  void stop() throws Exception {
    programs.stop();
    context.close();
  }

  @Test
  void aRunIsGivenTheEndOfItsProgramAndTheBodyStays() throws Exception {
    ProgramRun run = shell("nice; echo err >&2; exit 3", ends::add);
    Exchange exchange = send(RUN, run);
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getBody()).isSameAs(run);
    assertThat(ends).containsExactly(new ProgramEnd(3, "15\n", "err\n"));
  }

  @Test
  void aFailureThatTheRunSeesIsTheExchanges() {
    Exchange exchange =
        send(
            RUN,
            shell(
                "exit 1",
                end -> {
                  throw new IllegalStateException("exit " + end.exit());
                }));
    assertThat(exchange.getException())
        .hasMessage("exit 1")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theEndpointsArgumentNamesTheRunOfABodyThatHasSeveral() {
    ProgramRuns runs =
        name -> name.equals("none") ? null : shell("echo " + name, end -> ends.add(end));
    assertThat(send(RUN + "&args=one", runs).getException()).isNull();
    assertThat(send(RUN + "&args=none", runs).getException()).isNull();
    assertThat(send(RUN + "&args=two", runs).getException()).isNull();
    assertThat(ends).extracting(ProgramEnd::out).containsExactly("one\n", "two\n");
  }

  @Test
  void aProgramThatHangsEndsAtItsLimitOrTheEndpointsIfThatIsShorter() {
    send(RUN, ProgramRun.of(List.of("sleep", "600"), Duration.ofMillis(200), ends::add));
    send(RUN + "&timeout=200", shell("sleep 600", ends::add));
    assertThat(ends).extracting(ProgramEnd::isTimedOut).containsExactly(true, true);
  }

  @Test
  void aProgramThatWasKilledSaysNothingAboutItsFile() {
    Exchange exchange = send(RUN, shell("kill -9 $$", ends::add));
    assertThat(exchange.getException())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sh was ended from outside");
    assertThat(ends).isEmpty();
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    ProgramRun run = ProgramRun.of(List.of("no-such-program"), Duration.ofMinutes(1), ends::add);
    assertThat(send(RUN, run).getException())
        .isInstanceOf(ExecException.class)
        .hasMessageContaining("no-such-program");
    assertThat(ends).isEmpty();
  }

  @Test
  void aBodyThatIsNoRunIsRefused() {
    assertThat(send(RUN, "ffmpeg").getException()).hasMessageContaining("must be a program's run");
  }

  private static ProgramRun shell(String script, ProgramRun.Meaning meaning) {
    return ProgramRun.of(List.of("sh", "-c", script), Duration.ofMinutes(1), meaning);
  }

  private Exchange send(String endpoint, Object body) {
    return context
        .createProducerTemplate()
        .send(endpoint, exchange -> exchange.getMessage().setBody(body));
  }
}

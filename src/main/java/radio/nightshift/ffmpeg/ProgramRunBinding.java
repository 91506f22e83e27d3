package radio.nightshift.ffmpeg;

import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.exec.ExecBinding;
import org.apache.camel.component.exec.ExecCommand;
import org.apache.camel.component.exec.ExecEndpoint;
import org.apache.camel.component.exec.ExecResult;

/**
 * Makes a {@link ProgramRun} the command of {@code exec:nice}, and has it judge the program's end;
 * a failure becomes the exchange's exception. The runs are the message's body, which stays as it
 * is; the endpoint's {@code args} name the one that is meant.
 */
public final class ProgramRunBinding implements ExecBinding {
  private final Niceness niceness;
  private final ProgramRuns runs;

  /** Runs what the body of each message offers. */
  public ProgramRunBinding(Niceness niceness) {
    this(niceness, null);
  }

  /** Runs always the same, whatever the body is. */
  public ProgramRunBinding(Niceness niceness, ProgramRuns runs) {
    this.niceness = niceness;
    this.runs = runs;
  }

  /** The command; its limit is the run's own, or the endpoint's timeout if that is shorter. */
  @Override
  public ExecCommand readInput(Exchange exchange, ExecEndpoint endpoint) {
    return new RunCommand(
        (runs == null ? body(exchange) : runs).run(endpoint.getArgs()), niceness, endpoint);
  }

  @Override
  public void writeOutput(Exchange exchange, ExecResult result) {
    ProgramRun run = ((RunCommand) result.getCommand()).run;
    if (run == null) {
      return;
    }
    try {
      ProgramEnd end = ProgramEnd.of(result.getExitValue(), result.getStdout(), result.getStderr());
      end.requireNotKilled(run.command().get(0));
      run.ended(end);
    } catch (Exception failure) {
      exchange.setException(failure);
    }
  }

  private static ProgramRuns body(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    if (body instanceof ProgramRuns offered) {
      return offered;
    }
    throw new IllegalArgumentException(
        "the body of a message to exec: must be a program's run or runs, not " + body);
  }

  /** The command of a run; empty if there is nothing to be run. */
  static final class RunCommand extends ExecCommand {
    private static final long serialVersionUID = 1L;
    private final transient ProgramRun run;

    private RunCommand(ProgramRun run, Niceness niceness, ExecEndpoint endpoint) {
      super(
          endpoint.getExecutable(),
          run == null ? List.of() : niceness.with(run.command()),
          endpoint.getWorkingDir(),
          run == null ? 0L : Math.min(run.limit().toMillis(), endpoint.getTimeout()),
          Set.of(),
          null,
          null,
          false,
          endpoint.getCommandLogLevel());
      this.run = run;
    }

    boolean isEmpty() {
      return run == null;
    }

    byte[] input() {
      return run.input();
    }

    String program() {
      return run.command().get(0);
    }
  }
}

package radio.nightshift.prepare;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Body;

/**
 * Programmes that wait to be produced; whoever has time takes the one that is on the air soonest.
 */
public final class AssignmentQueue {
  private final WaitingList<Assignment> waiting = new WaitingList<>();
  private final PreparationPlan plan;
  private final Clock clock;

  /** An empty queue for what the plan comes to. */
  public AssignmentQueue(PreparationPlan plan, Clock clock) {
    this.plan = plan;
    this.clock = clock;
  }

  /**
   * Adds what is to be produced from some files.
   *
   * @return those that were not waiting already: each scan plans all of them again
   */
  public List<Assignment> add(@Body InboxFiles files) throws IOException {
    return plan.of(files.files()).stream().filter(waiting::add).toList();
  }

  /** Takes the soonest: of the quick ones if the one in the message is quick, or of the others. */
  public Assignment next(@Body Assignment message) {
    return waiting
        .next(
            assignment -> assignment.quick() == message.quick(),
            Assignment.soonestFirst(clock.instant()))
        .orElseThrow();
  }
}

package radio.nightshift.prepare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import radio.nightshift.programme.Timetable;

/**
 * Programmes that wait to be produced, those that have to be quick apart from the others; whoever
 * has time takes the one that is on the air soonest.
 */
public final class AssignmentQueue {
  private final WaitingList<Assignment> quick;
  private final WaitingList<Assignment> others;
  private final PreparationPlan plan;

  /** An empty queue for what the plan comes to. */
  public AssignmentQueue(PreparationPlan plan, Timetable timetable) {
    this.plan = plan;
    this.quick = new WaitingList<>(timetable, Assignment::rank, Assignment.BY_SOURCE);
    this.others = new WaitingList<>(timetable, Assignment::rank, Assignment.BY_SOURCE);
  }

  /**
   * Adds what is to be produced from some files.
   *
   * @return calls for {@link #next}, one at most for each of the two queues: none if one is on its
   *     way, or all were waiting already, as each scan plans them again
   */
  public List<Assignment> add(@Body InboxFiles files) throws IOException {
    List<Assignment> calls = new ArrayList<>();
    for (Assignment assignment : plan.of(files.files())) {
      if (queue(assignment).add(assignment) && queue(assignment).call()) {
        calls.add(assignment);
      }
    }
    return calls;
  }

  /** Takes the soonest: of the quick ones if the one in the message is quick, or of the others. */
  public Assignment next(@Body Assignment message) {
    return queue(message).next().orElseThrow();
  }

  /** Whether a further call is to follow this one. */
  public boolean callNext(@Body Assignment taken) {
    return queue(taken).call();
  }

  /** How many wait to be produced. */
  int size() {
    return quick.size() + others.size();
  }

  /** Whether it waits to be produced. */
  boolean has(Assignment assignment) {
    return queue(assignment).has(assignment);
  }

  private WaitingList<Assignment> queue(Assignment assignment) {
    return assignment.quick() ? quick : others;
  }
}

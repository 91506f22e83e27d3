package radio.nightshift.check;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import radio.nightshift.condition.Printable;

/** Tries all outside parts at once, and says of each in one line how it is. */
public final class Checkup {
  private final Duration patience;
  private final Consumer<String> out;

  /**
   * Prepares a checkup.
   *
   * @param patience how long all parts together may take, being tried at the same time; a part with
   *     a longer limit of its own has that
   * @param out takes the lines
   */
  public Checkup(Duration patience, Consumer<String> out) {
    this.patience = patience;
    this.out = out;
  }

  /**
   * Tries them and says, in their order, how they are.
   *
   * @return whether none failed
   */
  public boolean of(List<Probe> parts) {
    long start = System.nanoTime();
    List<FutureTask<String>> looks = parts.stream().map(Checkup::start).toList();
    boolean well = true;
    for (int i = 0; i < looks.size(); i++) {
      String line = line(looks.get(i), start, parts.get(i));
      well &= !line.startsWith("FAIL");
      out.accept(Printable.printable(line));
    }
    return well;
  }

  private String line(FutureTask<String> look, long start, Probe part) {
    String name = part.name();
    Duration limit = part.limit().compareTo(patience) > 0 ? part.limit() : patience;
    try {
      long left = Math.max(0, start + limit.toNanos() - System.nanoTime());
      return "ok    %s: %s".formatted(name, look.get(left, TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      Throwable trouble = e.getCause();
      String message = trouble.getMessage();
      return "%s  %s: %s"
          .formatted(
              trouble instanceof Caution ? "WARN" : "FAIL",
              name,
              message == null ? trouble.getClass().getSimpleName() : message);
    } catch (TimeoutException e) {
      return "FAIL  %s: no answer within %d s; it hangs, or something on the way does."
          .formatted(name, limit.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "FAIL  %s: the check was broken off.".formatted(name);
    }
  }

  /** A part that hangs for ever must not keep the command from ending. */
  private static FutureTask<String> start(Probe part) {
    FutureTask<String> look = new FutureTask<>(part.look());
    Thread thread = new Thread(look, "check " + part.name());
    thread.setDaemon(true);
    thread.start();
    return look;
  }
}

package radio.nightshift.ffmpeg;

import java.time.Duration;
import java.util.List;

/**
 * One run of a program: what is run, for how long at most, and what its end means. A route hands it
 * to {@code exec:} as the body of a message, with a {@link ProgramRunBinding}.
 */
public interface ProgramRun extends ProgramRuns {

  /** The program and its arguments. */
  List<String> command();

  /** How long it may take. A program that takes longer is killed. */
  Duration limit();

  /**
   * Judges the end of the program. It is not called if the program could not be started, or was
   * killed by somebody else.
   *
   * @throws Exception if that end is a failure, by which the route chooses its error rule
   */
  void ended(ProgramEnd end) throws Exception;

  /** What it reads from its standard input: less than a pipe holds, 64 KB. */
  default byte[] input() {
    return new byte[0];
  }

  /** This run, whatever the name. */
  @Override
  default ProgramRun run(String name) {
    return this;
  }

  /** The meaning of a program's end. */
  interface Meaning {
    /** Judges an end, as {@link ProgramRun#ended} does. */
    void of(ProgramEnd end) throws Exception;
  }

  /** A run that consists of nothing but its three parts. */
  static ProgramRun of(List<String> command, Duration limit, Meaning meaning) {
    return fed(command, new byte[0], limit, meaning);
  }

  /** The same for a program that reads something. */
  static ProgramRun fed(List<String> command, byte[] input, Duration limit, Meaning meaning) {
    return new ProgramRun() {
      @Override
      public byte[] input() {
        return input;
      }

      @Override
      public List<String> command() {
        return command;
      }

      @Override
      public Duration limit() {
        return limit;
      }

      @Override
      public void ended(ProgramEnd end) throws Exception {
        meaning.of(end);
      }

      @Override
      public String toString() {
        return String.join(" ", command);
      }
    };
  }
}

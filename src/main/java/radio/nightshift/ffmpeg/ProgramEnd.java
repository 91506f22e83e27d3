package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import radio.nightshift.condition.Printable;

/**
 * The end of a program.
 *
 * @param exit its exit value, or {@link #TIMED_OUT}
 * @param out the last megabyte of its standard output
 * @param err the last megabyte of its standard error
 */
public record ProgramEnd(int exit, String out, String err) {
  /** The exit value of a program whose time was over, as with coreutils' {@code timeout}. */
  public static final int TIMED_OUT = 124;

  private static final int SHOWN = 200;

  /** An address in memory is another each time; what fails the same way is to read the same. */
  private static final Pattern ADDRESS = Pattern.compile(" @ 0x[0-9a-f]+");

  /** By SIGKILL or SIGTERM, which ffmpeg answers with 255. */
  private static final Set<Integer> KILLED = Set.of(128 + 9, 128 + 15, 255);

  /** The end of a program whose outputs have been kept in memory. */
  static ProgramEnd of(int exit, InputStream out, InputStream err) {
    return new ProgramEnd(exit, text(out), text(err));
  }

  private static String text(InputStream output) {
    try {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("output is kept in memory", e);
    }
  }

  /** An exit value of 0. */
  public boolean isSuccess() {
    return exit == 0;
  }

  /** Whether its time was over. */
  public boolean isTimedOut() {
    return exit == TIMED_OUT;
  }

  /** The last line of its standard error, fit for a log. */
  public String lastLine() {
    return lastLine(err);
  }

  /** The last line of a text that is not blank, fit for a log. */
  public static String lastLine(String text) {
    String last = text.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
    String shown = Printable.printable(ADDRESS.matcher(last.strip()).replaceAll(""));
    return last.isBlank()
        ? "it gives no reason"
        : shown.substring(0, Math.min(SHOWN, shown.length()));
  }

  /**
   * Refuses the end of a program that somebody else has killed, such as the kernel for want of
   * memory: it says nothing about what the program was given.
   *
   * @throws IOException if it was killed
   */
  void requireNotKilled(String program) throws IOException {
    if (KILLED.contains(exit)) {
      throw new IOException(program + " was ended from outside, perhaps for want of memory");
    }
  }
}

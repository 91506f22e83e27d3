package radio.nightshift.support;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import picocli.CommandLine;
import radio.nightshift.Nightshift;

/** A command of the program as it has ended, run in this process. */
public record CommandRun(int code, String out, String err) {

  /** Runs one. */
  public static CommandRun of(String... words) {
    CommandLine commands = Nightshift.commands();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return new CommandRun(commands.execute(words), "" + out, "" + err);
  }

  /** Runs one with settings, which are written into a file. */
  public static CommandRun with(Properties settings, Path file, String... words) {
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(
        Stream.concat(Stream.of(words), Stream.of("--settings", "" + file)).toArray(String[]::new));
  }
}

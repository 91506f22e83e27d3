package radio.nightshift.alerts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Body;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.ProgramRun;

/**
 * Makes a notice a run of the user's program, which reads it as JSON from its standard input.
 *
 * @param program the program's path
 */
public record CommandReceiver(Path program) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** The run that tells a notice. */
  public ProgramRun run(@Body Notice notice) {
    byte[] json = (notice.json() + "\n").getBytes(StandardCharsets.UTF_8);
    return ProgramRun.fed(List.of(program.toString()), json, LIMIT, CommandReceiver::judge);
  }

  private static void judge(ProgramEnd end) throws NotTakenException {
    if (!end.isSuccess()) {
      throw new Failure("command")
          .trouble(
              end.isTimedOut()
                  ? "has not ended within %d s; let it do its work behind it"
                      .formatted(LIMIT.toSeconds())
                  : "fails: %s; see to it that it exits with 0".formatted(end.lastLine()));
    }
  }
}

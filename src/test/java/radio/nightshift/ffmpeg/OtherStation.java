package radio.nightshift.ffmpeg;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A station in a process of its own, which has one lasting program. */
record OtherStation(Process process, long program) implements AutoCloseable {

  /** Starts it, and waits until its program runs. */
  static OtherStation start(Path home, String path) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OtherStation.class.getName(),
                "" + home,
                path)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      // Its log goes there too.
      if (line.matches("program \\d+")) {
        return new OtherStation(process, Long.parseLong(line.substring(8)));
      }
    }
    throw new IOException("the other station has ended before its program ran");
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    ProcessHandle.of(program).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** The station's home, and its PATH. */
  public static void main(String[] arguments) throws Exception {
    List<String> tone = List.of("-re", "-f", "lavfi", "-i", "sine", "-f", "null", "-");
    LastingProgram program =
        new LastingPrograms(Path.of(arguments[0]), arguments[1])
            .start(LastingRun.ffmpeg(tone, 2000, Duration.ofSeconds(30)));
    while (program.progress().time().isZero()) {
      program.requireAlive();
      Thread.onSpinWait();
    }
    System.out.println("program " + program.pid());
    System.in.read();
  }
}

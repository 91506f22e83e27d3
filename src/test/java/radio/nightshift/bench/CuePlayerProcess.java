package radio.nightshift.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A {@link CuePlayer} in a process with the distribution's own flags for Java. */
final class CuePlayerProcess implements AutoCloseable {
  private final Process process;
  private final PrintStream cues;

  private CuePlayerProcess(Process process) {
    this.process = process;
    this.cues = new PrintStream(process.getOutputStream(), true);
  }

  /** Starts one whose Icecast is at that port. */
  static CuePlayerProcess start(Workshop shop, int port) throws IOException {
    Path home = shop.newFolder("player");
    List<String> command =
        new ArrayList<>(shop.java(CuePlayer.class, home.toString(), Integer.toString(port)));
    Process process =
        new ProcessBuilder(command).redirectError(home.resolve("errors.log").toFile()).start();
    CuePlayerProcess player = new CuePlayerProcess(process);
    player.awaitReady();
    return player;
  }

  private void awaitReady() throws IOException {
    BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream()));
    String line;
    do {
      line = said.readLine();
      if (line == null) {
        throw new IOException("the cue player ended before it was ready");
      }
    } while (!line.equals("ready"));
    Thread rest = new Thread(() -> said.lines().forEach(logLine -> {}), "cue player's log");
    rest.setDaemon(true);
    rest.start();
  }

  /** Plays a cue on its own, on a connection of its own. */
  void playAlone(Recording recording, Instant start, Duration length) {
    play("alone", recording, start, length);
  }

  /** Plays a cue of the list, whose mount is {@link CuePlayer#LIST_MOUNT}. */
  void playInList(Recording recording, Instant start, Duration length) {
    play("list", recording, start, length);
  }

  private void play(String how, Recording recording, Instant start, Duration length) {
    cues.println(how + " " + start + " " + length + " " + recording.file);
  }

  @Override
  public void close() throws InterruptedException {
    cues.close();
    Workshop.end(process);
  }
}

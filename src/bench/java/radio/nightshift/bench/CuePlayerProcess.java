package radio.nightshift.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A {@link CuePlayer} in a process with the distribution's own flags for Java. */
final class CuePlayerProcess implements AutoCloseable {
  private final Process process;
  private final PrintStream cues;

  private CuePlayerProcess(Process process) {
    this.process = process;
    this.cues = new PrintStream(process.getOutputStream(), true);
  }

  /** Starts one whose Icecast is at that port, and returns when it is ready. */
  static CuePlayerProcess start(Workshop shop, int port) throws IOException {
    Path home = shop.newFolder("player");
    Path ready = home.resolve(CuePlayer.READY);
    Process process =
        shop.start("player", shop.java(CuePlayer.class, home.toString(), Integer.toString(port)));
    Workshop.await(
        "the cue player", Duration.ofSeconds(60), () -> Files.exists(ready) || !process.isAlive());
    if (!Files.exists(ready)) {
      throw new IOException("the cue player ended before it was ready");
    }
    return new CuePlayerProcess(process);
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

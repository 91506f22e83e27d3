package radio.nightshift.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import radio.nightshift.ffmpeg.LastingProgram;
import radio.nightshift.ffmpeg.ProgressReport;

/**
 * Hands packets to an ffmpeg that sends or packs them. It maps streams once, at its beginning, so
 * it cannot go on with others.
 */
class FfmpegOutput implements PacketOutput {
  /** So long it may take to write or send what it has read. */
  private static final Duration END = Duration.ofSeconds(3);

  private final LastingProgram ffmpeg;
  private final PipeOutput pipe;
  private final boolean waitsForCallers;

  /**
   * An output that ends the program with itself.
   *
   * @param takesBursts whether it writes files, and does not send
   * @param waitsForCallers whether it reads nothing until somebody calls
   */
  FfmpegOutput(LastingProgram ffmpeg, boolean takesBursts, boolean waitsForCallers) {
    this.ffmpeg = ffmpeg;
    this.waitsForCallers = waitsForCallers;
    this.pipe = new PipeOutput(ffmpeg.input(), takesBursts);
  }

  @Override
  public void send(ByteBuffer packets, long ticks) throws IOException {
    pipe.send(packets, ticks);
  }

  @Override
  public void flush() throws IOException {
    ffmpeg.requireAlive();
    pipe.flush();
  }

  @Override
  public boolean waitsForCallers() {
    return waitsForCallers;
  }

  @Override
  public boolean hasArrived() {
    return ffmpeg.progress() != ProgressReport.NONE && !ffmpeg.progress().time().isZero();
  }

  @Override
  public boolean takesOther(boolean isSameMap) {
    return isSameMap;
  }

  @Override
  public void finish() throws IOException {
    ffmpeg.finish(END);
  }

  @Override
  public boolean takesBursts() {
    return pipe.takesBursts();
  }

  @Override
  public void close() {
    ffmpeg.end();
  }
}

package radio.nightshift.ffmpeg;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The standard input of a lasting program. What is written is handed over at once, and waits while
 * the program does not read; once that has ended, it fails with the reason.
 */
final class ProgramInput extends OutputStream {
  private final OutputStream pipe;
  private final End end;
  private final ReentrantLock writing = new ReentrantLock();

  /** Says why a program reads no more. */
  interface End {
    /** Fails with the end of the program, if it has come to one. */
    void require(IOException cause) throws IOException;
  }

  ProgramInput(OutputStream pipe, End end) {
    this.pipe = pipe;
    this.end = end;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    writing.lock();
    try {
      pipe.write(bytes, offset, length);
      pipe.flush();
    } catch (IOException e) {
      end.require(e);
      throw e;
    } finally {
      writing.unlock();
    }
  }

  /** Ends the input: the program reads what there is, then comes to its own end. */
  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      pipe.close();
    } finally {
      writing.unlock();
    }
  }

  /** Ends the input unless somebody writes and waits, who would be waited for. */
  void closeIfIdle() {
    if (writing.tryLock()) {
      try {
        pipe.close();
      } catch (IOException over) {
        // It has ended first.
      } finally {
        writing.unlock();
      }
    }
  }
}

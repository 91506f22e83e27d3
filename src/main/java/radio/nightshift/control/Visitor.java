package radio.nightshift.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One who has come to the door: sends a line, gets an answer, and is seen out. */
final class Visitor {
  private static final int LONGEST_REQUEST = 4096;
  private static final long TO_ASK_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long TO_HEAR_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Answers answers;
  private ByteBuffer request = ByteBuffer.allocate(LONGEST_REQUEST + 1);
  private ByteBuffer answer;
  private long endNanos = System.nanoTime() + TO_ASK_NANOS;

  Visitor(SocketChannel channel, SelectionKey key, Answers answers) {
    this.channel = channel;
    this.key = key;
    this.answers = answers;
  }

  /** Goes on with this one as far as that is possible now. */
  void serve() throws IOException {
    if (answer == null) {
      listen();
    }
    if (answer != null && channel.write(answer) >= 0 && !answer.hasRemaining()) {
      close();
    }
  }

  private void listen() throws IOException {
    boolean isOver = channel.read(request) < 0;
    String line = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
    int end = line.indexOf('\n');
    if (end >= 0 || isOver) {
      answer(answers.to(end < 0 ? line : line.substring(0, end)));
    } else if (!request.hasRemaining()) {
      answer(RouteAnswers.error("a request has at most %d bytes".formatted(LONGEST_REQUEST)));
    }
  }

  private void answer(String document) {
    answer = ByteBuffer.wrap((document + "\n").getBytes(StandardCharsets.UTF_8));
    request = null;
    endNanos = System.nanoTime() + TO_HEAR_NANOS;
    key.interestOps(SelectionKey.OP_WRITE);
  }

  long leftNanos() {
    return Math.max(0, endNanos - System.nanoTime());
  }

  boolean isOverdue() {
    return leftNanos() == 0;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      // Nothing is left to be freed.
    }
  }
}

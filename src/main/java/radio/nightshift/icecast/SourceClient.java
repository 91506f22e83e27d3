package radio.nightshift.icecast;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * One open source connection to an Icecast mount: {@code PUT}, {@code Expect: 100-continue}, then
 * the raw audio. Icecast neither paces nor pushes back, so a small send buffer and a bound on each
 * write are all that tells a frozen server from a slow one. What the server says meanwhile is read
 * now and then by the guard's thread, so that no frame waits for it.
 */
final class SourceClient implements Closeable {
  private final SourceTarget target;
  private final Socket raw;
  private final InetSocketAddress server;
  private final WriteGuard.Bound bound;
  private OutputStream out;

  /** Null until the connection is there, over TLS until hands are shaken. */
  private volatile ServerAnswers answers;

  private SourceClient(SourceTarget target, Socket raw, WriteGuard guard) {
    this.target = target;
    this.raw = raw;
    this.server = new InetSocketAddress(raw.getInetAddress(), raw.getPort());
    this.bound = guard.watch(raw, this::look);
  }

  /**
   * Opens the mount; when it returns, Icecast waits for audio.
   *
   * @param contentType what will be sent, or null to leave that out of the request
   * @param waiting is asked while the answer has not come
   * @throws UnansweredException if nothing was reached that answers
   */
  static SourceClient open(
      SourceTarget target,
      String contentType,
      WriteGuard guard,
      HostAddresses addresses,
      Waiting waiting)
      throws IcecastException {
    Socket raw = connect(target, addresses);
    InetAddress address = raw.getInetAddress();
    SourceClient client = new SourceClient(target, raw, guard);
    try {
      client.login(contentType, waiting);
      addresses.worked(target.host(), address);
      return client;
    } catch (IOException | RuntimeException e) {
      addresses.failed(target.host(), address);
      client.close();
      throw client.bound.exceeded()
          ? SourceTrouble.unconnected(target, new SocketTimeoutException(), 1)
          : SourceTrouble.unconnected(target, e, 1);
    } catch (IcecastException e) {
      if (e instanceof UnansweredException
          || e instanceof SourceRefusedException refused && refused.isOfThisAddress()) {
        addresses.failed(target.host(), address);
      }
      client.close();
      throw e;
    }
  }

  private static Socket connect(SourceTarget target, HostAddresses addresses)
      throws IcecastException {
    int count = 1;
    try {
      List<InetAddress> all = addresses.of(target.host());
      count = all.size();
      return AddressRace.connect(all, target.port(), target.sendBuffer(), target.connectMillis())
          .socket();
    } catch (IOException | RuntimeException e) {
      throw SourceTrouble.unconnected(target, e, count);
    }
  }

  /** Sends audio. Returns within the guard's bound, or throws. */
  void write(byte[] audio) throws IcecastException {
    IcecastException said = trouble();
    if (said != null) {
      throw said;
    }
    bound.begin();
    try {
      out.write(audio);
    } catch (IOException e) {
      throw explained(e);
    } finally {
      bound.end();
    }
  }

  /** Why a write has failed: what the server said before it hung up counts most. */
  private IcecastException explained(IOException e) {
    if (bound.exceeded()) {
      return SourceTrouble.frozen(target);
    }
    answers.listenToTheEnd();
    IcecastException said = refusal();
    return said == null ? SourceTrouble.closed(target, e) : said;
  }

  /** Whether the server has hung up, or refused after all, since something was last sent. */
  boolean isGone() {
    answers.listen();
    return answers.words().hasEnded() || answers.words().refusal() != null;
  }

  /** What the server has said against this source, as far as it is known; else null. */
  IcecastException refusal() {
    return answers.words().refusal() == null
        ? null
        : SourceTrouble.refused(target, answers.words());
  }

  /** Why no more audio can be sent, as far as it is known; else null. */
  private IcecastException trouble() {
    ServerWords words = answers.words();
    if (bound.exceeded()) {
      return SourceTrouble.frozen(target);
    }
    // One that has accepted may end its own side; what it does not take any more, a write shows.
    return words.hasEnded() && !words.isAccepted() && words.refusal() == null
        ? SourceTrouble.closed(target, new IOException("before it accepted the source"))
        : refusal();
  }

  /**
   * Says that there is no more audio, and waits a moment for the server's last word.
   *
   * @param millis how long at most
   * @throws IcecastException if that is a refusal: nothing of what was sent has been heard
   */
  void finish(int millis) throws IcecastException {
    answers.listen();
    IcecastException before = trouble();
    if (before != null) {
      throw before;
    }
    try {
      raw.shutdownOutput();
    } catch (IOException gone) {
      // It has ended before us, and has nothing more to say.
    }
    answers.awaitEnd(TimeUnit.MILLISECONDS.toNanos(millis));
    IcecastException last = refusal();
    if (last != null) {
      throw last;
    }
  }

  /** The server's address at the other end of this connection. */
  InetSocketAddress server() {
    return server;
  }

  /** Ends the connection from another thread: its next or present write fails as frozen. */
  void giveUp() {
    bound.exceed();
  }

  @Override
  public void close() {
    bound.cancel();
    try {
      raw.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to be freed.
    }
  }

  private void login(String contentType, Waiting waiting) throws IOException, IcecastException {
    Socket socket;
    bound.begin();
    try {
      socket = target.tls() == null ? raw : secured();
      out = socket.getOutputStream();
      out.write(target.request(contentType));
    } finally {
      bound.end();
    }
    ServerAnswers first = new ServerAnswers(raw, socket);
    try {
      first.await(target.answerMillis(), waiting);
    } catch (SocketTimeoutException e) {
      throw SourceTrouble.unanswered(target, e);
    }
    if (first.words().refusal() != null) {
      throw SourceTrouble.refused(target, first.words());
    }
    answers = first;
  }

  private SSLSocket secured() throws IOException {
    SSLSocket socket =
        (SSLSocket) target.tls().createSocket(raw, target.host(), target.port(), false);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    raw.setSoTimeout(target.connectMillis());
    socket.startHandshake();
    return socket;
  }

  /** Gives the guard's thread the occasion to hear what the server says. */
  private void look() {
    ServerAnswers now = answers;
    if (now != null) {
      now.look();
    }
  }
}

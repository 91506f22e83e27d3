package radio.nightshift.watchdog;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import radio.nightshift.condition.Printable;

/**
 * Whether the HLS stream at a web address is as it must be. It is one request, or two if the
 * address is that of a list of variants: then the first of them is judged.
 */
public final class PlaylistCheck {
  private static final Duration LONGEST_AGE = Duration.ofDays(1);

  private final WebAddress address;
  private final PlaylistJudge judge;

  PlaylistCheck(WebAddress address, PlaylistJudge judge) {
    this.address = address;
    this.judge = judge;
  }

  /** Makes a message the first request. */
  public void compose(Exchange exchange) {
    request(exchange.getMessage(), address.uri());
  }

  /**
   * Judges the answer: the body is then what was seen. If there is to be another request, the
   * message becomes it, and has the header {@code CamelHttpUri}.
   *
   * @throws CheckFailedException if the stream is not as it must be
   */
  public void accept(Exchange exchange) throws CheckFailedException {
    Message answer = exchange.getMessage();
    Playlist playlist = playlist(answer);
    if (playlist.variant().isPresent()) {
      request(answer, variant(exchange, playlist.variant().get()));
      return;
    }
    try {
      answer.setBody("%s %s".formatted(name(), judge.judge(playlist, age(answer))));
    } catch (CheckFailedException e) {
      throw trouble(e.getMessage());
    }
    answer.removeHeaders("*");
  }

  /** What it is called in words. */
  String name() {
    return "the playlist " + address;
  }

  private static void request(Message message, URI uri) {
    message.removeHeaders("*");
    message.setHeader(Exchange.HTTP_METHOD, "GET");
    message.setHeader(Exchange.HTTP_URI, "" + uri);
    message.setBody(null);
  }

  private Playlist playlist(Message answer) throws CheckFailedException {
    int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    if (status != 200) {
      throw trouble("is not handed out (the server answers %d)".formatted(status));
    }
    byte[] body = answer.getBody(byte[].class);
    return Playlist.read(body == null ? new byte[0] : body)
        .orElseThrow(() -> trouble("is no playlist; correct watchdog.hls.folder"));
  }

  private URI variant(Exchange exchange, String written) throws CheckFailedException {
    URI from = URI.create(exchange.getMessage().getHeader(Exchange.HTTP_URI, String.class));
    if (!from.equals(address.uri())) {
      throw trouble("leads to another list of variants; give the address of one variant");
    }
    try {
      URI to = from.resolve(written);
      if (to.getHost() == null || to.getRawUserInfo() != null || !address.isOfServer(to)) {
        throw trouble("leads to another server; give the address of one variant");
      }
      if (to.equals(from)) {
        throw trouble("leads to itself; give the address of one variant");
      }
      return to;
    } catch (IllegalArgumentException e) {
      throw trouble("leads to '%s', which is no address".formatted(Printable.printable(written)));
    }
  }

  /** Both times are by the server's clock: ours may be another. */
  private static Duration age(Message answer) {
    try {
      Duration age = Duration.between(instant(answer, "Last-Modified"), instant(answer, "Date"));
      return age.isNegative() ? Duration.ZERO : age.compareTo(LONGEST_AGE) < 0 ? age : LONGEST_AGE;
    } catch (DateTimeException notKnown) {
      return Duration.ZERO;
    }
  }

  private static Instant instant(Message answer, String header) {
    String text = answer.getHeader(header, "", String.class);
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
  }

  private CheckFailedException trouble(String words) {
    return new CheckFailedException(name() + " " + words);
  }
}

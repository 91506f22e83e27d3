package radio.nightshift.icecast;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What keeps a source from its mount, in words that name the target and the remedy. */
final class SourceTrouble {
  private static final Pattern CODE = Pattern.compile("HTTP/\\S+ (\\d{3}).*");

  private SourceTrouble() {}

  /** A status that is no acceptance, whenever it has come. */
  static IcecastException refused(SourceTarget target, ServerWords words) {
    String status = words.refusal();
    Matcher matcher = CODE.matcher(status);
    int code = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    String shown = ServerWords.printable(status);
    if (code == 401) {
      return new LoginRefusedException(
          "Icecast at %s refuses user '%s' and its password (401); set %s.user and %s.password as in its source-password, or in the <mount>'s own <password>."
              .formatted(target, target.user(), target.settings(), target.settings()));
    }
    String message =
        switch (code) {
          case 403, 409 ->
              "Icecast at %s refuses the source (%s): another source is on this mount, its source limit is reached, or it does not take the format; trying again."
                  .formatted(target, shown);
          case 404 ->
              "Icecast at %s knows no such mount (404); check %s.mount and the server's <mount> entries."
                  .formatted(target, target.settings());
          case 429, 500, 502, 503, 504 ->
              "Icecast at %s cannot take the source now (%s): its source limit is reached, or what it needs for it is away; trying again."
                  .formatted(target, shown);
          default ->
              "The server at %s answers '%s' to a source; check that %s.host and %s.port are Icecast's."
                  .formatted(target, shown, target.settings(), target.settings());
        };
    return new SourceRefusedException(message, code, status + "\n" + words.text());
  }

  /** A connection that the server has ended. */
  static IcecastException closed(SourceTarget target, IOException how) {
    return new IcecastException(
        "Icecast at %s closed the connection (%s); trying again."
            .formatted(target, how.getMessage()),
        how);
  }

  /** A server that reads nothing, or does not show that it lives. */
  static IcecastException frozen(SourceTarget target) {
    return new IcecastException(
        "Icecast at %s takes no audio or gives no answer: the server or the network is frozen; trying again."
            .formatted(target));
  }

  /** A source that waits for its answer while its programme should be on the air. */
  static String waiting(String target) {
    return "Icecast at %s has not answered the source yet: it is frozen, or slow to check the login; the programme joins at its position as soon as it answers"
        .formatted(target);
  }

  /** An answer that has not come in the time for it. */
  static UnansweredException unanswered(SourceTarget target, IOException origin) {
    return UnansweredException.silent(
        "Icecast at %s did not answer within %s s; it may be frozen or behind a firewall. If it only takes long to check logins, raise %s.answer."
            .formatted(target, seconds(target.answerMillis()), target.settings()),
        origin);
  }

  private static String seconds(int millis) {
    return millis % 1000 == 0 ? "" + millis / 1000 : "" + millis / 1000.0;
  }

  /**
   * A connection that did not come about or broke off before the answer.
   *
   * @param addresses how many addresses were tried
   */
  static IcecastException unconnected(SourceTarget target, Exception e, int addresses) {
    String why;
    boolean brokenOff = false;
    if (e instanceof UnknownHostException) {
      why = "cannot be found: DNS knows no such host; check %s.host".formatted(target.settings());
    } else if (e instanceof SocketTimeoutException) {
      why =
          "did not answer within %d ms; it may be frozen or behind a firewall"
              .formatted(target.connectMillis());
    } else if (e instanceof NoRouteToHostException) {
      why = "cannot be reached: no route to host; check the network";
    } else if (e instanceof ConnectException) {
      why = "refuses connections; start Icecast, or check %s.port".formatted(target.settings());
    } else if (e instanceof SSLException) {
      why =
          "does not speak TLS as it should (%s); check its certificate and %s.tls"
              .formatted(e.getMessage(), target.settings());
    } else {
      why = "broke off (%s); trying again".formatted(e.getMessage());
      brokenOff = true;
    }
    String tried = addresses > 1 ? " All its %d addresses were tried.".formatted(addresses) : "";
    String message = "Icecast at %s %s.%s".formatted(target, why, tried);
    return brokenOff
        ? UnansweredException.brokenOff(message, e)
        : UnansweredException.silent(message, e);
  }
}

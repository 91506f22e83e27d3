package radio.nightshift.loop;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** Failures of a web server in words. */
final class WebTrouble {
  private static final int SERVER_ERROR = 500;

  private final SourceAddress address;

  WebTrouble(SourceAddress address) {
    this.address = address;
  }

  /** The meaning of an answer that is no success. */
  SourceException answered(int status) {
    String what = "is not handed out (the server answers %d)".formatted(status);
    String setting = address.setting();
    if (status >= SERVER_ERROR || status == 429) {
      return address.trouble(what, "the fault is there, and it is tried again");
    }
    return switch (status) {
      case 401 -> address.trouble(what, "set %s.user and %s.password".formatted(setting, setting));
      case 403 ->
          address.trouble(
              what,
              "allow it there, give another login, or a new address if it was signed and has expired");
      case 404, 410 ->
          address.trouble(
              "is not there (the server answers %d)".formatted(status),
              "put it there, or correct " + setting);
      default -> address.trouble(what, "correct " + setting);
    };
  }

  /** The meaning of a request that was not answered. */
  SourceException unanswered(IOException e) {
    if (e instanceof UnknownHostException) {
      return address.trouble(
          "cannot be fetched: its host is not known in the DNS",
          "correct %s, or check the network".formatted(address.setting()));
    }
    if (e instanceof ConnectTimeoutException) {
      return address.trouble(
          "cannot be fetched: its host gives no answer within 5 s", "check the network");
    }
    if (e instanceof SocketTimeoutException) {
      return address.trouble(
          "cannot be fetched: its server has been silent for 20 s",
          "the fault is there, and it is tried again");
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return address.trouble(
          "cannot be fetched: its host refuses the connection",
          "start the server there, or correct " + address.setting());
    }
    if (e instanceof SSLException) {
      return address.trouble(
          "cannot be fetched: no secure connection (%s)".formatted(e.getMessage()),
          "correct the server's certificate, or have this machine's Java trust it");
    }
    return address.trouble(
        "cannot be fetched: no answer in HTTP (%s)".formatted(e.getMessage()),
        "the fault is there, and it is tried again");
  }
}

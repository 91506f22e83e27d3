package radio.nightshift.alerts;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import radio.nightshift.condition.Printable;

/** What keeps a receiver from its notices, in words that name no secret. */
final class Failure {
  /** Web addresses of receivers are keys to them: whoever has one can write there. */
  private static final Pattern ADDRESS = Pattern.compile("(?i)\\bhttps?:[^\\s'\"]*");

  private static final int LONGEST = 200;

  private final String setting;

  Failure(String receiver) {
    setting = "alerts." + receiver;
  }

  NotTakenException inWords(Throwable failure) {
    NotTakenException known = ObjectHelper.getException(NotTakenException.class, failure);
    if (known != null) {
      return known;
    }
    HttpOperationFailedException refused =
        ObjectHelper.getException(HttpOperationFailedException.class, failure);
    if (refused != null) {
      return answered(refused.getStatusCode(), Duration.ZERO);
    }
    IOException network = ObjectHelper.getException(IOException.class, failure);
    if (network != null) {
      return new NotTakenException(setting + " " + network(network), Duration.ZERO, false);
    }
    MessagingException mail = ObjectHelper.getException(MessagingException.class, failure);
    return trouble(mail == null ? "fails (%s)".formatted(printable(failure)) : mail(mail));
  }

  /** The meaning of a web server's answer that is no success. */
  NotTakenException answered(int status, Duration retryAfter) {
    String what = "answers %d".formatted(status);
    String remedy =
        switch (status) {
          case 429 -> "it is told again when it wants to be";
          case 401, 403 -> "it does not let us write there, so make a new address there and set it";
          case 404, 410 -> "it was deleted there, so make a new one and set it";
          case 301, 302, 303, 307, 308 -> "redirections are not followed, so set its real address";
          default ->
              status >= 500
                  ? "the fault is there, and it is tried again"
                  : "it does not take our notices, so correct the address";
        };
    boolean isOfNotice =
        status >= 400 && status < 500 && !List.of(401, 403, 404, 408, 410, 429).contains(status);
    return new NotTakenException(
        "%s %s; %s".formatted(setting, what, remedy), retryAfter, isOfNotice);
  }

  NotTakenException trouble(String words) {
    return new NotTakenException(setting + " " + words, Duration.ZERO, true);
  }

  private static String network(IOException e) {
    if (e instanceof UnknownHostException) {
      return "cannot be reached: DNS does not know its host; correct it, or look at the network";
    }
    if (e instanceof ConnectTimeoutException || e instanceof SocketTimeoutException) {
      return "does not answer in time; the fault is there or in the network, and it is tried again";
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return "cannot be reached: its host refuses the connection; look after it, or at the network";
    }
    if (e instanceof SSLException) {
      return "does not speak TLS as it should (%s); see its certificate".formatted(printable(e));
    }
    if (e instanceof SocketException
        || e instanceof NoHttpResponseException
        || e instanceof ConnectionClosedException) {
      return "ends the connection without an answer; the fault is there, and it is tried again";
    }
    return "fails (%s); it is tried again".formatted(printable(e));
  }

  private static String mail(MessagingException e) {
    if (e instanceof AuthenticationFailedException) {
      return "refuses the login; set alerts.mail.user and alerts.mail.password";
    }
    return "is refused by the mail server (%s); see alerts.mail.* and the mail server's log"
        .formatted(printable(e));
  }

  private static String printable(Throwable e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().strip();
    String line = ADDRESS.matcher(Printable.printable(text)).replaceAll("its address");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}

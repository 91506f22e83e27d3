package radio.nightshift.schedule;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;
import radio.nightshift.schedule.google.SyncExpiredException;

/**
 * Puts into words why a calendar cannot be read. What a library says of it is not repeated: it may
 * hold an address that is a secret, or a login.
 */
public final class CalendarTrouble implements Processor {
  private final StationSchedule schedule;

  public CalendarTrouble(StationSchedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public void process(Exchange exchange) {
    Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (!(caught instanceof SyncExpiredException)) {
      schedule.away(inWords(caught));
    }
  }

  /** The words for whatever the reading of a calendar has thrown. */
  public static CalendarException inWords(Throwable caught) {
    CalendarException said = ObjectHelper.getException(CalendarException.class, caught);
    if (said != null) {
      return said;
    }
    HttpOperationFailedException refused =
        ObjectHelper.getException(HttpOperationFailedException.class, caught);
    if (refused != null) {
      return refused(refused.getStatusCode());
    }
    return CalendarException.passing(
        isOfTheNetwork(caught)
            ? "The calendar cannot be reached (%s); check this machine's network"
                .formatted(kind(caught))
            : "The calendar's answer cannot be understood (%s)".formatted(kind(caught)));
  }

  private static CalendarException refused(int status) {
    return switch (status) {
      case 401, 403, 404, 410 ->
          CalendarException.lasting(
              "The calendar on the web is refused (%d); check the address in schedule.ics, and that"
                      .formatted(status)
                  + " the calendar is shared by it");
      default -> CalendarException.passing("The calendar on the web answers %d".formatted(status));
    };
  }

  private static boolean isOfTheNetwork(Throwable trouble) {
    Throwable root = root(trouble);
    return root instanceof SocketException
        || root instanceof ConnectException
        || root instanceof SocketTimeoutException
        || root instanceof UnknownHostException
        || root instanceof SSLException
        || root.getClass().getName().startsWith("org.apache.hc.");
  }

  /** The name of what went wrong at last. */
  public static String kind(Throwable trouble) {
    return root(trouble).getClass().getSimpleName();
  }

  private static Throwable root(Throwable trouble) {
    return ObjectHelper.createExceptionIterable(trouble).iterator().next();
  }
}

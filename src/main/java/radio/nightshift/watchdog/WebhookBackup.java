package radio.nightshift.watchdog;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import radio.nightshift.check.Trouble;

/**
 * A backup behind a web address, which is told {@code start} and {@code stop} and cannot be asked
 * how it is. An answer of 2xx means that it is done.
 */
final class WebhookBackup implements Backup {
  private static final String SETTING = "watchdog.backup.webhook";
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY = 429;

  private final WebhookRequests requests;
  private final StartNote note;

  WebhookBackup(WebhookRequests requests, StartNote note) {
    this.requests = requests;
    this.note = note;
  }

  @Override
  public Standing look() {
    return new Standing(
        Standing.Phase.UNKNOWN,
        note.isThere(),
        note.isThere()
            ? "this watchdog has started the backup by its webhook, which has no state"
            : "a webhook has no state");
  }

  @Override
  public void start() throws BackupException {
    boolean wasStarted = note.isThere();
    note.starting(Map.of());
    HttpResponse<String> answer = requests.post("start");
    if (isRefusal(answer.statusCode()) && !wasStarted) {
      note.remove();
    }
    judge(answer);
  }

  @Override
  public void stop() throws BackupException {
    if (note.isThere()) {
      judge(requests.post("stop"));
      note.remove();
    }
  }

  /** Whether its host can be reached; nothing is told to it. */
  String probe() throws Trouble {
    try {
      requests.tryConnection();
      return requests.address().getHost() + " is reached; nothing was told to it";
    } catch (BackupException e) {
      throw new Trouble(e.getMessage() + ".");
    }
  }

  private static boolean isRefusal(int status) {
    return status >= 300 && status < SERVER_ERROR && status != TOO_MANY;
  }

  private static void judge(HttpResponse<String> answer) throws BackupException {
    int status = answer.statusCode();
    if (status < 200 || status >= 300) {
      throw new BackupException(
          "%s answers %d; %s".formatted(SETTING, status, remedy(status)), isRefusal(status));
    }
    if (isPage(answer.body())) {
      throw new BackupException(
          ("%s answers with a web page, such as of a login or a proxy; give the address that"
                  + " starts the backup, and let it answer without a page")
              .formatted(SETTING),
          true);
    }
  }

  private static String remedy(int status) {
    return switch (status) {
      case 401, 403 -> "make a new address there and set it";
      case 404, 410 -> "it was deleted there, so make a new one and set it";
      case 301, 302, 303, 307, 308 -> "redirections are not followed, so set its real address";
      default ->
          isRefusal(status)
              ? "it does not take the request, so correct the address"
              : "the fault is there, and it is tried again";
    };
  }

  private static boolean isPage(String body) {
    String start = body.strip().toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }
}

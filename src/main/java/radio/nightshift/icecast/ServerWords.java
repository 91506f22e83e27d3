package radio.nightshift.icecast;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says on a source's connection, and what it means for the source: the first answer,
 * and whatever comes while audio is sent. Icecast 2.4 accepts with 200 before the audio; Icecast
 * 2.5 says {@code 100 Continue} and gives its status at the end. A refusal counts whenever it
 * comes. However much is said, only a line and the first part of a refusal's text are kept.
 */
final class ServerWords {
  private static final Pattern STATUS = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3})(?:\\D.*)?");
  private static final int LONGEST_LINE = 1000;
  private static final int LONGEST_TEXT = 4000;

  private final StringBuilder line = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private String status = "";
  private boolean inHead;
  private volatile boolean continued;
  private volatile boolean accepted;
  private volatile boolean ended;
  private volatile String refusal;

  void hear(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        endLine();
      } else if (line.length() < LONGEST_LINE) {
        line.append((char) (bytes[i] & 0xff));
      }
    }
  }

  /** Notes that nothing more will come; an answer without an end counts as far as it got. */
  void end() {
    if (!line.isEmpty()) {
      endLine();
    }
    if (inHead) {
      judge();
    }
    ended = true;
  }

  /** Whether audio may be sent, though the status is still to come. */
  boolean isContinued() {
    return continued;
  }

  /** Whether the status has come, and is a good one. */
  boolean isAccepted() {
    return accepted;
  }

  /** Whether the server has ended its side of the connection. */
  boolean hasEnded() {
    return ended;
  }

  /** The first status that is no good one, or the first line of what is not HTTP; else null. */
  String refusal() {
    return refusal;
  }

  /** What was said of the refusal beyond its status line, as far as it has come. */
  String text() {
    return text.toString();
  }

  private void endLine() {
    String said = line.toString().stripTrailing();
    line.setLength(0);
    if (inHead) {
      if (said.isEmpty()) {
        judge();
      }
    } else if (STATUS.matcher(said).matches()) {
      status = said;
      inHead = true;
    } else if (refusal != null && text.length() < LONGEST_TEXT) {
      text.append(said).append('\n');
    } else if (!continued && !accepted && !said.isEmpty()) {
      refusal = said;
    }
  }

  private void judge() {
    inHead = false;
    Matcher matcher = STATUS.matcher(status);
    int code = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (code == 100) {
      continued = true;
    } else if (code >= 200 && code < 300) {
      accepted = true;
    } else if ((code == 101 || code >= 300) && refusal == null) {
      refusal = status;
    }
  }

  /** What can be shown to a person of what a server has said. */
  static String printable(String said) {
    String shown = said.replaceAll("\\P{Print}", "?");
    return shown.substring(0, Math.min(shown.length(), 100));
  }
}

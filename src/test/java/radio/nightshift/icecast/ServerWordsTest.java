package radio.nightshift.icecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server's words mean for a source, however they are cut into pieces. */
class ServerWordsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "none",
      value = {
        // what is said (| for a line's end); continued, accepted, refusal
        "HTTP/1.0 200 OK||, false, true, none",
        "HTTP/1.1 100 Continue||HTTP/1.0 200 OK||, true, true, none",
        "HTTP/1.1 100 Continue|Server: Icecast 2.5.0|Content-Length: 0||, true, false, none",
        "HTTP/1.1 100 Continue|Content-Length: 0||HTTP/1.1 200 OK|Server: x||, true, true, none",
        "HTTP/1.1 201 Created||, false, true, none",
        "HTTP/1.1 204||, false, true, none",
        "HTTP/1.1 102 Processing||HTTP/1.1 103 Early Hints|Link: x||, false, false, none",
        "HTTP/1.1 101 Switching Protocols||, false, false, HTTP/1.1 101 Switching Protocols",
        "HTTP/1.0 401 Unauthorized|WWW-Authenticate: Basic||, false, false, HTTP/1.0 401 Unauthorized",
        "HTTP/1.1 100 Continue||HTTP/1.1 401 No||, true, false, HTTP/1.1 401 No",
        "HTTP/1.0 200 OK||HTTP/1.1 503 Busy||, false, true, HTTP/1.1 503 Busy",
        "HTTP/1.0 200 OK||<html>|a body|HTTP/1.1 403 Out||, false, true, HTTP/1.1 403 Out",
        "HTTP/1.0 200 OK||see HTTP/1.1 403 there|HTTP/1.1 is a protocol|, false, true, none",
        "HTTP/1.0 200 OK|X: HTTP/1.1 403 Out||, false, true, none",
        "HTTP/1.0 403 One||HTTP/1.0 404 Two||, false, false, HTTP/1.0 403 One",
        "invalid password|, false, false, invalid password",
        "|OK2|icy-caps:11||, false, false, OK2",
        "HTTP/1.0 301 Moved|Location: x||, false, false, HTTP/1.0 301 Moved",
        "HTTP/1.0 200 OK|no end of the head|, false, false, none",
        "HTTP/1.0 40, false, false, none",
      })
  void statusesCountWheneverTheyCome(
      String said, boolean continued, boolean accepted, String refusal) {
    byte[] bytes = said.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    ServerWords atOnce = new ServerWords();
    atOnce.hear(bytes, bytes.length);
    ServerWords inPieces = new ServerWords();
    for (byte one : bytes) {
      inPieces.hear(new byte[] {one}, 1);
    }
    for (ServerWords words : new ServerWords[] {atOnce, inPieces}) {
      assertThat(words.isContinued()).as("continued").isEqualTo(continued);
      assertThat(words.isAccepted()).as("accepted").isEqualTo(accepted);
      assertThat(words.refusal()).as("refusal").isEqualTo(refusal);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "HTTP/1.0 200 OK|, true, none",
        "HTTP/1.0 401 Unauthorized, false, HTTP/1.0 401 Unauthorized",
        "invalid password, false, invalid password",
        "'', false, none",
      })
  void anAnswerWithoutAnEndCountsAsFarAsItGot(String said, boolean accepted, String refusal) {
    byte[] bytes = said.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    ServerWords words = new ServerWords();
    words.hear(bytes, bytes.length);
    words.end();
    assertThat(words.hasEnded()).isTrue();
    assertThat(words.isAccepted()).isEqualTo(accepted);
    assertThat(words.refusal()).isEqualTo(refusal);
  }

  @Test
  void ofMuchThatIsSaidLittleIsKept() {
    ServerWords words = new ServerWords();
    hear(words, "HTTP/1.0 403 No\r\n\r\n");
    for (int i = 0; i < 10_000; i++) {
      hear(words, "a line of a text without an end\r\n");
    }
    hear(words, "x".repeat(1_000_000));
    words.end();
    assertThat(words.text()).startsWith("a line").hasSizeLessThan(6000);
  }

  private static void hear(ServerWords words, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    words.hear(bytes, bytes.length);
  }
}

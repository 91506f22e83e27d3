package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebRefusalTest extends FetchFromServer {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | set loop.demo.source.user and loop.demo.source.password",
        "403 | give another login",
        "404 | is not there (the server answers 404); put it there, or correct loop.demo.source",
        "410 | is not there",
        "418 | the server answers 418",
        "429 | it is tried again",
        "503 | the fault is there",
        "206 | the server answers 206",
        "304 | the server answers 304",
      })
  void anAnswerThatIsNoSuccessIsPutIntoWords(int status, String words) {
    server.manner(visit -> visit.status(status));
    refused(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ICY 200 OK~~~~ | no answer in HTTP",
        "HTTP/1.1 200 OK~Content-Encoding: gzip~Content-Length: 3~~abc | comes compressed",
        "HTTP/1.1 200 OK~Content-Length: 0~~ | is empty",
        "HTTP/1.1 200 OK~~ | is empty",
        "HTTP/1.1 302 x~~ | is redirected to no http or https address",
        "HTTP/1.1 302 x~Location: file:/etc/passwd~~ | is redirected to no http",
        "HTTP/1.1 302 x~Location: http://a:s3cret@127.0.0.1/~~ | is redirected to no http",
        "HTTP/1.1 302 x~Location: http://b ad/~~ | is redirected to no http",
      })
  void aStrangeAnswerIsPutIntoWords(String answer, String words) {
    server.manner(visit -> visit.say(answer.replace("~", "\r\n")));
    refused(words);
  }

  @Test
  void aHeadWithoutEndIsNotKept() {
    server.manner(
        visit -> {
          visit.say("HTTP/1.1 200 OK\r\n");
          while (true) {
            visit.say("X: " + "x".repeat(1000) + "\r\n");
          }
        });
    refused("no answer in HTTP");
  }

  @Test
  void noServerIsPutIntoWords() throws Exception {
    server.close();
    refused("its host refuses the connection; start the server there, or correct loop.demo.source");
    assertThatThrownBy(() -> fetchAt("http://nowhere.invalid/a", Optional.empty()).current())
        .hasMessageContaining("its host is not known in the DNS");
  }

  @Test
  void redirectionsAreFollowedButNotForEver() throws Exception {
    server.manner(
        visit -> {
          int left = Integer.parseInt(visit.request().replaceFirst("(?s)GET /(\\d+).*", "$1"));
          if (left > 0) {
            visit.status(302, "Location: " + (left - 1));
          } else {
            visit.serve();
          }
        });
    assertThat(fetch("/5").current().path()).hasContent("some sound");
    assertThatThrownBy(() -> fetch("/6").current())
        .hasMessageContaining("is redirected more than 5 times");
  }

  @Test
  void aLoginGoesToItsOwnServerOnly() throws Exception {
    SourceLogin login = new SourceLogin("anna", "s3cret");
    try (SourceServer other = SourceServer.start()) {
      server.manner(
          visit -> {
            if (!visit.has("Authorization")) {
              visit.status(401, "WWW-Authenticate: Basic realm=\"x\"");
            } else if (visit.request().startsWith("GET /away")) {
              visit.status(307, "Location: " + other.address("/clip.mp4"));
            } else {
              visit.serve();
            }
          });
      assertThat(fetchAt(server.address("/clip.mp4"), Optional.of(login)).current().path())
          .hasContent("some sound");
      assertThat(server.lastRequest()).contains("Authorization: Basic YW5uYTpzM2NyZXQ=");
      fetchAt(server.address("/away"), Optional.of(login)).current();
      assertThat(other.lastRequest()).doesNotContainIgnoringCase("authorization");
    }
  }

  @Test
  void noSecretIsInAMessage() {
    server.manner(visit -> visit.status(403));
    assertThatThrownBy(
            () ->
                fetchAt(
                        server.address("/clip.mp4?signature=s3cret"),
                        Optional.of(new SourceLogin("anna", "pa55word")))
                    .current())
        .hasMessageContaining("/clip.mp4?***'")
        .hasNoCause()
        .message()
        .doesNotContain("s3cret", "pa55word");
  }
}

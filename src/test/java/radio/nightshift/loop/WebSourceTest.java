package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.disk.Pace;
import radio.nightshift.support.Integration;

@Integration
@Timeout(180)
class WebSourceTest {
  private static final String MODIFIED = "Last-Modified: Mon, 02 Nov 2026 10:00:00 GMT\r\n";
  private static final long MOST = 1_000_000;

  @TempDir Path folder;
  private SourceServer server;
  private volatile boolean isStopping;

  @BeforeEach
  void start() throws IOException {
    server = SourceServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ETag: \"one\"\r\n", MODIFIED, "ETag: W/\"one\"\r\n" + MODIFIED})
  void whatIsUnchangedIsNotFetchedAgain(String marks) throws Exception {
    server.marks = marks;
    SourceFetch fetch = fetch("/clip.mp4");
    SourceFile first = fetch.current();
    assertThat(first.path()).hasContent("some sound").hasParentRaw(folder.resolve("source"));
    assertThat(first.path().getFileName().toString()).matches("[0-9a-f]{16}-[0-9a-f]{32}");
    assertThat(fetch.current()).isEqualTo(first);
    assertThat(server.lastRequest())
        .as("the second request")
        .containsIgnoringCase(
            marks.startsWith("ETag: \"")
                ? "If-None-Match: \"one\""
                : "If-Modified-Since: Mon, 02 Nov");
    assertThat(fetch("/clip.mp4").current()).as("after a restart").isEqualTo(first);
    assertThat(fetch("/clip.mp4").last()).contains(first);
    assertThat(fetch("/other.mp4").last()).as("of another address").isEmpty();
  }

  @Test
  void aServerThatIgnoresTheConditionIsNotReadOn() throws Exception {
    server.manner(SourceServer.Visit::serveWhole);
    SourceFetch fetch = fetch("/clip.mp4");
    SourceFile first = fetch.current();
    server.content = new byte[500_000];
    assertThat(fetch.current()).isEqualTo(first);
    assertThat(first.path()).hasContent("some sound");
  }

  @Test
  void anotherVersionIsFetchedAndTheOldOneGoesOnceNobodyPlaysIt() throws Exception {
    SourceFetch fetch = fetch("/clip.mp4");
    server.manner(SourceServer.Visit::serveWhole);
    SourceFile first = fetch.current();
    server.marks = "ETag: \"two\"\r\n";
    server.content = text("another sound");
    SourceFile second = fetch.current();
    assertThat(second.path()).hasContent("another sound").isNotEqualTo(first.path());
    fetch.tidy(Set.of(first.path()));
    assertThat(files()).contains(first.path(), second.path());
    assertThat(fetch.last()).contains(second);
    fetch.tidy(Set.of());
    assertThat(files()).containsExactly(second.path());
  }

  @Test
  void aServerThatMarksNothingIsComparedByContent() throws Exception {
    server.marks = "";
    SourceFetch fetch = fetch("/clip.mp4");
    SourceFile first = fetch.current();
    server.content = text("same size!");
    assertThat(fetch.current()).as("of the same size, within an hour").isEqualTo(first);
    server.content = text("another size");
    SourceFile second = fetch.current();
    assertThat(second.path()).hasContent("another size");
    server.content = text("some sound");
    assertThat(fetch.current().version()).as("the first content").isEqualTo(first.version());
  }

  @Test
  void aFileWithoutALengthComesWhole() throws Exception {
    server.manner(
        visit ->
            visit.say(
                "HTTP/1.1 200 OK\r\nETag: \"c\"\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nsome\r\n0\r\n\r\n"));
    assertThat(fetch("/clip.mp4").current().path()).hasContent("some");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ETag: \"one\"\r\n", MODIFIED})
  void aBrokenDownloadGoesOnEvenAfterARestart(String marks) throws Exception {
    server.marks = marks;
    breakOffAfter(4);
    assertThatThrownBy(() -> fetch("/clip.mp4").current())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("broke off after 4 of 10 bytes");
    assertThat(files()).singleElement().asString().contains("/.part-");
    server.manner(SourceServer.Visit::serve);
    assertThat(fetch("/clip.mp4").current().path()).hasContent("some sound");
    assertThat(server.lastRequest())
        .contains("Range: bytes=4-")
        .contains("If-Range: " + marks.strip().replaceFirst("^[^:]*: ", ""));
    assertThat(files()).hasSize(1);
  }

  @Test
  void aServerWithoutRangesStartsAgain() throws Exception {
    breakOffAfter(4);
    SourceFetch fetch = fetch("/clip.mp4");
    assertThatThrownBy(fetch::current).hasMessageContaining("broke off");
    server.manner(SourceServer.Visit::serveWhole);
    assertThat(fetch.current().path()).hasContent("some sound");
  }

  @Test
  void aServerThatRefusesTheRangeIsAskedForAll() throws Exception {
    breakOffAfter(4);
    SourceFetch fetch = fetch("/clip.mp4");
    assertThatThrownBy(fetch::current).hasMessageContaining("broke off");
    server.manner(
        visit -> {
          if (visit.has("Range")) {
            visit.status(416);
          } else {
            visit.serveWhole();
          }
        });
    assertThat(fetch.current().path()).hasContent("some sound");
  }

  @Test
  void aFileThatChangesBetweenTwoPartsIsNeverMixed() throws Exception {
    breakOffAfter(4);
    SourceFetch fetch = fetch("/clip.mp4");
    assertThatThrownBy(fetch::current).hasMessageContaining("broke off");
    server.marks = "ETag: \"two\"\r\n";
    server.content = text("SOME SOUND");
    server.manner(SourceServer.Visit::serve);
    assertThat(fetch.current().path()).hasContent("SOME SOUND");
    assertThat(files()).as("the part of the old version is cleared away").hasSize(1);
  }

  @Test
  void aFileThatChangesWhileItsRestIsAskedForIsFetchedAnew() throws Exception {
    breakOffAfter(4);
    SourceFetch fetch = fetch("/clip.mp4");
    assertThatThrownBy(fetch::current).hasMessageContaining("broke off");
    server.manner(
        visit -> {
          if (visit.has("Range")) {
            // One that knows ranges and no If-Range.
            server.marks = "ETag: \"two\"\r\n";
            server.content = text("SOME SOUND");
          }
          visit.serve();
        });
    assertThatThrownBy(fetch::current).hasMessageContaining("was changed while it was fetched");
    server.manner(SourceServer.Visit::serve);
    assertThat(fetch.current().path()).hasContent("SOME SOUND");
  }

  @Test
  void aLengthThatIsALieLeavesNothingBehind() throws Exception {
    server.manner(
        visit -> {
          visit.head(5000);
          visit.write(server.content);
        });
    SourceFetch fetch = fetch("/clip.mp4");
    assertThatThrownBy(fetch::current).hasMessageContaining("broke off after 10 of 5000 bytes");
    assertThat(fetch.last()).isEmpty();
  }

  @Test
  void tooLargeIsRefusedBeforeItComesAndWhileItComes() throws Exception {
    server.manner(visit -> visit.head(MOST + 1));
    refused(
        "has 1000001 bytes, and 1000000 may be fetched; give a smaller file, or raise loop.disk");
    server.manner(
        visit -> {
          visit.say("HTTP/1.1 200 OK\r\nETag: \"c\"\r\n\r\n");
          visit.write(new byte[(int) MOST + 100_000]);
        });
    refused("is longer than the 1000000 bytes that it may have");
    assertThat(files()).isEmpty();
  }

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

  @Test
  void aServerThatDribblesIsLeft() {
    server.manner(
        visit -> {
          visit.head(100_000);
          while (true) {
            visit.write(new byte[10]);
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
          }
        });
    refused("comes too slowly");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStationThatStopsDoesNotWait(boolean isAnswered) throws Exception {
    server.manner(
        visit -> {
          if (isAnswered) {
            visit.head(1000);
            visit.write(new byte[10]);
          }
          visit.hang();
        });
    SourceFetch fetch = fetch("/clip.mp4");
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new AssertionError("fetched " + fetch.current());
              } catch (SourceException e) {
                return e;
              }
            });
    Awaitility.await("the request").until(() -> !server.requests().isEmpty());
    isStopping = true;
    long begun = System.nanoTime();
    assertThat(failure.get()).hasMessageContaining("the station stops");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
    isStopping = false;
    server.manner(SourceServer.Visit::serve);
    Awaitility.await("the next fetch")
        .ignoreExceptionsInstanceOf(SourceException.class)
        .untilAsserted(() -> assertThat(fetch.current().path()).hasContent("some sound"));
  }

  private void refused(String words) {
    assertThatThrownBy(() -> fetch("/clip.mp4").current())
        .isInstanceOf(SourceException.class)
        .hasNoCause()
        .hasMessageStartingWith("'" + server.address("/clip.mp4") + "' ")
        .hasMessageContaining(words)
        .message()
        .doesNotContain("s3cret");
  }

  private void breakOffAfter(int bytes) {
    server.manner(
        visit -> {
          visit.head(server.content.length);
          visit.write(java.util.Arrays.copyOf(server.content, bytes));
        });
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("source"))) {
      return all.toList();
    }
  }

  private SourceFetch fetch(String path) {
    return fetchAt(server.address(path), Optional.empty());
  }

  private SourceFetch fetchAt(String address, Optional<SourceLogin> login) {
    return new SourceFetch(
        SourceAddress.of("loop.demo.source", address),
        login,
        folder,
        new FetchLimits(MOST, new Pace(Duration.ofMillis(300), 1000), () -> isStopping),
        null,
        Clock.systemUTC());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebDownloadTest extends FetchFromServer {
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

  @Test
  void aServerThatDribblesIsLeft() {
    server.manner(
        visit -> {
          visit.head(100_000);
          while (true) {
            visit.write(new byte[10]);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
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
}

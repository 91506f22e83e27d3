package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSourceTest extends FetchFromServer {
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
}

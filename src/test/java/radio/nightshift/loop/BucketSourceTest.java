package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.aws.S3Clients;
import radio.nightshift.disk.Pace;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;
import radio.nightshift.support.Integration;
import radio.nightshift.support.S3Server;

@Integration
@Timeout(180)
class BucketSourceTest {
  private static final Predicate<String> HEAD = line -> line.startsWith("HEAD ");
  private static S3Server server;
  private static S3Clients clients;

  @TempDir Path folder;
  private volatile boolean isStopping;

  @BeforeAll
  static void start() {
    server = S3Server.start();
    clients = clients(server.endpoint());
  }

  @AfterAll
  static void stop() {
    clients.close();
    server.close();
  }

  @AfterEach
  void mend() {
    server.front().mend();
    server.front().forget();
  }

  @Test
  void whatIsUnchangedCostsOneRequestAndAnotherVersionIsFetched() throws Exception {
    server.put("clip.mp4", text("some sound"));
    SourceFetch fetch = fetch("clip.mp4");
    SourceFile first = fetch.current();
    assertThat(first.path()).hasContent("some sound");
    server.front().forget();
    assertThat(fetch("clip.mp4").current()).as("after a restart").isEqualTo(first);
    assertThat(server.front().requests()).singleElement().asString().startsWith("HEAD ");
    server.put("clip.mp4", text("another sound"));
    SourceFile second = fetch.current();
    assertThat(second.path()).hasContent("another sound");
    assertThat(second.version()).isNotEqualTo(first.version());
    server.put("clip.mp4", text("some sound"));
    assertThat(fetch.current()).as("the first one again").isEqualTo(first);
    assertThat(fetch.last()).contains(first);
  }

  @Test
  void aBrokenDownloadGoesOnEvenAfterARestart() throws Exception {
    byte[] content = "0123456789".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    server.put("long.mp4", content);
    server.front().spoil(S3Server.isGet(), exchange -> exchange.pass(100_000));
    assertThatThrownBy(() -> fetch("long.mp4").current())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("of 200000 bytes");
    server.front().mend();
    server.front().forget();
    assertThat(fetch("long.mp4").current().path()).hasBinaryContent(content);
    assertThat(server.front().heads())
        .anySatisfy(
            head ->
                assertThat(head)
                    .startsWith("GET ")
                    .containsPattern("(?i)range: bytes=[1-9][0-9]+-")
                    .containsIgnoringCase("if-match: \""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b/%41+ä.mp4", "a?b#c&d.mp4", "emoji \ud83c\udfb5.mp4", "LONG"})
  void aStrangeKeyIsTakenAsItStands(String given) throws Exception {
    // A file system, which the test's store is made of, allows 255 bytes between slashes.
    String key = given.equals("LONG") ? ("k".repeat(200) + "/").repeat(5) + "k".repeat(19) : given;
    server.put(key, text(key));
    SourceFile file = fetch(key).current();
    assertThat(file.path()).hasContent(key).hasParentRaw(folder.resolve("source"));
  }

  @Test
  void aKeyWithDotsIsAskedForAsItStandsAndNamesNoFile() {
    // The test's store is a file system and cannot have it.
    server.front().spoil(HEAD, exchange -> exchange.answer(404, ""));
    assertThatThrownBy(() -> fetch("x/../../up.mp4").current())
        .hasMessageContaining("is not there");
    assertThat(server.front().requests())
        .singleElement()
        .asString()
        .startsWith("HEAD /programmes/x/../../up.mp4 ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNotThereIsPutIntoWords() {
    assertThatThrownBy(() -> fetch("gone.mp4").current())
        .isInstanceOf(SourceException.class)
        .hasNoCause()
        .hasMessage(
            "'s3://programmes/gone.mp4' is not there (S3 answers 404); upload it, or correct loop.demo.source");
  }

  @Test
  void anEmptyObjectAndOneThatIsTooLargeAreRefused() {
    server.put("empty.mp4", new byte[0]).put("huge.mp4", new byte[1_000_001]);
    assertThatThrownBy(() -> fetch("empty.mp4").current()).hasMessageContaining("is empty");
    assertThatThrownBy(() -> fetch("huge.mp4").current()).hasMessageContaining("raise loop.disk");
    assertThat(server.gets()).as("fetched").isEmpty();
  }

  @Test
  void aRefusalIsPutIntoWords() {
    server.front().spoil(HEAD, exchange -> exchange.answer(403, ""));
    assertThatThrownBy(() -> fetch("clip.mp4").current())
        .hasMessageContaining("'s3://programmes/clip.mp4': S3 refuses it (403)")
        .hasMessageContaining("allow s3:GetObject");
    server.put("clip.mp4", text("some sound"));
    server.front().mend();
    server.front().spoil(S3Server.isGet(), exchange -> exchange.answer(412, ""));
    assertThatThrownBy(() -> fetch("clip.mp4").current())
        .hasMessageContaining("was changed while it was fetched");
  }

  @Test
  void noS3IsPutIntoWords() {
    try (S3Clients nobody = clients("http://127.0.0.1:1")) {
      assertThatThrownBy(() -> fetch("clip.mp4", nobody).current())
          .hasMessageContaining("S3 cannot be reached");
    }
  }

  @Test
  void aStationThatStopsDoesNotWait() throws Exception {
    server.put("clip.mp4", text("some sound"));
    server.front().spoil(HEAD, exchange -> exchange.hang());
    SourceFetch fetch = fetch("clip.mp4");
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new AssertionError("fetched " + fetch.current());
              } catch (SourceException e) {
                return e;
              }
            });
    Awaitility.await("the request").until(() -> !server.front().requests().isEmpty());
    isStopping = true;
    long begun = System.nanoTime();
    assertThat(failure.get()).hasMessageContaining("the station stops");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void tlsThatIsAskedForIsNotGivenUp() {
    SourceAddress address = SourceAddress.of("loop.demo.source", "s3ssl://programmes/clip.mp4");
    assertThatThrownBy(() -> fetch(address, clients))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("aws.endpoint is without TLS");
    try (S3Clients amazon = clients("")) {
      assertThat(fetch(address, amazon)).isNotNull();
    }
  }

  private SourceFetch fetch(String key) {
    return fetch(key, clients);
  }

  private SourceFetch fetch(String key, S3Clients from) {
    return fetch(SourceAddress.of("loop.demo.source", "s3://programmes/" + key), from);
  }

  private SourceFetch fetch(SourceAddress address, S3Clients from) {
    return new SourceFetch(
        address,
        Optional.empty(),
        folder,
        new FetchLimits(1_000_000, Pace.USUAL, () -> isStopping),
        from,
        Clock.systemUTC());
  }

  private static S3Clients clients(String endpoint) {
    return new S3Clients(new AwsClients(new Settings(Map.of("aws.endpoint", endpoint)::get)));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

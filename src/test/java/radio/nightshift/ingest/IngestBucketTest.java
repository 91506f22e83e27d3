package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.playout.CueBook;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Edition;
import radio.nightshift.support.FaultyProxy;
import radio.nightshift.support.Integration;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Programme files from a real S3 server, through the whole station. */
@Integration
class IngestBucketTest {
  private static final String NOON = "2026-06-10T12:00:00Z";
  private static final String JAZZ = "20260610_1400_jazz.mp3";

  @TempDir static Path files;
  private static byte[] audio;

  @TempDir Path home;
  private S3Server s3;
  private Station station;
  private final MovableClock clock = MovableClock.standingAt(NOON);

  @BeforeEach
  void startServer() throws Exception {
    if (audio == null) {
      audio = Files.readAllBytes(Tone.mp3(files.resolve("a.mp3"), 1, 440));
    }
    s3 = S3Server.start();
  }

  @AfterEach
  void stop() {
    if (station != null) {
      station.close();
    }
    s3.close();
  }

  private void start(String... settings) throws Exception {
    station = s3.used(new Station(home).with(clock).with("prepare.latest", "1d"));
    for (int i = 0; i < settings.length; i += 2) {
      station.with(settings[i], settings[i + 1]);
    }
    station.start();
  }

  @Test
  void whatTheComingHoursNeedIsFetchedOnceAndTheRestIsLeft() throws Exception {
    s3.put(JAZZ, audio);
    s3.put("20260609_1400_past.mp3", audio);
    s3.put("20260612_1400_far.mp3", audio);
    s3.put("folder/20260610_1500_below.mp3", audio);
    start();
    station.awaitReady(1);
    awaitPolls(3);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
    assertThat(home.resolve("inbox").resolve(JAZZ)).hasBinaryContent(audio);
    assertThat(s3.gets()).hasSize(1);
    assertThat(station.names("arriving")).isEmpty();
    station.close();
    start();
    awaitPolls(3);
    assertThat(s3.gets()).as("after a restart").hasSize(1);
  }

  @Test
  void aNewerUploadTakesThePlaceOfTheOlderOne() throws Exception {
    s3.put(JAZZ, audio);
    start();
    station.awaitReady(1);
    byte[] newer = Files.readAllBytes(Tone.mp3(files.resolve("b.mp3"), 2, 880));
    s3.put(JAZZ, newer);
    await("the newer one is here", () -> station.names("replaced").size() == 1);
    awaitPolls(3);
    assertThat(home.resolve("inbox").resolve(JAZZ)).hasBinaryContent(newer);
    assertThat(s3.gets()).hasSize(2);
  }

  @Test
  void aNewerUploadOfWhatIsOnTheAirWaits() throws Exception {
    s3.put(JAZZ, audio);
    start();
    station.awaitReady(1);
    clock.moveTo("2026-06-10T14:00:30Z");
    byte[] newer = Files.readAllBytes(Tone.mp3(files.resolve("b.mp3"), 2, 880));
    s3.put(JAZZ, newer);
    awaitPolls(5);
    assertThat(s3.gets()).as("fetched while it is on the air").hasSize(1);
    assertThat(home.resolve("inbox").resolve(JAZZ)).hasBinaryContent(audio);
    clock.moveTo("2026-06-10T18:00:01Z");
    await("it comes when the other is over", () -> station.names("replaced").size() == 1);
  }

  @Test
  void aLateFileIsFetchedWhileItsTimeRuns() throws Exception {
    clock.moveTo("2026-06-10T14:20:00Z");
    s3.put("20260610_1300_before.mp3", audio);
    s3.put(JAZZ, audio);
    start();
    station.awaitReady(1);
    awaitPolls(2);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
  }

  @Test
  void whatIsDeletedBeforeItsTimeDoesNotPlayAndWhatIsDeletedLaterStays() throws Exception {
    String next = "20260610_1500_news.mp3";
    s3.put(JAZZ, audio).put(next, audio);
    start();
    station.awaitReady(2);
    clock.moveTo("2026-06-10T14:30:00Z");
    s3.delete(JAZZ);
    awaitPolls(3);
    assertThat(station.names("inbox")).contains(JAZZ);
    s3.delete(next);
    await("it is taken out", () -> station.names("inbox").equals(List.of(JAZZ)));
    assertThat(station.names("replaced")).hasSize(1).allMatch(name -> name.endsWith(next));
    await("nothing is left of it", () -> station.names("ready").size() == 1);
    assertThat(station.deadLetters()).isEmpty();
    s3.put(next, audio);
    station.awaitReady(2);
  }

  @Test
  void anUndecodableOneCountsAsAbsentAndTheNextInOrderIsFetched() throws Exception {
    s3.put("20260610_1400_a.mp3", "no audio at all\n".repeat(200).getBytes());
    s3.put("20260610_1400_b.mp3", audio);
    s3.put("20260610_1500_a.mp3", new byte[0]);
    s3.put("20260610_1500_b.mp3", audio);
    start();
    station.awaitReady(2);
    assertThat(station.names("inbox"))
        .containsExactly("20260610_1400_b.mp3", "20260610_1500_b.mp3");
    assertThat(station.names("rejected")).contains("20260610_1400_a.mp3");
    station.close();
    start();
    awaitPolls(3);
    assertThat(s3.gets()).as("each version once").hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1", "2500, 3"})
  void aPollCostsOneRequestForEachThousandKeys(int objects, int requests) throws Exception {
    for (int i = 0; i < objects - 1; i++) {
      s3.put(
          "2019%02d%02d_%02d00_old-%04d.mp3".formatted(i % 12 + 1, i % 28 + 1, i % 24, i), audio);
    }
    s3.put(JAZZ, audio);
    start("ingest.poll", "500ms");
    station.awaitReady(1);
    awaitPolls(4 * requests);
    station.close();
    List<String> lists = s3.lists();
    long polls = lists.stream().filter(line -> !line.contains("marker=")).count();
    assertThat(lists.size()).isBetween((int) (polls - 1) * requests + 1, (int) polls * requests);
    assertThat(s3.front().requests()).as("listings and one fetch").hasSize(lists.size() + 1);
  }

  @Test
  void hostileKeysReachNoPathAndStopNoOther() throws Exception {
    List<String> keys =
        new ArrayList<>(
            List.of(
                "../20260610_1500_up.mp3",
                "/etc/20260610_1500_abs.mp3",
                "20260610_1500_a\\b.mp3",
                "20260610_1500_nul%00.mp3",
                "20260610_1500_two%0Alines.mp3",
                "-20260610_1500_dash.mp3",
                "20260610_1500_" + "x".repeat(1000) + ".mp3",
                "20260610_1500_" + "y".repeat(240) + ".mp3",
                "20260230_2500_x.mp3",
                "notes.txt",
                "folder/"));
    s3.put(JAZZ, audio);
    String listing =
        listing(
            keys.stream().map(key -> key + " 100").toList(),
            JAZZ + " " + audio.length,
            "20260610_1300_huge.mp3 1000000000000000");
    s3.front().spoil(S3Server.isList(), one -> one.answer(200, listing));
    try (LogLines log = LogLines.open()) {
      start("ingest.recursive", "true");
      station.awaitReady(1);
      awaitPolls(4);
      assertThat(station.names("inbox")).containsExactly(JAZZ);
      assertThat(log.warnings("is passed over")).hasSize(keys.size() - 1);
      assertThat(log.warnings("20260610_1300_huge.mp3"))
          .singleElement()
          .asString()
          .contains("make room");
    }
    assertThat(s3.gets()).allMatch(line -> line.contains(JAZZ));
    assertThat(home.getParent().resolve("20260610_1500_up.mp3")).doesNotExist();
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void ofTwoKeysWithOneFileNameTheFirstCounts() throws Exception {
    s3.put("a/" + JAZZ, audio).put("b/" + JAZZ, audio);
    try (LogLines log = LogLines.open()) {
      start("ingest.recursive", "true");
      station.awaitReady(1);
      awaitPolls(3);
      assertThat(s3.gets()).singleElement().asString().contains("/a/");
      assertThat(log.warnings("has the same file name")).hasSize(1);
    }
  }

  @Test
  void onlyKeysBelowThePrefixCount() throws Exception {
    s3.put("shows/" + JAZZ, audio).put("20260610_1500_top.mp3", audio);
    start("ingest.prefix", "shows");
    station.awaitReady(1);
    awaitPolls(2);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
  }

  @Test
  void aBrokenDownloadGoesOnWhereItBrokeOff() throws Exception {
    byte[] big = Files.readAllBytes(Tone.mp3(files.resolve("big.mp3"), 60, 440));
    s3.put(JAZZ, big);
    s3.front()
        .spoil(
            S3Server.isGet(),
            one -> {
              one.pass(200_000);
              one.reset();
            });
    try (LogLines log = LogLines.open()) {
      start();
      await("breaks", () -> s3.gets().size() >= 3);
      assertThat(log.warnings("cannot be fetched")).hasSize(1);
      s3.front().mend();
      station.awaitReady(1);
      await("said", () -> !log.with("can be used again").isEmpty());
    }
    assertThat(home.resolve("inbox").resolve(JAZZ)).hasBinaryContent(big);
    List<String> ranges =
        s3.front().heads().stream()
            .filter(head -> head.toLowerCase(Locale.ROOT).contains("\r\nrange: bytes="))
            .toList();
    assertThat(ranges)
        .isNotEmpty()
        .allMatch(head -> head.toLowerCase(Locale.ROOT).contains("if-match"));
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void whatWasBegunOfAnOlderVersionIsClearedAway() throws Exception {
    byte[] big = Files.readAllBytes(Tone.mp3(files.resolve("big.mp3"), 60, 440));
    s3.put(JAZZ, big);
    s3.front().spoil(S3Server.isGet(), one -> one.pass(200_000));
    start();
    await("a break", () -> station.names("arriving").size() == 1);
    s3.put(JAZZ, audio);
    s3.front().mend();
    station.awaitReady(1);
    assertThat(home.resolve("inbox").resolve(JAZZ)).hasBinaryContent(audio);
    await("cleared away", () -> station.names("arriving").isEmpty());
  }

  @Test
  void whatDoesNotMatchItsChecksumIsFetchedAgain() throws Exception {
    s3.put(JAZZ, audio);
    AtomicInteger spoilt = new AtomicInteger();
    s3.front()
        .spoil(
            S3Server.isGet(),
            one -> one.answer(200, ("" + spoilt.incrementAndGet() % 10).repeat(audio.length)));
    try (LogLines log = LogLines.open()) {
      start();
      await("refused", () -> !log.warnings("has the MD5").isEmpty());
      s3.front().mend();
      station.awaitReady(1);
    }
    assertThat(home.resolve("inbox").resolve(JAZZ)).hasBinaryContent(audio);
  }

  @Test
  void oneThatHangsHoldsUpNoOtherAndNoPoll() throws Exception {
    s3.put("20260610_1300_first.mp3", audio).put(JAZZ, audio);
    s3.front().spoil(line -> line.contains("first.mp3"), FaultyProxy.Exchange::hang);
    start();
    station.awaitReady(1);
    awaitPolls(3);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
    s3.put("20260610_1500_later.mp3", audio);
    station.awaitReady(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "503", "403", "404", "html", "empty", "cut", "reset", "endless"})
  void anOutageIsSaidOnceLosesNothingAndIsMadeUpForAfterwards(String kind) throws Exception {
    s3.put(JAZZ, audio);
    start();
    station.awaitReady(1);
    try (LogLines log = LogLines.open()) {
      s3.front().spoil(line -> true, fault(kind));
      await("said", () -> !log.warnings("cannot be listed").isEmpty());
      s3.put("20260610_1500_news.mp3", audio);
      awaitPolls(4);
      assertThat(log.warnings("cannot be listed")).hasSize(1);
      assertThat(station.names("inbox")).containsExactly(JAZZ);
      s3.front().mend();
      station.awaitReady(2);
      await("its end is said", () -> log.with("can be used again").size() == 1);
      assertThat(log.with(S3Server.SECRET_KEY)).isEmpty();
    }
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void theStationStartsWhileS3IsAway() throws Exception {
    s3.put(JAZZ, audio);
    s3.front().spoil(line -> true, FaultyProxy.Exchange::hang);
    start();
    station.send(files.resolve("a.mp3"), "20260610_1500_local.mp3");
    station.awaitReady(1);
    s3.front().mend();
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> station.names("inbox").contains(JAZZ));
  }

  private static FaultyProxy.Fault fault(String kind) {
    return switch (kind) {
      case "html" -> one -> one.answer(200, "<html><body><p>Log in</p></body></html>");
      case "empty" -> one -> one.answer(200, "");
      case "cut" -> one -> one.answer(200, listing(List.of(), JAZZ + " 1").substring(0, 150));
      case "reset" -> FaultyProxy.Exchange::reset;
      case "endless" -> one -> one.answer(200, "<ListBucketResult><x>" + "y".repeat(5_000_000));
      default -> one -> one.answer(Integer.parseInt(kind), "<Error><Code>Broken</Code></Error>");
    };
  }

  /** What S3 answers for keys, each with its size behind a blank. */
  private static String listing(List<String> some, String... others) {
    return Stream.concat(some.stream(), Stream.of(others))
        .map(
            one ->
                "<Contents><Key>%s</Key><Size>%s</Size></Contents>"
                    .formatted(
                        one.substring(0, one.lastIndexOf(' ')),
                        one.substring(one.lastIndexOf(' ') + 1)))
        .collect(
            Collectors.joining(
                "",
                "<ListBucketResult><Name>programmes</Name><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>",
                "</ListBucketResult>"));
  }

  private static void await(String what, Callable<Boolean> state) {
    Awaitility.await(what).atMost(Duration.ofSeconds(30)).until(state);
  }

  @Test
  void aSlotWithoutItsFileGetsTheLatestEarlierEditionFetchedAndReady() throws Exception {
    Files.writeString(
        home.resolve("schedule.csv"),
        "2026-06-10T14:00:00Z,2026-06-10T15:00:00Z,jazz,20260610_1400_jazz,Jazz\n"
            + "2026-06-10T15:00:00Z,2026-06-10T16:00:00Z,rock,20260610_1500_rock,Rock\n");
    s3.put("20260527_1400_jazz.mp3", audio);
    s3.put("20260603_1400_jazz.mp3", audio);
    s3.put("20260617_1400_jazz.mp3", audio);
    s3.put("20260603_1500_rock.mp3", audio);
    s3.put("20260610_1500_rock.mp3", "no audio".getBytes(StandardCharsets.US_ASCII));
    start();
    Awaitility.await("both are fetched")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(station.names("inbox"))
                    .containsExactly("20260603_1400_jazz.mp3", "20260603_1500_rock.mp3"));
    CueBook programmes =
        station.context().getRegistry().lookupByNameAndType("cueBook", CueBook.class);
    Awaitility.await("both are chosen")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        programmes.choices(
                            clock.instant(), clock.instant().plus(Duration.ofDays(1))))
                    .flatExtracting(Choice::editions)
                    .extracting(Edition::key)
                    .containsExactly("20260603_1400_jazz.mp3", "20260603_1500_rock.mp3"));
  }

  private void awaitPolls(int count) {
    int before = s3.lists().size();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> s3.lists().size() >= before + count);
  }
}

package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.FaultyProxy;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Downloads that break, and a bucket that is away. */
@Integration
class BucketOutageTest {
  private static final String JAZZ = "20260610_1400_jazz.mp3";
  private static final byte[] AUDIO = Tone.mp3(1, 440);

  @TempDir Path files;
  private final S3Server s3 = S3Server.start();
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");

  @RegisterExtension
  final Station station = s3.used(new Station().with(clock).with("prepare.latest", "1d"));

  @Test
  void aBrokenDownloadGoesOnWhereItBrokeOff() throws Exception {
    byte[] big = Tone.mp3(60, 440);
    s3.put(JAZZ, big);
    s3.front()
        .spoil(
            S3Server.isGet(),
            one -> {
              one.pass(200_000);
              one.reset();
            });
    station.start();
    Awaitility.await("breaks").until(() -> s3.gets().size() >= 3);
    assertThat(station.log().warnings("cannot be fetched")).hasSize(1);
    s3.front().mend();
    station.awaitReady(1);
    Awaitility.await("said").until(() -> !station.log().with("can be used again").isEmpty());
    assertThat(station.path("inbox", JAZZ)).hasBinaryContent(big);
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
    byte[] big = Tone.mp3(60, 440);
    s3.put(JAZZ, big);
    s3.front().spoil(S3Server.isGet(), one -> one.pass(200_000));
    station.start();
    Awaitility.await("a break").until(() -> station.names("arriving").size() == 1);
    s3.put(JAZZ, AUDIO);
    s3.front().mend();
    station.awaitReady(1);
    assertThat(station.path("inbox", JAZZ)).hasBinaryContent(AUDIO);
    Awaitility.await("cleared away").until(() -> station.names("arriving").isEmpty());
  }

  @Test
  void whatDoesNotMatchItsChecksumIsFetchedAgain() throws Exception {
    s3.put(JAZZ, AUDIO);
    AtomicInteger spoilt = new AtomicInteger();
    s3.front()
        .spoil(
            S3Server.isGet(),
            one -> one.answer(200, ("" + spoilt.incrementAndGet() % 10).repeat(AUDIO.length)));
    station.start();
    Awaitility.await("refused").until(() -> !station.log().warnings("has the MD5").isEmpty());
    s3.front().mend();
    station.awaitReady(1);
    assertThat(station.path("inbox", JAZZ)).hasBinaryContent(AUDIO);
  }

  @Test
  void oneThatHangsHoldsUpNoOtherAndNoPoll() throws Exception {
    s3.put("20260610_1300_first.mp3", AUDIO).put(JAZZ, AUDIO);
    s3.front().spoil(line -> line.contains("first.mp3"), FaultyProxy.Exchange::hang);
    station.start();
    station.awaitReady(1);
    s3.awaitLists(3);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
    s3.put("20260610_1500_later.mp3", AUDIO);
    station.awaitReady(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "503", "403", "404", "html", "empty", "cut", "reset", "endless"})
  void anOutageIsSaidOnceLosesNothingAndIsMadeUpForAfterwards(String kind) throws Exception {
    s3.put(JAZZ, AUDIO);
    station.start();
    station.awaitReady(1);
    s3.front().spoil(line -> true, fault(kind));
    Awaitility.await("said").until(() -> !station.log().warnings("cannot be listed").isEmpty());
    s3.put("20260610_1500_news.mp3", AUDIO);
    s3.awaitLists(4);
    assertThat(station.log().warnings("cannot be listed")).hasSize(1);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
    s3.front().mend();
    station.awaitReady(2);
    Awaitility.await("its end is said")
        .until(() -> station.log().with("can be used again").size() == 1);
    assertThat(station.log().with(S3Server.SECRET_KEY)).isEmpty();
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void theStationStartsWhileS3IsAway() throws Exception {
    s3.put(JAZZ, AUDIO);
    s3.front().spoil(line -> true, FaultyProxy.Exchange::hang);
    station.start();
    station.send(Files.write(files.resolve("a.mp3"), AUDIO), "20260610_1500_local.mp3");
    station.awaitReady(1);
    s3.front().mend();
    Awaitility.await("what waited for S3").until(() -> station.names("inbox").contains(JAZZ));
  }

  @Test
  void aStopWhileTheBucketIsReadIsNoFailure() throws Exception {
    s3.put(JAZZ, AUDIO);
    station.with("camel.main.shutdown-timeout", "1");
    s3.front().spoil(S3Server.isGet(), FaultyProxy.Exchange::hang);
    station.start();
    Awaitility.await("a download").until(() -> !s3.gets().isEmpty());
    s3.front().spoil(line -> true, FaultyProxy.Exchange::hang);
    s3.awaitLists(1);
    station.close();
    s3.front().mend();
    assertThat(station.log().of(Level.ERROR, "")).isEmpty();
    assertThat(station.deadLetters()).isEmpty();
    station.start();
    station.awaitReady(1);
  }

  private static FaultyProxy.Fault fault(String kind) {
    return switch (kind) {
      case "html" -> one -> one.answer(200, "<html><body><p>Log in</p></body></html>");
      case "empty" -> one -> one.answer(200, "");
      case "cut" ->
          one -> one.answer(200, S3Server.listing(List.of(), JAZZ + " 1").substring(0, 150));
      case "reset" -> FaultyProxy.Exchange::reset;
      case "endless" -> one -> one.answer(200, "<ListBucketResult><x>" + "y".repeat(5_000_000));
      default -> one -> one.answer(Integer.parseInt(kind), "<Error><Code>Broken</Code></Error>");
    };
  }
}

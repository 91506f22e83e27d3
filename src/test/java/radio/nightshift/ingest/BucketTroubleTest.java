package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Conditions;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Timetable;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket's trouble is raised once, whatever fails by it, and cleared once. */
class BucketTroubleTest {
  private static final String JAZZ = "20260610_1400_jazz.mp3";
  private static final String NEWS = "20260610_1500_news.mp3";
  private static final Exception REFUSED =
      new RuntimeCamelException(S3Exception.builder().statusCode(403).message("no").build());
  private static final Exception AWAY = SdkClientException.create("Unable to connect");

  @TempDir Path home;
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T08:00:00Z");
  private final Bucket bucket = new Bucket("b", "", false, new Timetable(ZoneOffset.UTC, clock));
  private Conditions conditions;
  private BucketTrouble trouble;
  private LogLines log;

  @BeforeEach
  void start() {
    log = LogLines.open();
    open();
  }

  @AfterEach
  void stop() {
    conditions.close();
    log.close();
  }

  private void open() {
    conditions = Conditions.kept(home.resolve("conditions"), clock);
    trouble = new BucketTrouble(bucket, conditions);
  }

  @Test
  void aListingThatFailsIsRaisedOnceAndClearedOnce() {
    trouble.unlisted(AWAY);
    trouble.unlisted(AWAY);
    trouble.unfetched(upload(JAZZ), AWAY);
    clock.step(Duration.ofMinutes(5));
    trouble.listed(false, false);
    trouble.listed(false, true);
    assertThat(log.all())
        .containsExactly(
            "WARN The bucket 'b' cannot be listed: Unable to connect; check the network, aws.endpoint,"
                + " aws.region and the keys (environment, profile or instance role). It is tried"
                + " again at every poll.",
            "INFO The bucket 'b' can be used again, after 5 minutes.");
  }

  @Test
  void ofFilesThatFailAlikeTheFirstIsNamed() {
    trouble.listed(false, false);
    trouble.unfetched(upload(JAZZ), REFUSED);
    trouble.unfetched(upload(NEWS), REFUSED);
    trouble.unfetched(upload(JAZZ), new IOException("No space left on device"));
    trouble.listed(true, false);
    trouble.fetched();
    assertThat(log.warnings("cannot be fetched from the bucket 'b'"))
        .satisfiesExactly(
            line -> assertThat(line).contains(JAZZ, "S3 answers 403", "s3:GetObject"),
            line -> assertThat(line).contains(JAZZ, "No space left on device", "make room"));
    assertThat(log.with("can be used again")).hasSize(1);
  }

  @Test
  void whatStillFailsAfterARestartIsNotNew() {
    trouble.unfetched(upload(JAZZ), REFUSED);
    conditions.close();
    open();
    trouble.listed(false, false);
    trouble.unfetched(upload(NEWS), REFUSED);
    assertThat(log.all()).as("said in two runs").hasSize(1);
    trouble.fetched();
    assertThat(log.with("can be used again")).hasSize(1);
  }

  @Test
  void whatWasWrongBeforeARestartAndIsNotNeededAnyMoreIsOver() {
    trouble.unfetched(upload(JAZZ), REFUSED);
    conditions.close();
    open();
    trouble.listed(false, true);
    assertThat(log.with("can be used again")).hasSize(1);
    assertThat(conditions.all()).isEqualTo(List.of());
  }

  private static Upload upload(String key) {
    return new Upload(new Edition(key, ProgrammeFileName.parse(key), 100, null), "1");
  }
}

package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import radio.nightshift.condition.Conditions;
import radio.nightshift.programme.Timetable;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Keys that are no programme files are raised once each, and cleared once they are gone. */
class IgnoredKeysTest {
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");
  private final Bucket bucket = new Bucket("b", "", false, new Timetable(ZoneOffset.UTC, clock));
  private final Conditions conditions = Conditions.unkept(clock);
  private final IgnoredKeys ignored = new IgnoredKeys(bucket, conditions);
  private LogLines log;

  @BeforeEach
  void listen() {
    log = LogLines.open();
  }

  @AfterEach
  void stop() {
    conditions.close();
    log.close();
  }

  @Test
  void aKeyIsRaisedOnceAndClearedOnceItIsGone() {
    report("notes.txt", "x; y", "20260610_1400_jazz.mp3");
    clock.step(Duration.ofMinutes(5));
    report("x; y");
    report("x; y");
    assertThat(log.all())
        .satisfiesExactlyInAnyOrder(
            line ->
                assertThat(line).startsWith("WARN 'notes.txt' in the bucket b is passed over: "),
            line -> assertThat(line).startsWith("WARN 'x; y' in the bucket b is passed over: "),
            line ->
                assertThat(line)
                    .startsWith(
                        "INFO Over after 5 minutes: 'notes.txt' in the bucket b is passed"));
    assertThat(conditions.all()).hasSize(1);
  }

  @Test
  void furtherKeysAreCountedForAsLongAsThereAreMoreThanAreNamed() {
    report(many(Listing.MOST_IGNORED + 5));
    report(many(Listing.MOST_IGNORED + 5));
    report(many(Listing.MOST_IGNORED));
    assertThat(log.with("further keys"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("WARN 5 further keys in the bucket b are no"),
            line -> assertThat(line).startsWith("INFO The bucket b has no further keys"));
    assertThat(conditions.all()).hasSize(Listing.MOST_IGNORED);
  }

  @Test
  void whatNobodyUploadsIsLeftAloneWithoutAWord() {
    report(".DS_Store", "._20260610_1400_jazz.mp3", "Thumbs.db", "20260610_1400_jazz.mp3.part");
    assertThat(log.all()).isEmpty();
    assertThat(bucket.fileName("20260610_1400_jazz.mp3.part")).isEmpty();
  }

  private static String[] many(int count) {
    return IntStream.range(0, count).mapToObj(i -> "odd-%06d".formatted(i)).toArray(String[]::new);
  }

  private void report(String... keys) {
    Listing listing = bucket.list();
    listing.request();
    listing.answered(ListObjectsResponse.builder().isTruncated(false).build());
    List<S3Object> objects =
        Stream.of(keys)
            .map(key -> S3Object.builder().key(key).size(1000L).eTag("\"e\"").build())
            .toList();
    listing.add(objects);
    ignored.report(listing);
  }
}

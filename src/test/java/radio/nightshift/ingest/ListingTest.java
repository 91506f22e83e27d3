package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import radio.nightshift.condition.Conditions;
import radio.nightshift.programme.Timetable;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

class ListingTest {
  private static final int PAGE = 1000;
  private static final LocalDateTime DAY = LocalDateTime.of(2026, 6, 1, 0, 0);

  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");
  private final Bucket bucket = new Bucket("b", "", false, new Timetable(ZoneOffset.UTC, clock));

  @Test
  void aHundredThousandProgrammesStayBelowFortyMegabytes() {
    long before = used();
    Listing listing = listed(objects(100_000, ListingTest::programme));
    long bytes = used() - before;
    assertThat(listing.uploads()).hasSize(100_000);
    assertThat(listing.isWhole()).isTrue();
    assertThat(bytes / 1e6).as("MB held for a listing").isLessThan(40);
  }

  @Test
  void ofMoreTheNearestAreKept() {
    Listing listing = listed(objects(150_000, ListingTest::programme));
    assertThat(listing.uploads()).hasSize(Listing.MOST_UPLOADS);
    assertThat(listing.isWhole()).isFalse();
    assertThat(listing.named(programme(13 * 1440))).isPresent();
    assertThat(listing.named(programme(149_999))).isEmpty();
  }

  @Test
  void ofAHundredThousandOddKeysTheFirstAreNamedAndTheOthersCountedOnce() {
    Conditions conditions = Conditions.unkept(clock);
    IgnoredKeys ignored = new IgnoredKeys(bucket, conditions);
    List<S3Object> objects = objects(100_000, i -> "odd-%06d".formatted(i));
    try (LogLines log = LogLines.open()) {
      for (int poll = 0; poll < 3; poll++) {
        ignored.report(listed(objects));
      }
      assertThat(log.warnings("is passed over")).hasSize(Listing.MOST_IGNORED);
      assertThat(log.warnings("further keys")).singleElement().asString().contains("99980");
    }
  }

  @Test
  void aListingThatNeverEndsIsBrokenOff() {
    Listing listing = bucket.list();
    answer(listing, true, List.of(object("a")));
    assertThatThrownBy(() -> answer(listing, true, List.of(object("a"))))
        .isInstanceOf(SdkClientException.class);
    assertThatThrownBy(() -> answer(bucket.list(), true, List.of()))
        .isInstanceOf(SdkClientException.class);
  }

  @Test
  void anAnswerThatDoesNotSayWhetherItGoesOnIsNone() {
    Listing listing = bucket.list();
    assertThatThrownBy(() -> answer(listing, null, List.of()))
        .isInstanceOf(SdkClientException.class);
  }

  private static List<S3Object> objects(int count, IntFunction<String> key) {
    return IntStream.range(0, count).mapToObj(key).map(ListingTest::object).toList();
  }

  private Listing listed(List<S3Object> objects) {
    Listing listing = bucket.list();
    for (int from = 0; from < objects.size(); from += PAGE) {
      int to = from + PAGE;
      answer(listing, to < objects.size(), objects.subList(from, to));
    }
    return listing;
  }

  private static void answer(Listing listing, Boolean truncated, List<S3Object> page) {
    listing.request();
    listing.answered(ListObjectsResponse.builder().isTruncated(truncated).build());
    listing.add(page);
  }

  private static String programme(int i) {
    LocalDateTime time = DAY.plusMinutes(i);
    return "%04d%02d%02d_%02d%02d_a-show-of-%06d.mp3"
        .formatted(
            time.getYear(),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            i);
  }

  private static S3Object object(String key) {
    return S3Object.builder()
        .key(key)
        .size(1000L)
        .eTag("\"" + HexFormat.of().toHexDigits(key.hashCode()).repeat(4) + "\"")
        .build();
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      runtime.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

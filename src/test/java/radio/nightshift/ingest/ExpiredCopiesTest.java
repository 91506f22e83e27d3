package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;

/** It is 2026-06-10 12:00, and copies are kept for 7 days. */
class ExpiredCopiesTest {
  private static final String OLD = "20260601_1400_jazz.mp3";

  @TempDir Path home;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "20260603_1159_jazz.mp3, true",
    "20260603_1200_jazz.mp3, false",
    "20260610_1100_jazz.mp3, false",
    "20260710_1100_jazz.mp3, false",
    "20250101_1100_jazz.mp3, true",
  })
  void aCopyExpiresSevenDaysAfterItsTime(String name, boolean expires) throws IOException {
    BucketFolder folder = new BucketFolder(home);
    folder.fetched("shows/" + name);
    assertThat(copies(folder, folder.listing()).find())
        .isEqualTo(expires ? List.of(name) : List.of());
  }

  @Test
  void whatTheScheduleStillNeedsStays() throws IOException {
    BucketFolder folder = new BucketFolder(home);
    folder.fetched("shows/" + OLD);
    Instant start = Instant.parse("2026-06-10T14:00:00Z");
    folder.timetable.update(
        Schedule.of(List.of(new Slot("jazz", "Jazz", start, start.plusSeconds(3600)))));
    assertThat(copies(folder, folder.listing("shows/" + OLD)).find()).isEmpty();
  }

  @Test
  void beforeTheFirstListingNothingExpires() throws IOException {
    BucketFolder folder = new BucketFolder(home);
    folder.fetched("shows/" + OLD);
    assertThat(copies(folder, folder.downloads(Duration.ofHours(36))).find()).isEmpty();
  }

  @Test
  void anOriginalThatCameByTheFolderStays() throws IOException {
    BucketFolder folder = new BucketFolder(home);
    folder.keep(OLD, BucketFolder.SIZE);
    assertThat(copies(folder, folder.listing()).find()).as("it never was in the bucket").isEmpty();
    folder.fetched("shows/" + OLD);
    folder.keep(OLD, BucketFolder.SIZE + 1);
    assertThat(copies(folder, folder.listing()).find()).as("another of its name").isEmpty();
  }

  @Test
  void whatIsDeletedGoesWithItsReceipt() throws IOException {
    BucketFolder folder = new BucketFolder(home);
    folder.fetched("shows/" + OLD);
    ExpiredCopies copies = copies(folder, folder.listing());
    copies.delete(OLD);
    assertThat(folder.inbox.holds(OLD)).isFalse();
    assertThat(folder.receipts()).isEmpty();
    assertThat(copies.find()).isEmpty();
  }

  private static ExpiredCopies copies(BucketFolder folder, Listing listing) throws IOException {
    DownloadQueue downloads = folder.downloads(Duration.ofHours(36));
    downloads.plan(listing);
    return copies(folder, downloads);
  }

  private static ExpiredCopies copies(BucketFolder folder, DownloadQueue downloads) {
    return new ExpiredCopies(
        folder.inbox, folder.receipts, downloads, Duration.ofDays(7), folder.timetable);
  }
}

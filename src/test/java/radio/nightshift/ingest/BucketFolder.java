package radio.nightshift.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import radio.nightshift.condition.Conditions;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Timetable;
import radio.nightshift.support.MovableClock;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a station keeps of a bucket, without an S3: listings are made of keys. */
final class BucketFolder {
  static final long SIZE = 5;

  final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");
  final Timetable timetable = new Timetable(ZoneOffset.UTC, clock);
  final Bucket bucket = new Bucket("programmes", "shows/", true, timetable);
  final Conditions conditions = Conditions.unkept(clock);
  final Inbox inbox;
  final Receipts receipts;
  private final Path home;

  BucketFolder(Path home) {
    this.home = home;
    WrittenFiles written = new WrittenFiles(timetable, Duration.ofSeconds(2));
    inbox =
        new Inbox(
            home,
            new Takeover(new Originals(home.resolve("incoming"), written)),
            new WatchedFiles(written, file -> {}),
            clock);
    receipts = new Receipts(home.resolve("bucket-receipts.txt"), bucket, conditions);
  }

  DownloadQueue downloads(Duration horizon) {
    return new DownloadQueue(
        inbox,
        receipts,
        new Arrivals(home.resolve("arriving"), bucket),
        new BucketTrouble(bucket, conditions),
        timetable,
        horizon);
  }

  /** Puts a file into the inbox. */
  void keep(String name, long size) throws IOException {
    Files.write(Files.createDirectories(home.resolve("inbox")).resolve(name), new byte[(int) size]);
  }

  /** Has a key fetched, with a file in the inbox. */
  void fetched(String key) throws IOException {
    receipts.received(upload(key));
    keep(upload(key).name(), SIZE);
  }

  Listing listing(String... keys) {
    Listing listing = bucket.list();
    listing.request();
    listing.answered(ListObjectsResponse.builder().isTruncated(false).build());
    listing.add(Stream.of(keys).map(BucketFolder::object).toList());
    return listing;
  }

  List<String> receipts() {
    return receipts.all().stream().map(Receipts.Receipt::key).toList();
  }

  static Upload upload(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return new Upload(new Edition(key, ProgrammeFileName.parse(name), SIZE, null), "v1");
  }

  private static S3Object object(String key) {
    return S3Object.builder().key(key).size(SIZE).eTag("\"v1\"").build();
  }
}

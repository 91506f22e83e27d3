package radio.nightshift.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import radio.nightshift.condition.Printable;
import radio.nightshift.room.Premises;

/** Shows in JMX how programme files come in, and sends requests about them to their routes. */
final class IngestPanel implements IngestMBean {
  private final Path folder;
  private final Bucket bucket;
  private final FileTurns turns;
  private final DownloadQueue downloads;
  private final Inbox inbox;
  private final Premises premises;

  IngestPanel(
      Path folder,
      Bucket bucket,
      FileTurns turns,
      DownloadQueue downloads,
      Inbox inbox,
      Premises premises) {
    this.folder = folder;
    this.bucket = bucket;
    this.turns = turns;
    this.downloads = downloads;
    this.inbox = inbox;
    this.premises = premises;
  }

  private long age(Optional<Instant> since) {
    return since
        .map(instant -> Duration.between(instant, premises.clock().instant()).toSeconds())
        .orElse(-1L);
  }

  @Override
  public String getFolder() {
    return folder.toString();
  }

  @Override
  public long getFolderAgeSeconds() {
    return age(turns.lastLook());
  }

  @Override
  public String getBucket() {
    return bucket.name();
  }

  @Override
  public long getListingAgeSeconds() {
    return age(downloads.listed());
  }

  @Override
  public int getDownloads() {
    return downloads.underWay();
  }

  @Override
  public int getWaitingDownloads() {
    return downloads.waiting();
  }

  @Override
  public String getLastFile() {
    return inbox.last().map(arrival -> Printable.printable(arrival.name())).orElse("");
  }

  @Override
  public long getLastFileAgeSeconds() {
    return age(inbox.last().map(Inbox.Arrival::at));
  }

  @Override
  public String lookForFiles() {
    requireBucket();
    premises.services().requests().begin("list the bucket now", "direct:ingest-look", null);
    return "The bucket %s is listed".formatted(bucket.name());
  }

  @Override
  public String fetchAgain(String key) {
    requireBucket();
    return premises
        .services()
        .requests()
        .send("fetch '%s' again".formatted(key), "direct:ingest-fetch-again", key);
  }

  private void requireBucket() {
    if (bucket.name().isEmpty()) {
      throw new IllegalStateException(
          "There is no bucket (ingest.bucket); the folder is inspected every few seconds by itself.");
    }
  }
}

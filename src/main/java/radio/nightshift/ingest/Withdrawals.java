package radio.nightshift.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import radio.nightshift.ingest.Receipts.Receipt;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Timetable;

/** Finds what was deleted from the bucket before its time, and so should not play. */
public final class Withdrawals {
  private final Bucket bucket;
  private final Inbox inbox;
  private final Receipts receipts;
  private final Timetable timetable;

  /** Compares listings with what is here. */
  public Withdrawals(Bucket bucket, Inbox inbox, Receipts receipts, Timetable timetable) {
    this.bucket = bucket;
    this.inbox = inbox;
    this.receipts = receipts;
    this.timetable = timetable;
  }

  /**
   * The names of the files that are to be taken out of the inbox. What the store's lifecycle rules
   * delete after its time stays.
   */
  public List<String> find(@Body Listing listing) {
    List<String> names = new ArrayList<>();
    if (!listing.isWhole()) {
      return names;
    }
    Instant now = timetable.now();
    for (Receipt receipt : receipts.all()) {
      String name = receipt.name();
      boolean isListed =
          listing.named(name).filter(upload -> upload.key().equals(receipt.key())).isPresent();
      if (isListed || !bucket.covers(receipt.key())) {
        continue;
      }
      boolean isToCome = ProgrammeFileName.parse(name).instant(timetable.zone()).isAfter(now);
      if (isToCome || !inbox.holds(name)) {
        receipts.forget(receipt);
      }
      if (isToCome
          && !receipt.unusable()
          && listing.named(name).isEmpty()
          && inbox.size(name) == receipt.size()) {
        names.add(name);
      }
    }
    return names;
  }
}

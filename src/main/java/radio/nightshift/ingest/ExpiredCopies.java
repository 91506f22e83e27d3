package radio.nightshift.ingest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;
import radio.nightshift.ingest.Receipts.Receipt;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Timetable;

/**
 * Clears away copies of what came from the bucket, a set time after they were on the air. What the
 * schedule still needs stays, and so does whatever came by the folder: that is the original.
 */
public final class ExpiredCopies {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiredCopies.class);

  private final Inbox inbox;
  private final Receipts receipts;
  private final DownloadQueue downloads;
  private final Duration keep;
  private final Timetable timetable;

  /** Keeps a copy for so long after its air time. */
  public ExpiredCopies(
      Inbox inbox, Receipts receipts, DownloadQueue downloads, Duration keep, Timetable timetable) {
    this.inbox = inbox;
    this.receipts = receipts;
    this.downloads = downloads;
    this.keep = keep;
    this.timetable = timetable;
  }

  /** The names of those that are old, to be asked for after a listing. */
  public List<String> find() {
    Instant oldest = timetable.now().minus(keep);
    return receipts.all().stream()
        .filter(
            receipt ->
                ProgrammeFileName.parse(receipt.name()).instant(timetable.zone()).isBefore(oldest)
                    && !downloads.isWanted(receipt.key())
                    && inbox.size(receipt.name()) == receipt.size())
        .map(Receipt::name)
        .toList();
  }

  /** Deletes one of them. */
  public void delete(@Body String name) throws IOException {
    inbox.delete(name);
    receipts.all().stream()
        .filter(receipt -> receipt.name().equals(name))
        .forEach(receipts::forget);
    LOG.info(
        "The copy of '{}' is cleared away: it was to be on the air more than {} days ago.",
        Printable.printable(name),
        keep.toDays());
  }
}

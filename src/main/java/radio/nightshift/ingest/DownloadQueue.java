package radio.nightshift.ingest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.Timetable;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * The uploads that are to be fetched, soonest first. Every listing makes the queue anew, and each
 * free fetcher polls it for one, so that what has become urgent never waits behind the rest.
 */
public final class DownloadQueue {
  private static final Logger LOG = LoggerFactory.getLogger(DownloadQueue.class);
  private static final int CHANGED = 412;
  private static final int BEYOND_ITS_END = 416;

  /** When so many fail in a row, the fault is the store's, and the next poll tries again. */
  private static final int MOST_FAILURES = 8;

  private final Inbox inbox;
  private final Receipts receipts;
  private final Arrivals arrivals;
  private final BucketTrouble trouble;
  private final Timetable timetable;
  private final Duration horizon;

  private final Deque<Upload> queue = new ArrayDeque<>();
  private final Map<String, Upload> underWay = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private Listing listing;
  private Instant listed;
  private NeededEditions needed;
  private Set<String> wanted = Set.of();
  private int failuresInARow;
  private boolean called;

  /**
   * Queues what will be played.
   *
   * @param timetable read at each listing
   * @param horizon how far ahead uploads are fetched
   */
  public DownloadQueue(
      Inbox inbox,
      Receipts receipts,
      Arrivals arrivals,
      BucketTrouble trouble,
      Timetable timetable,
      Duration horizon) {
    this.inbox = inbox;
    this.receipts = receipts;
    this.arrivals = arrivals;
    this.trouble = trouble;
    this.timetable = timetable;
    this.horizon = horizon;
  }

  /**
   * Makes the queue anew.
   *
   * @return a call for {@link #next}; none if one is on its way, or there is nothing to fetch
   */
  public synchronized List<Integer> plan(@Body Listing found) throws IOException {
    listing = found;
    listed = timetable.now();
    failuresInARow = 0;
    trouble.refused().listed(found);
    return replan();
  }

  private List<Integer> replan() throws IOException {
    needed = needed(upload -> true);
    RefusedUploads refused = trouble.refused();
    List<Upload> lost = missing().stream().filter(refused::has).toList();
    refused.report(lost);
    if (!lost.isEmpty()) {
      needed = needed(upload -> !refused.has(upload) || isHere(upload));
    }
    wanted = needed.keys();
    List<Upload> missing = missing();
    failed.retainAll(missing.stream().map(Upload::id).toList());
    queue.clear();
    missing.stream().filter(upload -> !failed.contains(upload.id())).forEach(queue::add);
    missing.stream().filter(upload -> failed.contains(upload.id())).forEach(queue::add);
    lost.stream().filter(refused::isDue).forEach(queue::add);
    trouble.listed(!failed.isEmpty(), missing.isEmpty());
    arrivals.tidy(
        Stream.of(missing, lost, underWay.values())
            .flatMap(Collection::stream)
            .map(Upload::id)
            .collect(Collectors.toSet()));
    forgetIfIdle();
    return callNext() ? List.of(1) : List.of();
  }

  /** Whether a further fetcher is to be called; each is to call one more while uploads wait. */
  public synchronized boolean callNext() {
    boolean isNew = !called && !queue.isEmpty() && failuresInARow < MOST_FAILURES;
    called |= isNew;
    return isNew;
  }

  /** When the bucket was last listed; nothing before the first time. */
  synchronized Optional<Instant> listed() {
    return Optional.ofNullable(listed);
  }

  /** How many uploads are being fetched. */
  synchronized int underWay() {
    return underWay.size();
  }

  /** How many uploads wait to be fetched. */
  synchronized int waiting() {
    return queue.size();
  }

  private NeededEditions needed(Predicate<Upload> isThere) {
    return NeededEditions.of(
        listing.uploads().stream().filter(isThere).map(this::known),
        timetable.schedule(),
        timetable.now(),
        horizon,
        timetable.rules());
  }

  /** What is needed and not here, soonest first. */
  private List<Upload> missing() {
    Set<String> keys = needed.keys();
    Map<String, Upload> byKey =
        listing.uploads().stream()
            .filter(upload -> keys.contains(upload.key()))
            .collect(Collectors.toMap(Upload::key, upload -> upload));
    return keys.stream().map(byKey::get).filter(this::isMissing).toList();
  }

  /** Whether the schedule may need a key; before the first listing, any. */
  synchronized boolean isWanted(String key) {
    return needed == null || wanted.contains(key);
  }

  /** The next to fetch, which is under way until the exchange is done; null if there is none. */
  public synchronized Upload next(Exchange exchange) {
    called = false;
    Upload upload = failuresInARow < MOST_FAILURES ? queue.poll() : null;
    // What was under way when the list was made may be here by now.
    while (upload != null && (underWay.containsKey(upload.key()) || !isMissing(upload))) {
      upload = queue.poll();
    }
    if (upload != null) {
      String key = upload.key();
      underWay.put(key, upload);
      exchange
          .getExchangeExtension()
          .addOnCompletion(
              new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                  done(key);
                }
              });
    }
    return upload;
  }

  /**
   * Whether an upload that has come may be taken in; one that would take the place of what is on
   * the air waits.
   */
  public synchronized boolean mayEnter(@ExchangeProperty("upload") Upload upload) {
    failuresInARow = 0;
    trouble.refused().handedOut(upload);
    failed.remove(upload.id());
    if (failed.isEmpty()) {
      trouble.fetched();
    }
    return !mustWait(upload);
  }

  /** Records that the bucket could not be listed. */
  public synchronized void unlisted(Exception why, Exchange exchange) {
    if (!exchange.getContext().isStopping()) {
      trouble.unlisted(why);
    }
  }

  /**
   * Records that an upload could not be fetched. One that the store refuses is not there: what
   * plays in its place is queued at once.
   *
   * @return one item for each further call of {@link #next} that is needed
   */
  public synchronized List<Integer> unfetched(Upload upload, Exception why, Exchange exchange)
      throws IOException {
    if (exchange.getContext().isStopping()) {
      return List.of();
    }
    int status =
        BucketTrouble.cause(why) instanceof SdkServiceException answer ? answer.statusCode() : 0;
    Optional<Refusal> refusal = trouble.refusal(why);
    if (status == CHANGED || status == BEYOND_ITS_END || refusal.isPresent()) {
      arrivals.discard(upload);
    }
    if (status == CHANGED || refusal.filter(Refusal::isGone).isPresent()) {
      LOG.info(
          "'{}' has changed in the bucket since it was listed; the next poll sees what is there.",
          Printable.printable(upload.key()));
    }
    if (status == CHANGED) {
      return List.of();
    }
    if (refusal.isPresent()) {
      trouble.refused().refused(upload, refusal.get());
      return listing == null ? List.of() : replan();
    }
    failuresInARow++;
    failed.add(upload.id());
    trouble.unfetched(upload, why);
    return List.of();
  }

  private synchronized void done(String key) {
    underWay.remove(key);
    forgetIfIdle();
  }

  /** The listing of a large bucket takes much memory. */
  private void forgetIfIdle() {
    if (queue.isEmpty() && underWay.isEmpty()) {
      listing = null;
    }
  }

  private Edition known(Upload upload) {
    return receipts.isUnusable(upload)
        ? upload.edition().withLength(Duration.ZERO)
        : upload.edition();
  }

  private boolean isMissing(Upload upload) {
    return !isHere(upload) && !mustWait(upload);
  }

  private boolean isHere(Upload upload) {
    return receipts.has(upload) && inbox.holds(upload.name()) && !arrivals.isWhole(upload);
  }

  private boolean mustWait(Upload upload) {
    return inbox.holds(upload.name()) && needed.isOnTheAir(timetable.now()).test(upload.key());
  }
}

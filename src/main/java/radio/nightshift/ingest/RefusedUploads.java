package radio.nightshift.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Printable;
import radio.nightshift.condition.Severity;

/**
 * Versions that the store lists and does not hand out, by its answer or because it lists them as
 * archived: for the running order they are not there. Each that would play is asked for again at
 * later polls, and is a condition until it is handed out, replaced, or not needed any more.
 */
final class RefusedUploads {
  private static final String ROOM = "ingest";
  private static final String REFUSED = "upload ";
  private static final long AGAIN_NANOS = Duration.ofSeconds(15).toNanos();
  private static final int MOST_NAMED = 20;

  private final Bucket bucket;
  private final Conditions conditions;
  private final Map<String, Asked> byKey = new HashMap<>();

  /**
   * What came of a request for a version.
   *
   * @param refusal null if it was handed out
   * @param at when, of {@link System#nanoTime}
   * @param isListedSince whether a listing had it after that
   */
  private record Asked(String version, Refusal refusal, long at, boolean isListedSince) {}

  RefusedUploads(Bucket bucket, Conditions conditions) {
    this.bucket = bucket;
    this.conditions = conditions;
  }

  /** Whether a version counts as not there. */
  synchronized boolean has(Upload upload) {
    Asked last = asked(upload);
    return last == null ? upload.archived() : last.refusal != null;
  }

  /** Whether a version that counts as not there is to be asked for: it may have been restored. */
  synchronized boolean isDue(Upload upload) {
    Asked last = asked(upload);
    return last == null || System.nanoTime() - last.at > AGAIN_NANOS;
  }

  /** Records that a version was not handed out. */
  synchronized void refused(Upload upload, Refusal refusal) {
    Asked before = asked(upload);
    byKey.put(
        upload.key(),
        new Asked(
            upload.version(), refusal, System.nanoTime(), before != null && before.isListedSince));
  }

  /** Records that a version was handed out. */
  synchronized void handedOut(Upload upload) {
    if (upload.archived()) {
      byKey.put(upload.key(), new Asked(upload.version(), null, System.nanoTime(), false));
    } else {
      byKey.remove(upload.key());
    }
    conditions.clear(
        ROOM,
        REFUSED + upload.key(),
        "'%s' is handed out again".formatted(Printable.printable(upload.key())));
  }

  /** A new listing has come: versions that it has no more are forgotten. */
  synchronized void listed(Listing listing) {
    byKey
        .entrySet()
        .removeIf(
            one ->
                listing
                    .named(Receipts.name(one.getKey()))
                    .filter(upload -> upload.key().equals(one.getKey()) && asked(upload) != null)
                    .isEmpty());
    byKey.replaceAll((key, last) -> new Asked(last.version, last.refusal, last.at, true));
  }

  /**
   * The bucket itself cannot be listed: what it has refused since the last listing says nothing.
   */
  synchronized void doubt() {
    byKey.values().removeIf(last -> !last.isListedSince);
  }

  /** Reports on those that would play if they were there. */
  synchronized void report(Collection<Upload> wanted) {
    List<String> named = new ArrayList<>();
    for (Upload upload : wanted) {
      Asked last = asked(upload);
      boolean isRefused =
          last != null && last.refusal != null && (last.isListedSince || !last.refusal.isGone());
      if (isRefused && named.size() < MOST_NAMED) {
        named.add(REFUSED + upload.key());
        raise(upload, last.refusal);
      }
    }
    conditions.clearOthers(ROOM, REFUSED, named);
  }

  private void raise(Upload upload, Refusal refusal) {
    conditions.raise(
        ROOM,
        REFUSED + upload.key(),
        Severity.WARNING,
        "'%s' is not handed out by the bucket '%s' and counts as not there: %s"
            .formatted(
                Printable.printable(upload.key()),
                bucket.name(),
                Printable.printable(refusal.reason())),
        refusal.remedy());
  }

  private Asked asked(Upload upload) {
    Asked last = byKey.get(upload.key());
    return last != null && last.version.equals(upload.version()) ? last : null;
  }
}

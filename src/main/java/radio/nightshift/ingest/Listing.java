package radio.nightshift.ingest;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import radio.nightshift.condition.Printable;
import radio.nightshift.programme.Edition;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The contents of the bucket, page by page. Of a bucket of any size it keeps the programme files
 * nearest in time, and the first few of the keys that are none.
 */
public final class Listing {
  static final int MOST_UPLOADS = 100_000;
  static final int MOST_IGNORED = 20;

  private static final int SPARE = 10_000;

  private final Bucket bucket;
  private final LocalDateTime now;
  private final Map<String, Upload> byName = new HashMap<>();
  private final Map<String, String> ignored = new LinkedHashMap<>();
  private int ignoredCount;
  private boolean cut;
  private String marker;
  private Boolean truncated = true;

  Listing(Bucket bucket, LocalDateTime now) {
    this.bucket = bucket;
    this.now = now;
  }

  /** Whether there is a further page. */
  public boolean isGoingOn() {
    return Boolean.TRUE.equals(truncated);
  }

  /** The request for the next page. */
  public ListObjectsRequest request() {
    truncated = null;
    return bucket.request(this, marker);
  }

  /** Records whether a further page follows, which Camel's component does not pass on. */
  void answered(ListObjectsResponse answer) {
    truncated = answer.isTruncated();
  }

  /**
   * Adds a page.
   *
   * @throws SdkClientException if what came is none, or the listing would have no end
   */
  public void add(List<S3Object> page) {
    if (truncated == null) {
      throw SdkClientException.create("what came is no listing of a bucket");
    }
    page.forEach(this::take);
    if (truncated) {
      String last = page.isEmpty() ? marker : page.get(page.size() - 1).key();
      if (last == null || last.equals(marker)) {
        throw SdkClientException.create("a page of the listing has no end");
      }
      marker = last;
    }
    if (byName.size() > MOST_UPLOADS + SPARE || !truncated && byName.size() > MOST_UPLOADS) {
      leaveOutTheFurthest();
    }
  }

  /** The programme files, empty ones too; each name once. */
  public Collection<Upload> uploads() {
    return Collections.unmodifiableCollection(byName.values());
  }

  Optional<Upload> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether nothing had to be left out. */
  boolean isWhole() {
    return !cut;
  }

  /** The first few of the keys that cannot be programme files, each with the reason. */
  public Map<String, String> ignoredKeys() {
    return Collections.unmodifiableMap(ignored);
  }

  /** How many such keys there are. */
  public int ignoredCount() {
    return ignoredCount;
  }

  private void take(S3Object object) {
    String key = object.key();
    try {
      bucket
          .fileName(key)
          .ifPresent(
              name ->
                  take(
                      new Upload(
                          new Edition(key, name, object.size() == null ? 0 : object.size(), null),
                          object.eTag() == null ? "" : object.eTag().replace("\"", ""),
                          Upload.isArchive(object.storageClassAsString()))));
    } catch (IllegalArgumentException refused) {
      ignore(key, refused.getMessage());
    }
  }

  private void take(Upload upload) {
    Upload other = byName.putIfAbsent(upload.name(), upload);
    if (other == null) {
      return;
    }
    boolean isFirst = upload.key().compareTo(other.key()) < 0;
    if (isFirst) {
      byName.put(upload.name(), upload);
    }
    ignore(
        isFirst ? other.key() : upload.key(),
        "'%s' has the same file name and counts; rename one"
            .formatted(Printable.printable(isFirst ? upload.key() : other.key())));
  }

  private void ignore(String key, String why) {
    ignoredCount++;
    if (ignored.size() < MOST_IGNORED) {
      ignored.put(key, why);
    }
  }

  private void leaveOutTheFurthest() {
    cut = true;
    List<Upload> all = new ArrayList<>(byName.values());
    all.sort(
        Comparator.comparing(
            upload -> Duration.between(now, upload.edition().name().stamp()).abs()));
    all.subList(MOST_UPLOADS, all.size()).forEach(upload -> byName.remove(upload.name()));
  }
}

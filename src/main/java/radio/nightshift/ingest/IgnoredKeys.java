package radio.nightshift.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Printable;
import radio.nightshift.condition.Severity;

/**
 * The conditions that keys cannot be programme files: of very many the first few are named, and the
 * others counted.
 */
public final class IgnoredKeys {
  private static final String ROOM = "ingest";
  private static final String KEY = "key ";
  private static final String FURTHER = "further keys";
  private static final String CUT = "too many files";
  private static final int MOST_CHARACTERS = 200;

  private final Bucket bucket;
  private final Conditions conditions;

  public IgnoredKeys(Bucket bucket, Conditions conditions) {
    this.bucket = bucket;
    this.conditions = conditions;
  }

  /** Reports on a whole listing: what it has no more is over. */
  public void report(@Body Listing listing) {
    List<String> named = new ArrayList<>();
    listing
        .ignoredKeys()
        .forEach(
            (key, why) -> {
              named.add(KEY + key);
              conditions.raise(
                  ROOM,
                  KEY + key,
                  Severity.WARNING,
                  "'%s' in the bucket %s is passed over: %s"
                      .formatted(shown(key), bucket.name(), why));
            });
    conditions.clearOthers(ROOM, KEY, named);
    reportFurther(listing.ignoredCount() - named.size());
    reportCut(listing.isWhole());
  }

  private void reportFurther(int count) {
    if (count > 0) {
      conditions.raise(
          ROOM,
          FURTHER,
          Severity.WARNING,
          "%d further keys in the bucket %s are no programme files; set ingest.prefix to where these are"
              .formatted(count, bucket.name()));
    } else {
      conditions.clear(
          ROOM,
          FURTHER,
          "The bucket %s has no further keys that are no programme files".formatted(bucket.name()));
    }
  }

  private void reportCut(boolean isWhole) {
    if (isWhole) {
      conditions.clear(
          ROOM, CUT, "All programme files in the bucket %s count".formatted(bucket.name()));
    } else {
      conditions.raise(
          ROOM,
          CUT,
          Severity.WARNING,
          "The bucket %s holds more than %d programme files; those furthest from now do not count"
              .formatted(bucket.name(), Listing.MOST_UPLOADS),
          "delete old ones, or set ingest.prefix");
    }
  }

  private static String shown(String key) {
    String printable = Printable.printable(key);
    return printable.length() <= MOST_CHARACTERS
        ? printable
        : printable.substring(0, MOST_CHARACTERS) + "…";
  }
}

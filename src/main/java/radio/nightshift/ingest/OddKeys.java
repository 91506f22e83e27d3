package radio.nightshift.ingest;

import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;

/** Names the keys that cannot be programme files: each once, and of very many the first few. */
public final class OddKeys {
  private static final Logger LOG = LoggerFactory.getLogger(OddKeys.class);
  private static final int MOST_CHARACTERS = 200;

  private final Bucket bucket;
  private Set<String> said = new HashSet<>();
  private int furtherSaid;
  private boolean cutSaid;

  /** Knows no key yet. */
  public OddKeys(Bucket bucket) {
    this.bucket = bucket;
  }

  /** Says what is new in a listing. */
  public void report(@Body Listing listing) {
    Set<String> now = new HashSet<>();
    listing
        .oddKeys()
        .forEach(
            (key, why) -> {
              now.add(key);
              if (!said.contains(key)) {
                LOG.warn(
                    "'{}' in the bucket {} is passed over: {}", shown(key), bucket.name(), why);
              }
            });
    int further = listing.oddCount() - now.size();
    if (further > 0 && further != furtherSaid) {
      LOG.warn(
          "{} further keys in the bucket {} are no programme files; set ingest.prefix to where these are.",
          further,
          bucket.name());
    }
    if (!listing.isWhole() && !cutSaid) {
      LOG.warn(
          "The bucket {} holds more than {} programme files; those furthest from now do not count. Delete old ones, or set ingest.prefix.",
          bucket.name(),
          Listing.MOST_UPLOADS);
    }
    said = now;
    furtherSaid = further;
    cutSaid = !listing.isWhole();
  }

  private static String shown(String key) {
    String printable = Printable.printable(key);
    return printable.length() <= MOST_CHARACTERS
        ? printable
        : printable.substring(0, MOST_CHARACTERS) + "…";
  }
}

package radio.nightshift.ingest;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What goes wrong with the bucket: each kind of trouble is said when it begins, and once when all
 * is well again. Every poll tries again.
 */
public final class BucketTrouble {
  private static final Logger LOG = LoggerFactory.getLogger(BucketTrouble.class);
  private static final int MOST_KINDS = 5;
  private static final int MOST_CHARACTERS = 300;

  private final Bucket bucket;
  private final Set<String> kinds = new LinkedHashSet<>();
  private boolean isUnlisted;

  /** Knows of none. */
  public BucketTrouble(Bucket bucket) {
    this.bucket = bucket;
  }

  /** The bucket was listed; these versions could not be fetched so far. */
  synchronized void listed(Set<String> unfetched) {
    isUnlisted = false;
    settle(unfetched);
  }

  /** These versions, if any, can still not be fetched. */
  synchronized void settle(Set<String> unfetched) {
    if (!isUnlisted && unfetched.isEmpty() && !kinds.isEmpty()) {
      LOG.info("The bucket '{}' is well again.", bucket.name());
      kinds.clear();
    }
  }

  /** Says that the bucket cannot be listed, unless it is known. */
  synchronized void unlisted(Exception why) {
    isUnlisted = true;
    begin("list", why, "The bucket '" + bucket.name() + "' cannot be listed");
  }

  /** Says that a file cannot be fetched, unless that kind of trouble is known. */
  synchronized void unfetched(Upload upload, Exception why) {
    begin(
        "fetch",
        why,
        "'%s' cannot be fetched from the bucket '%s'"
            .formatted(Printable.printable(upload.key()), bucket.name()));
  }

  /** What went wrong and what to do, in a person's words. */
  public static String words(Exception failure) {
    return explain(cause(failure)).replaceFirst("\\.$", "");
  }

  private void begin(String what, Exception failure, String words) {
    Exception why = cause(failure);
    LOG.debug("{}", words, why);
    if (kinds.size() < MOST_KINDS && kinds.add(what + kind(why))) {
      LOG.warn("{}: {} It is tried again at every poll.", words, explain(why));
    }
  }

  /**
   * What S3 or the network said, without what Camel has wrapped it in. Earlier attempts, which the
   * SDK hangs on it as suppressed, are no part of it.
   */
  static Exception cause(Exception failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof SdkException)) {
      cause = cause.getCause();
    }
    return cause instanceof SdkException said ? said : failure;
  }

  private static String kind(Exception why) {
    return why instanceof AwsServiceException refused
        ? "" + refused.statusCode()
        : why.getClass().getSimpleName();
  }

  private static String explain(Exception why) {
    if (why instanceof AwsServiceException refused) {
      String code =
          refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
      String answer = "%d %s".formatted(refused.statusCode(), code == null ? "" : code).strip();
      return "S3 answers %s; %s.".formatted(shown(answer), remedy(refused.statusCode()));
    }
    if (why instanceof BrokenDownloadException) {
      return "it " + shown(why.getMessage()) + ".";
    }
    if (why instanceof IOException) {
      return shown(why.toString()) + "; is there room, and may this user write there?";
    }
    return shown(why.getMessage())
        + "; look after the network, aws.endpoint, aws.region and the keys (environment, profile or instance role).";
  }

  private static String remedy(int status) {
    return switch (status) {
      case 400, 301, 307 -> "set aws.region to the bucket's own";
      case 401, 403 -> "let these keys do s3:ListBucket on it and s3:GetObject on what is in it";
      case 404 -> "set ingest.bucket to one that there is";
      default -> "the fault is there, and there is nothing to do here";
    };
  }

  private static String shown(String text) {
    String printable = Printable.printable("" + text);
    return printable.substring(0, Math.min(printable.length(), MOST_CHARACTERS));
  }
}

package radio.nightshift.ingest;

import java.io.IOException;
import java.util.Optional;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Conditions;
import radio.nightshift.condition.Printable;
import radio.nightshift.condition.Severity;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The condition that the bucket cannot be listed, or its files not be fetched. Every poll tries
 * again.
 */
public final class BucketTrouble {
  private static final Logger LOG = LoggerFactory.getLogger(BucketTrouble.class);
  private static final String ROOM = "ingest";
  private static final String BUCKET = "bucket";
  private static final int MOST_CHARACTERS = 300;

  private final Bucket bucket;
  private final Conditions conditions;
  private final RefusedUploads refused;
  private boolean isUnlisted;

  public BucketTrouble(Bucket bucket, Conditions conditions) {
    this.bucket = bucket;
    this.conditions = conditions;
    this.refused = new RefusedUploads(bucket, conditions);
  }

  /** What the bucket refuses though nothing is wrong with it. */
  RefusedUploads refused() {
    return refused;
  }

  /** The refusal that a failed request means, unless the bucket itself cannot be listed. */
  synchronized Optional<Refusal> refusal(Exception failure) {
    return isUnlisted ? Optional.empty() : Refusal.of(failure);
  }

  /**
   * The bucket was listed.
   *
   * @param hasFailures whether files could not be fetched so far
   * @param isComplete whether all that is needed is here
   */
  synchronized void listed(boolean hasFailures, boolean isComplete) {
    // A failure to fetch that an earlier run has left is over when a file comes.
    if (!hasFailures && (isUnlisted || isComplete)) {
      clear();
    }
    isUnlisted = false;
  }

  /** A file was fetched, and there is none left that could not be. */
  synchronized void fetched() {
    if (!isUnlisted) {
      clear();
    }
  }

  private void clear() {
    conditions.clear(ROOM, BUCKET, "The bucket '%s' can be used again".formatted(bucket.name()));
  }

  /** The bucket cannot be listed. */
  synchronized void unlisted(Exception failure) {
    isUnlisted = true;
    refused.doubt();
    String what = "The bucket '%s' cannot be listed: ".formatted(bucket.name());
    raise(what, what, cause(failure));
  }

  /** A file cannot be fetched. Of those that fail alike the first one is named. */
  synchronized void unfetched(Upload upload, Exception failure) {
    if (!isUnlisted) {
      String kind = " cannot be fetched from the bucket '%s': ".formatted(bucket.name());
      raise("'" + shown(upload.key()) + "'" + kind, kind, cause(failure));
    }
  }

  private void raise(String what, String kind, Exception why) {
    String words = what + reason(why);
    String remedy = remedy(why) + ". It is tried again at every poll";
    LOG.debug("{}", words, why);
    boolean isKnown =
        conditions
            .find(ROOM, BUCKET)
            .filter(known -> known.words().contains(kind) && known.remedy().equals(remedy))
            .isPresent();
    if (!isKnown || !conditions.confirm(ROOM, BUCKET)) {
      conditions.raise(ROOM, BUCKET, Severity.WARNING, words, remedy);
    }
  }

  /** The failure and its remedy as a sentence. */
  public static String words(Exception failure) {
    Exception why = cause(failure);
    return reason(why) + "; " + remedy(why);
  }

  /**
   * The exception of the AWS SDK, without Camel's wrapping. Earlier attempts, which the SDK adds as
   * suppressed exceptions, are no part of it.
   */
  static Exception cause(Exception failure) {
    Exception said = ObjectHelper.getException(SdkException.class, failure);
    return said == null ? failure : said;
  }

  private static String reason(Exception why) {
    if (why instanceof AwsServiceException refused) {
      String code =
          refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
      return "S3 answers "
          + shown("%d %s".formatted(refused.statusCode(), code == null ? "" : code).strip());
    }
    if (why instanceof BrokenDownloadException) {
      return "it " + shown(why.getMessage());
    }
    return shown(why instanceof IOException ? why.toString() : why.getMessage());
  }

  private static String remedy(Exception why) {
    if (why instanceof AwsServiceException refused) {
      return remedy(refused.statusCode());
    }
    if (why instanceof BrokenDownloadException) {
      return "check the network, if it happens again";
    }
    if (why instanceof IOException) {
      return "make room, and let this user write there";
    }
    return "check the network, aws.endpoint, aws.region and the keys (environment, profile or instance role)";
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

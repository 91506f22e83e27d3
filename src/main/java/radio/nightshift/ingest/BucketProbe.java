package radio.nightshift.ingest;

import radio.nightshift.aws.AwsClients;
import radio.nightshift.aws.AwsTrouble;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Tries whether the bucket can be listed. */
final class BucketProbe {
  private final Bucket bucket;
  private final AwsClients clients;

  BucketProbe(Bucket bucket, AwsClients clients) {
    this.bucket = bucket;
    this.clients = clients;
  }

  Probe probe() {
    return new Probe("bucket", this::list);
  }

  private String list() throws Trouble {
    try (S3Client s3 = clients.s3(new ExecutionInterceptor() {})) {
      s3.listObjectsV2(list -> list.bucket(bucket.name()).prefix(bucket.prefix()).maxKeys(1));
      return "'%s' can be listed".formatted(bucket.name());
    } catch (NoSuchBucketException e) {
      throw new Trouble("there is no bucket '%s'; correct ingest.bucket.".formatted(bucket.name()));
    } catch (RuntimeException e) {
      String permission = "s3:ListBucket on arn:aws:s3:::" + bucket.name();
      throw new Trouble("S3 " + AwsTrouble.of(e, permission).text() + ".");
    }
  }
}

package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import radio.nightshift.aws.AwsTrouble;
import radio.nightshift.disk.Download;
import radio.nightshift.disk.IncompleteDownloadException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** An object of S3; its ETag is its version. */
final class BucketSource implements Source {
  /** For the head of an answer. The SDK's own limit is on each silence only. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** S3 tells what is missing from what is forbidden to those only who may list. */
  private static final String PERMISSION =
      "s3:GetObject on it, and s3:ListBucket as a missing key is refused otherwise,";

  private final SourceAddress.Bucket address;
  private final Supplier<S3Client> client;
  private final SourceCopies copies;
  private final FetchLimits limits;
  private volatile ResponseInputStream<GetObjectResponse> answer;

  BucketSource(
      SourceAddress.Bucket address,
      Supplier<S3Client> client,
      SourceCopies copies,
      FetchLimits limits) {
    this.address = address;
    this.client = client;
    this.copies = copies;
    this.limits = limits;
  }

  @Override
  public SourceFile current() throws IOException {
    try {
      HeadObjectResponse head = head();
      String version = copies.version(identity(head));
      if (copies.has(version)) {
        return copies.confirm(version);
      }
      limits.check(address, size(head));
      return fetched(head, version);
    } catch (SdkException e) {
      throw trouble(e);
    } catch (IncompleteDownloadException e) {
      throw address.trouble(e.getMessage(), "it goes on from there; check the network");
    } finally {
      answer = null;
    }
  }

  @Override
  public long size() throws IOException {
    try {
      long size = size(head());
      limits.check(address, size);
      return size;
    } catch (SdkException e) {
      throw trouble(e);
    }
  }

  @Override
  public void breakOff() {
    ResponseInputStream<GetObjectResponse> open = answer;
    if (open != null) {
      open.abort();
    }
  }

  private HeadObjectResponse head() {
    return client
        .get()
        .headObject(
            of ->
                of.bucket(address.bucket())
                    .key(address.key())
                    .overrideConfiguration(own -> own.apiCallTimeout(ANSWER)));
  }

  private SourceFile fetched(HeadObjectResponse head, String version) throws IOException {
    long size = size(head);
    if (size >= 0 && copies.begun(version) >= size) {
      copies.restart(version);
    }
    Path part = copies.begin(version, size);
    long have = copies.begun(version);
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(address.bucket())
            .key(address.key())
            .ifMatch(head.eTag())
            .range(have == 0 ? null : "bytes=" + have + "-")
            .overrideConfiguration(own -> own.apiCallTimeout(ANSWER))
            .build();
    ResponseInputStream<GetObjectResponse> in = client.get().getObject(request);
    answer = in;
    new Download(part, limits.extent(size), limits.pace(), limits.stopping(), "SHA-256")
        .take(new Download.Answer(in, in.response().contentRange(), in::abort));
    return copies.put(part, version);
  }

  private static long size(HeadObjectResponse head) {
    return head.contentLength() == null ? -1 : head.contentLength();
  }

  private static String identity(HeadObjectResponse head) {
    if (head.eTag() != null && !head.eTag().isEmpty()) {
      return "etag " + head.eTag();
    }
    return head.versionId() != null
        ? "version " + head.versionId()
        : "modified %s, %d bytes".formatted(head.lastModified(), head.contentLength());
  }

  private SourceException trouble(SdkException e) {
    if (e instanceof AwsServiceException refused) {
      switch (refused.statusCode()) {
        case 301, 307, 400:
          return address.trouble(
              "is refused by S3 (%d)".formatted(refused.statusCode()),
              "set aws.region to the bucket's own");
        case 404:
          return address.trouble(
              "is not there (S3 answers 404)", "upload it, or correct " + address.setting());
        case 412:
          return address.trouble("was changed while it was fetched", "it is fetched anew");
        default:
          break;
      }
      if (isArchived(refused)) {
        return address.trouble("is archived", "restore it, or upload it again");
      }
    }
    return new SourceException(
        "'%s': S3 %s".formatted(address, AwsTrouble.of(e, PERMISSION).text()));
  }

  private static boolean isArchived(AwsServiceException refused) {
    return refused.awsErrorDetails() != null
        && "InvalidObjectState".equals(refused.awsErrorDetails().errorCode());
  }
}

package radio.nightshift.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;

/**
 * Intercepts the answers of S3: records in a listing whether a page was its last, and refuses any
 * answer but a programme that is longer than a page can be, since the SDK reads all others into
 * memory.
 */
public final class ListingAnswers implements ExecutionInterceptor {
  static final ExecutionAttribute<Listing> LISTING = new ExecutionAttribute<>("NightshiftListing");

  /** 1000 keys of 1024 bytes, each written as %XX, and what stands around them. */
  private static final long LONGEST = 4L << 20;

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    Listing listing = attributes.getAttribute(LISTING);
    if (listing != null && context.response() instanceof ListObjectsResponse answer) {
      listing.answered(answer);
    }
  }

  /**
   * Gives a failure without what has caused it, but with its words: a route's rules for failures
   * judge the innermost cause first, and a bare IOException is anybody's.
   */
  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    Throwable failure = context.exception();
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return failure instanceof SdkClientException && root != failure
        ? SdkClientException.create(
            "%s (%s: %s)"
                .formatted(
                    failure.getMessage(), root.getClass().getSimpleName(), root.getMessage()))
        : failure;
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    boolean isProgramme =
        context.request() instanceof GetObjectRequest && context.httpResponse().isSuccessful();
    return isProgramme ? context.responseBody() : context.responseBody().map(Bounded::new);
  }

  private static final class Bounded extends FilterInputStream {
    private long left = LONGEST;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new IOException("an answer of S3 is longer than any that it has");
      }
    }
  }
}

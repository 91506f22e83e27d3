package radio.nightshift.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A real S3 server in this JVM with one bucket, behind a {@link FaultyProxy} that counts. */
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "programmes";
  public static final String ACCESS_KEY = "AKIANIGHTSHIFTTEST";
  public static final String SECRET_KEY = "s3cr3t/of+the+bucket";

  private final BlobStore store = new TransientNio2BlobStore();
  private final S3Proxy s3;
  private final FaultyProxy front;

  private S3Server() {
    try {
      s3 =
          S3Proxy.builder()
              .blobStore(store)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
              .build();
      s3.start();
      store.createContainer(BUCKET);
      front = FaultyProxy.before(s3.getPort());
    } catch (Exception e) {
      throw new IllegalStateException("no S3 server", e);
    }
  }

  /** Starts one, whose keys the SDK finds where it looks for them. */
  public static S3Server start() {
    System.setProperty("aws.accessKeyId", ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", SECRET_KEY);
    return new S3Server();
  }

  /** Has a station use it, and closes after the station. */
  public Station used(Station station) {
    return station.with("aws.endpoint", endpoint()).with("ingest.bucket", BUCKET).beside(this);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + front.port();
  }

  /** The server itself, with nothing before it. */
  public String directEndpoint() {
    return "http://127.0.0.1:" + s3.getPort();
  }

  /** What stands before it and can break its answers. */
  public FaultyProxy front() {
    return front;
  }

  public S3Server put(String key, byte[] content) {
    try {
      store.putBlob(
          PutObjectRequest.builder()
              .bucket(BUCKET)
              .key(key)
              .contentLength((long) content.length)
              .build(),
          new ByteArrayInputStream(content));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  public void delete(String key) {
    try {
      store.removeBlob(DeleteObjectRequest.builder().bucket(BUCKET).key(key).build());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The listings that were asked for. */
  public List<String> lists() {
    return requests(isList());
  }

  /** The objects that were asked for, as paths in the bucket. */
  public List<String> gets() {
    return requests(isGet());
  }

  /** Waits until it has been listed so many times more. */
  public void awaitLists(int more) {
    int before = lists().size();
    Awaitility.await(more + " listings more").until(() -> lists().size() >= before + more);
  }

  /** What S3 answers for keys, each with its size behind a blank. */
  public static String listing(List<String> some, String... others) {
    return Stream.concat(some.stream(), Stream.of(others))
        .map(
            one ->
                "<Contents><Key>%s</Key><Size>%s</Size></Contents>"
                    .formatted(
                        one.substring(0, one.lastIndexOf(' ')),
                        one.substring(one.lastIndexOf(' ') + 1)))
        .collect(
            Collectors.joining(
                "",
                "<ListBucketResult><Name>programmes</Name><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>",
                "</ListBucketResult>"));
  }

  public static Predicate<String> isList() {
    return line ->
        line.startsWith("GET /" + BUCKET + "?") || line.startsWith("GET /" + BUCKET + "/?");
  }

  public static Predicate<String> isGet() {
    return isList().negate().and(line -> line.startsWith("GET /" + BUCKET + "/"));
  }

  private List<String> requests(Predicate<String> which) {
    return front.requests().stream().filter(which).toList();
  }

  @Override
  public void close() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    try {
      front.close();
      s3.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

package radio.nightshift.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
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

  private S3Server() throws Exception {
    s3 =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .build();
    s3.start();
    store.createContainer(BUCKET);
    front = FaultyProxy.before(s3.getPort());
  }

  /** Starts one, whose keys the SDK finds where it looks for them. */
  public static S3Server start() throws Exception {
    System.setProperty("aws.accessKeyId", ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", SECRET_KEY);
    return new S3Server();
  }

  /** The settings with which a station uses it. */
  public Station used(Station station) {
    return station.with("aws.endpoint", endpoint()).with("ingest.bucket", BUCKET);
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

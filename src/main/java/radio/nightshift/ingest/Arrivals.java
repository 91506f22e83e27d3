package radio.nightshift.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.condition.Printable;
import radio.nightshift.disk.Download;
import radio.nightshift.disk.Download.Extent;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.disk.IncompleteDownloadException;
import radio.nightshift.disk.Pace;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The folder of downloads that are not complete: a folder for each version, in it {@code part}, or
 * the file under its own name once its length and checksum are right. What breaks off goes on later
 * from where it was.
 */
public final class Arrivals {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final String PART = "part";

  private final Path folder;
  private final Bucket bucket;
  private final Pace pace;

  /**
   * Checksums that were not the expected one; if one comes twice, the store's file is like that.
   */
  private final Map<String, String> otherChecksums = new HashMap<>();

  /** Keeps the downloads from a bucket in a folder of their own. */
  public Arrivals(Path folder, Bucket bucket) {
    this(folder, bucket, Pace.USUAL);
  }

  Arrivals(Path folder, Bucket bucket, Pace pace) {
    this.folder = folder;
    this.bucket = bucket;
    this.pace = pace;
  }

  /**
   * The request for the missing rest of a version.
   *
   * @return null if it is all here
   * @throws BrokenDownloadException if there is no room for it
   */
  public GetObjectRequest request(@Body Upload upload) throws IOException {
    if (isWhole(upload)) {
      return null;
    }
    Path part = Files.createDirectories(place(upload)).resolve(PART);
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (have >= upload.size()) {
      Files.delete(part);
      have = 0;
    }
    // A FileStore would be asked of the list of mounts, which in containers lacks some.
    long room = folder.toFile().getUsableSpace();
    if (upload.size() - have > room) {
      throw new BrokenDownloadException(
          "needs %d bytes and %s has room for %d; make room there"
              .formatted(upload.size() - have, folder, room));
    }
    return bucket.get(upload, have);
  }

  /**
   * Saves the answer, a stream, to disk.
   *
   * @throws BrokenDownloadException if it is not whole or not right
   */
  public void save(
      @Body ResponseInputStream<GetObjectResponse> in,
      @ExchangeProperty("upload") Upload upload,
      Exchange exchange)
      throws IOException {
    // Should this fail, nobody may read the stream any more.
    exchange.getMessage().setBody(upload);
    BooleanSupplier stopping = () -> exchange.getContext().isStopping();
    Path part = place(upload).resolve(PART);
    String md5 = taken(new Download(part, Extent.of(upload.size()), pace, stopping, "MD5"), in);
    if (isOther(upload, md5, in.response())) {
      Files.deleteIfExists(part);
      throw new BrokenDownloadException(
          "has the MD5 %s and should have %s; it is fetched again"
              .formatted(md5, upload.version()));
    }
    Files.move(part, file(upload), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The route's rules know the exception of this room. */
  private static String taken(Download download, ResponseInputStream<GetObjectResponse> in)
      throws BrokenDownloadException {
    try {
      return download.take(new Download.Answer(in, in.response().contentRange(), in::abort));
    } catch (IncompleteDownloadException e) {
      throw new BrokenDownloadException(e.getMessage());
    }
  }

  /** Where the whole file lies. */
  public String path(@ExchangeProperty("upload") Upload upload) {
    return file(upload).toString();
  }

  boolean isWhole(Upload upload) {
    return Files.exists(file(upload));
  }

  /** Forgets what there is of a version that has changed in the bucket meanwhile. */
  void discard(Upload upload) throws IOException {
    FolderTree.delete(place(upload));
  }

  /** Clears away what a version leaves behind once its file has been taken. */
  public void clear(@ExchangeProperty("upload") Upload upload) throws IOException {
    Files.deleteIfExists(place(upload));
  }

  /** Clears away what was begun of versions that nobody wants any more. */
  void tidy(Set<String> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> old;
    try (Stream<Path> all = Files.list(folder)) {
      old = all.filter(one -> !wanted.contains(one.getFileName().toString())).toList();
    }
    for (Path one : old) {
      FolderTree.delete(one);
      LOG.info("A download that was begun and is not wanted any more is cleared away ({}).", one);
    }
  }

  private synchronized boolean isOther(Upload upload, String md5, GetObjectResponse answer) {
    String encryption = answer.serverSideEncryptionAsString();
    boolean isEncrypted =
        encryption != null && encryption.startsWith("aws:kms")
            || answer.sseCustomerAlgorithm() != null;
    if (isEncrypted || !upload.hasMd5() || md5.equals(upload.version())) {
      return false;
    }
    if (md5.equals(otherChecksums.put(upload.id(), md5))) {
      otherChecksums.remove(upload.id());
      LOG.warn(
          "'{}' came twice with the MD5 {}; its ETag {} is taken not to be one.",
          Printable.printable(upload.key()),
          md5,
          upload.version());
      return false;
    }
    return true;
  }

  private Path file(Upload upload) {
    return place(upload).resolve(upload.name());
  }

  private Path place(Upload upload) {
    return folder.resolve(upload.id());
  }
}

package radio.nightshift.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** One answer on its way to disk, whose bytes are nowhere all in memory. */
final class Download {
  private static final int BUFFER = 64 * 1024;

  private final Path part;
  private final long size;
  private final Pace pace;
  private final BooleanSupplier stopping;
  private final MessageDigest md5 = Upload.digest("MD5");
  private final byte[] buffer = new byte[BUFFER];

  /**
   * Prepares to save an answer.
   *
   * @param part the file to write, or to go on with
   * @param size of the whole, in bytes
   * @param pace what it must keep
   * @param stopping whether the station is
   */
  Download(Path part, long size, Pace pace, BooleanSupplier stopping) {
    this.part = part;
    this.size = size;
    this.pace = pace;
    this.stopping = stopping;
  }

  /**
   * Saves all of it.
   *
   * @return the MD5 of the whole file
   */
  String take(ResponseInputStream<GetObjectResponse> in) throws BrokenDownloadException {
    long had = 0;
    try {
      long have = goOn(in.response());
      had = have;
      try (OutputStream out =
          Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        copy(in, out, have);
      }
      in.close();
      return HexFormat.of().formatHex(md5.digest());
    } catch (IOException | RuntimeException e) {
      // Closing would read on to the end, for as long as that may take.
      in.abort();
      throw e instanceof BrokenDownloadException broken ? broken : broken(had, e);
    }
  }

  /** Where the answer goes on: at what is here already, or at the beginning. */
  private long goOn(GetObjectResponse answer) throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    String range = answer.contentRange();
    if (range == null || !range.startsWith("bytes " + have + "-")) {
      Files.deleteIfExists(part);
      if (range != null) {
        throw new BrokenDownloadException("came from another place than asked for");
      }
      return 0;
    }
    try (InputStream already = Files.newInputStream(part)) {
      for (int count; (count = already.read(buffer)) >= 0; ) {
        md5.update(buffer, 0, count);
      }
    }
    return have;
  }

  private void copy(InputStream in, OutputStream out, long have) throws IOException {
    long total = have;
    long since = System.nanoTime();
    long then = total;
    for (int count; (count = in.read(buffer)) >= 0; ) {
      total += count;
      if (total > size) {
        Files.delete(part);
        throw new BrokenDownloadException(
            "is longer than the %d bytes that it was listed with".formatted(size));
      }
      out.write(buffer, 0, count);
      md5.update(buffer, 0, count);
      if (stopping.getAsBoolean()) {
        throw new BrokenDownloadException("was broken off because the station stops");
      }
      if (System.nanoTime() - since > pace.span().toNanos()) {
        if (total - then < pace.least()) {
          throw new BrokenDownloadException(
              "comes too slowly: %d bytes in %d s"
                  .formatted(total - then, pace.span().toSeconds()));
        }
        since = System.nanoTime();
        then = total;
      }
    }
    if (total < size) {
      throw new BrokenDownloadException("ended after %d of %d bytes".formatted(total, size));
    }
  }

  private BrokenDownloadException broken(long had, Exception e) {
    long have = had;
    try {
      have = Files.exists(part) ? Files.size(part) : 0;
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
    }
    return new BrokenDownloadException(
        "broke off after %d of %d bytes (%s: %s)"
            .formatted(have, size, e.getClass().getSimpleName(), e.getMessage()));
  }
}

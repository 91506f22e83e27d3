package radio.nightshift.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;

/** One answer on its way to disk, whose bytes are nowhere all in memory. */
public final class Download {
  private static final int BUFFER = 64 * 1024;

  private final Path part;
  private final Extent extent;
  private final Pace pace;
  private final BooleanSupplier stopping;
  private final MessageDigest digest;
  private final byte[] buffer = new byte[BUFFER];

  /**
   * An answer that is to be saved.
   *
   * @param in its contents
   * @param range its header {@code Content-Range}, or null if it has none
   * @param abort ends it without reading on
   */
  public record Answer(InputStream in, String range, Runnable abort) {}

  /**
   * How many bytes the whole may have.
   *
   * @param least the same as {@code most} if the size is known
   */
  public record Extent(long least, long most) {
    /** A size that was announced. */
    public static Extent of(long size) {
      return new Extent(size, size);
    }

    /** A size that is not known beforehand. */
    public static Extent upTo(long most) {
      return new Extent(0, most);
    }

    private IncompleteDownloadException exceeded() {
      return new IncompleteDownloadException(
          least == most
              ? "is longer than the %d bytes that it was listed with".formatted(most)
              : "is longer than the %d bytes that it may have".formatted(most));
    }
  }

  /**
   * Prepares to save an answer.
   *
   * @param part the file to write, or to go on with
   * @param extent of the whole
   * @param pace what it must keep
   * @param stopping whether the station is
   * @param algorithm of the digest of the whole, such as {@code SHA-256}
   */
  public Download(Path part, Extent extent, Pace pace, BooleanSupplier stopping, String algorithm) {
    this.part = part;
    this.extent = extent;
    this.pace = pace;
    this.stopping = stopping;
    try {
      this.digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }

  /**
   * Saves all of it.
   *
   * @return the digest of the whole file in hexadecimal digits
   */
  public String take(Answer answer) throws IncompleteDownloadException {
    long had = 0;
    try {
      long have = goOn(answer.range());
      had = have;
      try (OutputStream out =
          Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        copy(answer.in(), out, have);
      }
      answer.in().close();
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException | RuntimeException e) {
      // Closing would read on to the end, for as long as that may take.
      answer.abort().run();
      throw e instanceof IncompleteDownloadException incomplete ? incomplete : broken(had, e);
    }
  }

  /** Where the answer goes on: at what is here already, or at the beginning. */
  private long goOn(String range) throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (range == null || !range.startsWith("bytes " + have + "-")) {
      Files.deleteIfExists(part);
      if (range != null) {
        throw new IncompleteDownloadException("came from another place than asked for");
      }
      return 0;
    }
    if (have > 0) {
      try (InputStream already = Files.newInputStream(part)) {
        for (int count; (count = already.read(buffer)) >= 0; ) {
          digest.update(buffer, 0, count);
        }
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
      if (total > extent.most()) {
        Files.delete(part);
        throw extent.exceeded();
      }
      out.write(buffer, 0, count);
      digest.update(buffer, 0, count);
      if (stopping.getAsBoolean()) {
        throw new IncompleteDownloadException("was broken off because the station stops");
      }
      if (System.nanoTime() - since > pace.span().toNanos()) {
        if (total - then < pace.least()) {
          throw new IncompleteDownloadException(
              "comes too slowly: %d bytes in %d s"
                  .formatted(total - then, pace.span().toSeconds()));
        }
        since = System.nanoTime();
        then = total;
      }
    }
    if (total < extent.least()) {
      throw new IncompleteDownloadException(
          "ended after %d of %d bytes".formatted(total, extent.least()));
    }
  }

  private IncompleteDownloadException broken(long had, Exception e) {
    long have = had;
    try {
      have = Files.exists(part) ? Files.size(part) : 0;
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
    }
    String whole = extent.least() == extent.most() ? " of " + extent.most() : "";
    return new IncompleteDownloadException(
        "broke off after %d%s bytes (%s: %s)"
            .formatted(have, whole, e.getClass().getSimpleName(), e.getMessage()));
  }
}

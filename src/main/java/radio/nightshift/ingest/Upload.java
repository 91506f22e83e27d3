package radio.nightshift.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import radio.nightshift.programme.Edition;

/**
 * One version of a programme file in the bucket.
 *
 * @param edition the programme file, by its key
 * @param version its ETag without quotes, or empty if the store gives none
 * @param archived whether it is listed in a class from which it must be restored first
 */
public record Upload(Edition edition, String version, boolean archived) {
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
  private static final Set<String> ARCHIVES = Set.of("GLACIER", "DEEP_ARCHIVE");

  Upload(Edition edition, String version) {
    this(edition, version, false);
  }

  /** Whether objects of a storage class must be restored before they can be read. */
  static boolean isArchive(String storageClass) {
    return storageClass != null && ARCHIVES.contains(storageClass);
  }

  /** Its key in the bucket. */
  public String key() {
    return edition.key();
  }

  /** Its file name: the last part of the key. */
  public String name() {
    return edition.name().name();
  }

  /** In bytes. */
  public long size() {
    return edition.size();
  }

  /** Whether the version may be the MD5 of what it holds. */
  boolean hasMd5() {
    return MD5.matcher(version).matches();
  }

  /** A name for this version that is safe on any file system. */
  String id() {
    return HexFormat.of()
        .formatHex(
            digest("SHA-256").digest((key() + '\n' + version).getBytes(StandardCharsets.UTF_8)))
        .substring(0, 32);
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}

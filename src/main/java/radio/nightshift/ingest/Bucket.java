package radio.nightshift.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Timetable;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket that programme files are put in, and which of its keys count. */
public final class Bucket {
  /** A page, and the head of an answer. The SDK's own limit is on each silence only. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private static final int LONGEST_KEY = 1024;
  private static final int LONGEST_NAME = 255;

  private final String name;
  private final String prefix;
  private final boolean recursive;
  private final Timetable timetable;

  /**
   * Describes a bucket.
   *
   * @param name the bucket's
   * @param prefix what the keys that count begin with, or empty
   * @param recursive whether keys in folders below the prefix count too
   * @param timetable tells which editions are nearest, should there be too many
   */
  public Bucket(String name, String prefix, boolean recursive, Timetable timetable) {
    this.name = name;
    this.prefix = prefix;
    this.recursive = recursive;
    this.timetable = timetable;
  }

  /** Begins a listing. */
  public Listing list() {
    return new Listing(this, timetable.now().atZone(timetable.zone()).toLocalDateTime());
  }

  /** Adds a page to a listing. */
  public void page(Listing listing, List<S3Object> page) {
    listing.add(page);
  }

  String name() {
    return name;
  }

  String prefix() {
    return prefix;
  }

  ListObjectsRequest request(Listing listing, String marker) {
    return ListObjectsRequest.builder()
        .bucket(name)
        .prefix(prefix.isEmpty() ? null : prefix)
        .marker(marker)
        // A key may hold what XML cannot.
        .encodingType(EncodingType.URL)
        .overrideConfiguration(
            own ->
                own.apiCallTimeout(ANSWER).putExecutionAttribute(ListingAnswers.LISTING, listing))
        .build();
  }

  /** The request for a version, from some byte on. */
  GetObjectRequest get(Upload upload, long from) {
    return GetObjectRequest.builder()
        .bucket(name)
        .key(upload.key())
        .ifMatch(upload.version().isEmpty() ? null : '"' + upload.version() + '"')
        .range(from == 0 ? null : "bytes=" + from + "-")
        .overrideConfiguration(own -> own.apiCallTimeout(ANSWER))
        .build();
  }

  /**
   * The programme file's name that a key holds, or nothing if the key is that of a folder or of
   * something that nobody uploads or in a folder that does not count.
   *
   * @throws IllegalArgumentException if it should be a programme file and cannot be one
   */
  Optional<ProgrammeFileName> fileName(String key) {
    if (!covers(key) || key.endsWith("/")) {
      return Optional.empty();
    }
    String path = below(key);
    String file = path.substring(path.lastIndexOf('/') + 1);
    if (UnfinishedUploads.isOne(file)) {
      return Optional.empty();
    }
    if (isUnsafe(path)) {
      throw new IllegalArgumentException(
          "a key with '..', a backslash, a control character or more than 1024 bytes is never used; rename it");
    }
    if (!recursive && path.contains("/")) {
      return Optional.empty();
    }
    if (file.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new IllegalArgumentException("a file name may have 255 bytes; give it a shorter one");
    }
    // Where the key is the name, both are one text in memory.
    return Optional.of(ProgrammeFileName.parse(file.equals(key) ? key : file));
  }

  /** Whether a key lies below the prefix. */
  boolean covers(String key) {
    return key.startsWith(prefix);
  }

  private String below(String key) {
    String path = key.substring(prefix.length());
    boolean isFolder = !prefix.isEmpty() && !prefix.endsWith("/");
    return isFolder && path.startsWith("/") ? path.substring(1) : path;
  }

  private static boolean isUnsafe(String path) {
    return path.startsWith("/")
        || ("/" + path + "/").contains("/../")
        || ("/" + path + "/").contains("/./")
        || path.indexOf('\\') >= 0
        || path.chars().anyMatch(Character::isISOControl)
        || path.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY;
  }
}

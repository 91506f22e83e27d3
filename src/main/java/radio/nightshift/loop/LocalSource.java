package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import radio.nightshift.disk.FileStamp;

/**
 * A file in this machine, which plays from where it lies. One that was written to within the last
 * minute is watched for two seconds, so that none is played while it is still being copied.
 */
final class LocalSource implements Source {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration GLANCE = Duration.ofMillis(50);

  /** How many times as long a file is watched before the channel's other business goes on. */
  private static final int PATIENCE = 3;

  /** Copying programs may pause, though hardly for so long. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  private final SourceAddress.Local address;
  private final SourceCopies copies;
  private final FetchLimits limits;
  private final Clock clock;
  private final Duration quiet;
  private Found known;

  private record Found(Path path, FileStamp stamp) {}

  LocalSource(SourceAddress.Local address, SourceCopies copies, FetchLimits limits, Clock clock) {
    this(address, copies, limits, clock, QUIET);
  }

  LocalSource(
      SourceAddress.Local address,
      SourceCopies copies,
      FetchLimits limits,
      Clock clock,
      Duration quiet) {
    this.address = address;
    this.copies = copies;
    this.limits = limits;
    this.clock = clock;
    this.quiet = quiet;
  }

  @Override
  public SourceFile current() throws IOException {
    try {
      Found found = find();
      if (!found.equals(known)) {
        known = isRecent(found.stamp) ? quiet(found) : found;
      }
      FileStamp stamp = known.stamp;
      limits.checkNotEmpty(address, stamp.size());
      String identity = known.path + "\n" + stamp.size() + "\n" + stamp.modified();
      return new SourceFile(copies.version(identity), known.path, address.toString());
    } catch (FileSystemException e) {
      throw unreadable(e);
    }
  }

  @Override
  public long size() throws IOException {
    try {
      long size = find().stamp.size();
      limits.checkNotEmpty(address, size);
      return size;
    } catch (FileSystemException e) {
      throw unreadable(e);
    }
  }

  private Found find() throws IOException {
    Path path = address.path().toRealPath();
    if (!Files.isRegularFile(path)) {
      throw address.trouble("is no file", "correct " + address.setting());
    }
    if (!Files.isReadable(path)) {
      throw new AccessDeniedException(path.toString());
    }
    return new Found(path, FileStamp.of(path));
  }

  private boolean isRecent(FileStamp stamp) {
    Instant then = clock.instant().minus(RECENT);
    return isAfter(stamp.modified(), then) || isAfter(stamp.changed(), then);
  }

  private static boolean isAfter(FileTime time, Instant then) {
    return time != null && time.toInstant().isAfter(then);
  }

  private Found quiet(Found first) throws IOException {
    long begun = System.nanoTime();
    long since = begun;
    Found found = first;
    while (System.nanoTime() - since < quiet.toNanos()) {
      if (limits.stopping().getAsBoolean()) {
        throw address.trouble("was not waited for", "the station stops");
      }
      if (System.nanoTime() - begun > PATIENCE * quiet.toNanos()) {
        throw address.trouble(
            "is still being written", "it is played once it has been the same for 2 s");
      }
      LockSupport.parkNanos(GLANCE.toNanos());
      Found now = find();
      if (!now.equals(found)) {
        found = now;
        since = System.nanoTime();
      }
    }
    return found;
  }

  private SourceException unreadable(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return address.trouble("is not there", "put it there, or correct " + address.setting());
    }
    if (e instanceof AccessDeniedException) {
      return address.trouble("cannot be read", "allow this user to read it and its folders");
    }
    String why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    return address.trouble("cannot be read (%s)".formatted(why), "look after its disk");
  }
}

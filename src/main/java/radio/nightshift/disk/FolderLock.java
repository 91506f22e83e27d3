package radio.nightshift.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A folder's lock, so that one process at a time works in it. It is a lock on the file {@code lock}
 * there, which the kernel releases however the process ends; the file stays, since another process
 * might have it open.
 */
public final class FolderLock implements AutoCloseable {
  private static final String NAME = "lock";

  /** Whoever may read it might lock it, and so keep the station from its home. */
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Another process, or another station in this one, has locked the folder. */
  public static final class HeldException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String holder;

    HeldException(String holder) {
      super("locked by process " + holder);
      this.holder = holder;
    }

    /** The process id, or a question mark if it cannot be read. */
    public String holder() {
      return holder;
    }
  }

  /**
   * Locks a folder.
   *
   * @throws HeldException if somebody else has locked it
   * @throws IOException if files cannot be locked there
   */
  public static FolderLock take(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE);
    try {
      if (tryLock(channel, false) == null) {
        throw new HeldException(holder(file));
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    sign(channel, file);
    return new FolderLock(channel);
  }

  /** The process that has locked a folder, without a trace; none if that cannot be told. */
  public static Optional<String> holderOf(Path folder) {
    Path file = folder.resolve(NAME);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return tryLock(channel, true) == null ? Optional.of(holder(file)) : Optional.empty();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  private static FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException ofThisProcess) {
      return null;
    }
  }

  /** Leaves this process's id for whoever is refused; an older version's file was the group's. */
  private static void sign(FileChannel channel, Path file) {
    try {
      byte[] id = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(id), 0);
      Files.setPosixFilePermissions(file, PRIVATE.value());
    } catch (IOException refused) {
      // The lock holds without it.
    }
  }

  private static String holder(Path file) {
    try {
      String id = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      return id.matches("[0-9]{1,10}") ? id : "?";
    } catch (IOException unreadable) {
      return "?";
    }
  }

  /** Releases it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}

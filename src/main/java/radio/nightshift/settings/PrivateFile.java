package radio.nightshift.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import radio.nightshift.disk.WholeFile;

/** Files that nobody but their owner may read, from the moment they are made. */
public final class PrivateFile {
  private static final Set<PosixFilePermission> NOT_FOR_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private static final Path SELF = Path.of("/proc/self");

  private PrivateFile() {}

  /**
   * Whether group and others may neither read nor write it. The group may read what is root's, if
   * it is this process's own group: so that root keeps the file and the station cannot change it.
   * To root itself any group but its own is such a one.
   */
  public static boolean isPrivate(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    boolean isOwnGroup =
        Files.getAttribute(file, "unix:gid").equals(Files.getAttribute(SELF, "unix:gid"));
    if (Files.getAttribute(file, "unix:uid").equals(0) && isOwnGroup != isRoot()) {
      permissions.remove(PosixFilePermission.GROUP_READ);
    }
    return permissions.stream().noneMatch(NOT_FOR_OTHERS::contains);
  }

  /** Whether this process is root's. */
  public static boolean isRoot() throws IOException {
    return Files.getAttribute(SELF, "unix:uid").equals(0);
  }

  /** Whether it belongs to this process's user. */
  public static boolean isOfThisUser(Path file) throws IOException {
    return Files.getAttribute(file, "unix:uid").equals(Files.getAttribute(SELF, "unix:uid"));
  }

  /** Whether it belongs to this process's user, or to root. */
  public static boolean isOwn(Path file) throws IOException {
    Object owner = Files.getAttribute(file, "unix:uid");
    return owner.equals(0) || owner.equals(Files.getAttribute(SELF, "unix:uid"));
  }

  /** Puts a text in its place at once and whole. */
  public static void write(Path file, String text) throws IOException {
    WholeFile.write(
        file,
        out -> out.write(text),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}

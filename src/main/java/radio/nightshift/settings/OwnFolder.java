package radio.nightshift.settings;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in which a station that is to run keeps what is its own. */
final class OwnFolder {

  private OwnFolder() {}

  /**
   * Makes it if it is not there, and finds out whether it can be written to.
   *
   * @param setting the setting that names it
   * @throws SettingException if this user cannot have it, or root would write into another's
   * @throws OutsideException if its disk is in trouble, which no other setting mends
   */
  static Path made(String setting, Path place) {
    try {
      refuseToRoot(setting, existing(place));
      Path folder = Files.createDirectories(place);
      // Files.isWritable does not tell a disk that takes nothing from a user who may not.
      folder.getFileSystem().provider().checkAccess(folder, AccessMode.WRITE);
      return folder;
    } catch (AccessDeniedException e) {
      throw Settings.wrong(setting, "" + place, "give a folder that this user may write to");
    } catch (IOException e) {
      if (!Files.isDirectory(existing(place))) {
        throw Settings.wrong(setting, "" + place, "give a folder; a file has that name");
      }
      throw new OutsideException(
          "%s is '%s' and cannot be used (%s); look after its disk, or open it to the service by ReadWritePaths=."
              .formatted(setting, place, reason(e)));
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : e.toString();
  }

  /** What root leaves there the station's user could not write to, lock or delete. */
  private static void refuseToRoot(String setting, Path there) throws IOException {
    if (isRoot() && !PrivateFile.isOfThisUser(there)) {
      String owner = Files.getOwner(there).getName();
      throw new SettingException(
          "%s: '%s' is user %s's, who could not change what root writes there; start the service, or run 'runuser -u %s -- nightshift run'."
              .formatted(setting, there, owner, owner));
    }
  }

  private static boolean isRoot() {
    try {
      return PrivateFile.isRoot();
    } catch (IOException unknown) {
      return false;
    }
  }

  private static Path existing(Path place) {
    Path there = place;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}

package radio.nightshift.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import radio.nightshift.settings.PrivateFile;

/** A folder of the station's: whether it can be written to, and has room. */
public final class Folder {
  private static final long LOW = 2L << 30;
  private static final double GIGABYTE = 1 << 30;

  private final String setting;
  private final Path path;
  private final double least;

  /**
   * A folder that need not be there yet.
   *
   * @param setting the setting that names it
   */
  public Folder(String setting, Path path) {
    this(setting, path, 0);
  }

  /**
   * One whose disk is to have room.
   *
   * @param least how much of its disk is to be free, in per cent
   */
  public Folder(String setting, Path path, double least) {
    this.setting = setting;
    this.least = least;
    this.path = path.toAbsolutePath();
  }

  /** Whether the station can write there; a file made to try it is deleted again. */
  public Probe writable() {
    return new Probe(setting, this::write);
  }

  /** How much room is left for programmes. */
  public Probe room() {
    return new Probe("disk space", this::space);
  }

  private String write() throws Trouble {
    Path there = existing();
    try {
      if (!Files.isDirectory(there)) {
        throw new Trouble("'%s' is no folder; set %s to one.".formatted(there, setting));
      }
      if (isRootAbroad(there)) {
        return "'%s' is another user's, who may find out by check whether it can be written to"
            .formatted(there);
      }
      Files.delete(Files.createTempFile(there, ".nightshift-check-", null));
    } catch (IOException e) {
      throw new Trouble(
          "this user cannot write to '%s' (%s); chown it to the station's user, or set %s to another."
              .formatted(there, e.getClass().getSimpleName(), setting));
    }
    return there.equals(path)
        ? "'%s' can be written to".formatted(path)
        : "'%s' is not there yet and can be made".formatted(path);
  }

  /**
   * Root may write anywhere, which tells nothing, and leaves what the station's user cannot use.
   */
  private static boolean isRootAbroad(Path folder) throws IOException {
    return PrivateFile.isRoot() && !PrivateFile.isOfThisUser(folder);
  }

  private String space() throws Caution {
    Optional<String> scarcity = scarcity();
    if (scarcity.isPresent()) {
      throw new Caution(scarcity.get() + ". Make room.");
    }
    return shown(free());
  }

  /** What a person should know if there is little room. */
  public Optional<String> scarcity() {
    long free = free();
    if (free < LOW) {
      return Optional.of(
          shown(free) + "; a programme needs its size twice over and more while it is prepared");
    }
    long total = existing().toFile().getTotalSpace();
    return free * 100.0 < total * least
        ? Optional.of("%s, less than station.disk (%s %%)".formatted(shown(free), least))
        : Optional.empty();
  }

  private String shown(long free) {
    return "%.1f GB are free below '%s'".formatted(free / GIGABYTE, path);
  }

  private long free() {
    // A FileStore would be asked of the list of mounts, which in containers lacks some.
    return existing().toFile().getUsableSpace();
  }

  private Path existing() {
    Path there = path;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}

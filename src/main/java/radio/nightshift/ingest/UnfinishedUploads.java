package radio.nightshift.ingest;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of files that nobody sends: those that programs give a file while they still copy or
 * edit it, and those that desktops leave in every folder. The route {@code ingest-folder} leaves
 * them out by its own {@code exclude}, which a user may edit.
 */
public final class UnfinishedUploads {
  private static final Pattern NAMES =
      Pattern.compile(
          "\\..*|.*\\.(part|partial|tmp|filepart|crdownload)"
              + "|.*~|~\\$.*|thumbs\\.db.*|ehthumbs.*\\.db|desktop\\.ini|icon\\r|albumart.*\\.jpg|folder\\.jpg",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Folders that systems make for themselves. */
  private static final Set<String> FOREIGN =
      Set.of("$RECYCLE.BIN", "System Volume Information", "lost+found", "@eaDir", "#recycle");

  private UnfinishedUploads() {}

  /** Whether a file name is that of an upload that is not finished, or of no upload at all. */
  public static boolean isOne(String name) {
    return NAMES.matcher(name).matches();
  }

  /** Whether a file lies in such a folder that nobody puts uploads into, below another. */
  public static boolean isBelow(Path folder, Path file) {
    for (Path part : folder.relativize(file.getParent())) {
      if (!part.toString().isEmpty() && isForeign(part.toString())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a folder is none that somebody puts uploads into. */
  static boolean isForeign(String folder) {
    return folder.startsWith(".") || FOREIGN.contains(folder);
  }
}

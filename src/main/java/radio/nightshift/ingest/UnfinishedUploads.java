package radio.nightshift.ingest;

import java.util.regex.Pattern;

/**
 * The names that programs give a file while they still copy it. The route {@code ingest-folder}
 * leaves them out by its own {@code exclude}, which a user may edit.
 */
public final class UnfinishedUploads {
  private static final Pattern NAMES =
      Pattern.compile(
          "\\..*|.*\\.(part|partial|tmp|filepart|crdownload)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private UnfinishedUploads() {}

  /** Whether a file name is that of an upload that is not finished. */
  public static boolean isOne(String name) {
    return NAMES.matcher(name).matches();
  }
}

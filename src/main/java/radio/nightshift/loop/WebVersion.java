package radio.nightshift.loop;

import java.util.Optional;

/**
 * What the head of a web server's answer says about the version of a file.
 *
 * @param etag its strong ETag, or null
 * @param modified its time of change as the server writes it, or null
 * @param size of the whole in bytes, or -1 if that is not said
 */
record WebVersion(String etag, String modified, long size) {
  private static final String STRONG = "\"[\\x21\\x23-\\x7e]{1,1000}\"";
  private static final String DATE = "[A-Za-z0-9,: +-]{1,60}";
  private static final String NUMBER = "[0-9]{1,18}";

  static WebVersion of(WebAnswer head) {
    String etag = head.text("ETag");
    String modified = head.text("Last-Modified");
    // The length of a part is in Content-Length, that of the whole behind the slash.
    String range = head.text("Content-Range");
    String size =
        range.isEmpty() ? head.text("Content-Length") : range.substring(range.indexOf('/') + 1);
    return new WebVersion(
        etag.matches(STRONG) ? etag : null,
        modified.matches(DATE) ? modified : null,
        size.matches(NUMBER) ? Long.parseLong(size) : -1);
  }

  /** What differs between versions; empty if the server says nothing that does. */
  Optional<String> identity() {
    if (etag != null) {
      return Optional.of("etag " + etag);
    }
    return modified != null && size >= 0
        ? Optional.of("modified %s, %d bytes".formatted(modified, size))
        : Optional.empty();
  }

  /** What a server compares in {@code If-Range}. */
  String validator() {
    return etag == null ? modified : etag;
  }

  /** Whether the head of a part, which may say less, does not contradict it. */
  boolean admits(WebVersion part) {
    boolean isSame = etag == null ? same(modified, part.modified) : same(etag, part.etag);
    return isSame && (size < 0 || part.size < 0 || size == part.size);
  }

  private static boolean same(String whole, String part) {
    return part == null || part.equals(whole);
  }
}

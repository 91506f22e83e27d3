package radio.nightshift.media;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/**
 * All that a prepared programme depends on. The same recipe gives the same audio, so it is not made
 * again.
 *
 * @param source the source file's name
 * @param version tells one upload of it from another: an ETag, or size and time
 * @param encodings what is made of it
 * @param tools the version of what makes it
 */
public record Recipe(String source, String version, Collection<Encoding> encodings, String tools) {

  /** Raised whenever the way of preparing changes what comes out. */
  private static final int EDITION = 1;

  /** 16 hexadecimal digits that differ between recipes. */
  public String digest() {
    StringBuilder text = new StringBuilder();
    text.append(EDITION).append('\n').append(source).append('\n').append(version).append('\n');
    encodings.stream().map(Encoding::toString).sorted().forEach(e -> text.append(e).append('\n'));
    text.append(tools);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

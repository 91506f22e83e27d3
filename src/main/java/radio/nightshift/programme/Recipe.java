package radio.nightshift.programme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import radio.nightshift.media.Encoding;

/**
 * All that a prepared programme depends on. The same recipe gives the same audio, so it is not made
 * again.
 *
 * @param parts the uploads it is made of
 * @param edit how they are cut
 * @param ways how it is done besides: loudness, filters and the like, as text
 * @param encodings what is made of it
 * @param tools the version of what makes it
 */
public record Recipe(
    List<UsedUpload> parts,
    Edit edit,
    List<String> ways,
    Collection<Encoding> encodings,
    String tools) {

  /** Raised whenever the way of preparing changes what comes out. */
  private static final int EDITION = 2;

  /** 16 hexadecimal digits that differ between recipes. */
  public String digest() {
    StringBuilder text = new StringBuilder();
    text.append(EDITION).append('\n');
    parts.forEach(part -> text.append(written(part)).append('\n'));
    text.append(written(edit)).append('\n').append(ways).append('\n');
    encodings.stream().map(Encoding::toString).sorted().forEach(e -> text.append(e).append('\n'));
    text.append(tools);
    return digest(text.toString());
  }

  /** 16 hexadecimal digits for what a recipe consists of, as text. */
  public static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A text that no renaming in this program changes, or all that is ready would be made again. */
  private static String written(UsedUpload part) {
    return "Part[source=%s, version=%s, length=%s]"
        .formatted(part.source(), part.version(), part.length());
  }

  private static String written(Edit edit) {
    return "Edit[secondAt=%s, fade=%s, leave=%s, filled=%s]"
        .formatted(edit.secondAt(), edit.fade(), edit.leave(), edit.filled());
  }
}

package radio.nightshift.media;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The texts of tags as they were meant. Many programs write UTF-8, or the Cyrillic of Windows, into
 * ID3 tags that they mark as Latin-1.
 */
final class TagText {
  private static final Charset CYRILLIC = Charset.forName("windows-1251");

  /** No language that is written in Latin-1 has so many different accented letters in a row. */
  private static final Pattern NO_LATIN =
      Pattern.compile("([À-ÖØ-öø-ÿ¨¸])(?!\\1{3})[À-ÖØ-öø-ÿ¨¸]{3}");

  private static final Pattern ASCII_LETTER = Pattern.compile("[A-Za-z]");
  private static final Pattern ACCENTED = Pattern.compile("[À-ÖØ-öø-ÿ]");

  private TagText() {}

  /** What a text is that was read as Latin-1, unless it can only be that. */
  static String meant(String read) {
    byte[] bytes = read.getBytes(StandardCharsets.ISO_8859_1);
    if (!new String(bytes, StandardCharsets.ISO_8859_1).equals(read)
        || read.chars().allMatch(letter -> letter < 0x80)) {
      return read;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return isCyrillic(read) ? new String(bytes, CYRILLIC) : read;
    }
  }

  private static boolean isCyrillic(String read) {
    return NO_LATIN.matcher(read).find()
        && ACCENTED.matcher(read).results().count() > ASCII_LETTER.matcher(read).results().count();
  }
}

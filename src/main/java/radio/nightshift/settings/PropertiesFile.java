package radio.nightshift.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A properties file as people write it, in UTF-8 and with a setting a line. What would be read
 * otherwise than it looks is refused with its line.
 */
final class PropertiesFile {
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final byte LINE_FEED = '\n';

  private final String by;
  private final Path file;
  private final Properties settings = new Properties();
  private final Map<String, Integer> lines = new HashMap<>();

  private PropertiesFile(String by, Path file) {
    this.by = by;
    this.file = file;
  }

  /**
   * Reads one.
   *
   * @param by the option or setting that names it
   * @throws SettingException if it cannot be read, or a line of it is not what it looks like
   */
  static Properties read(String by, Path file) {
    return new PropertiesFile(by, file).read();
  }

  private Properties read() {
    List<String> all = text().lines().toList();
    for (int i = 0; i < all.size(); i++) {
      add(all.get(i), i + 1);
    }
    return settings;
  }

  private String text() {
    byte[] bytes = bytes();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw wrong(
          "line %d is not in UTF-8; save the file in that encoding"
              .formatted(lineWithoutUtf8(bytes)));
    }
  }

  private byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw wrong("there is no such file; correct its path");
    } catch (AccessDeniedException e) {
      throw wrong("this user may not read it; run this as another, or chmod it");
    } catch (IOException e) {
      throw wrong(
          Files.isDirectory(file)
              ? "that is a folder; give a file"
              : "it cannot be read (%s); give a file that can".formatted(e.getMessage()));
    }
  }

  private static int lineWithoutUtf8(byte[] bytes) {
    int line = 1;
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == LINE_FEED) {
        if (!isUtf8(bytes, begin, i)) {
          return line;
        }
        begin = i + 1;
        line++;
      }
    }
    return line;
  }

  private static boolean isUtf8(byte[] bytes, int begin, int end) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, begin, end - begin));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void add(String line, int number) {
    boolean isComment = line.stripLeading().startsWith("#") || line.stripLeading().startsWith("!");
    if (!isComment && endsInOneBackslash(line)) {
      throw wrong(
          "line %d ends in a backslash, which would join the next line to it; take it away, or double it"
              .formatted(number));
    }
    Properties one = new Properties();
    try {
      one.load(new StringReader(line));
    } catch (IOException | IllegalArgumentException e) {
      throw wrong("line %d has a \\u without four digits behind it; correct it".formatted(number));
    }
    for (String name : one.stringPropertyNames()) {
      Integer before = lines.put(name, number);
      if (before != null) {
        throw wrong(
            "'%s' stands in line %d and in line %d; delete one of them"
                .formatted(name, before, number));
      }
      settings.setProperty(name, one.getProperty(name));
    }
  }

  private static boolean endsInOneBackslash(String line) {
    return line.replaceAll("\\\\\\\\", "").endsWith("\\");
  }

  private SettingException wrong(String trouble) {
    return new SettingException("%s: '%s': %s.".formatted(by, file, trouble));
  }
}

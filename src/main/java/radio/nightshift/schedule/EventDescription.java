package radio.nightshift.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * The programme and the type that an event's description names, {@code PID:my-show} and {@code
 * TYPE:RECORDED}, in plain text or HTML, in any letter case, with or without spaces and bold type.
 *
 * @param pids the programmes it names, in lower case, in order, each once
 * @param types the types it names, in upper case
 */
public record EventDescription(List<String> pids, List<String> types) {
  /** Descriptions written by hand are shorter; the rest is ignored. */
  public static final int MOST_CHARACTERS = 64 * 1024;

  /** A file's name takes 255 bytes, and a stamp and an ending belong to it. */
  static final int LONGEST_PID = 200;

  private static final int MOST_NAMED = 10;

  /** Stands where an inline tag or an invisible character was: not a space, yet an edge. */
  private static final char EDGE = '\u0001';

  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins",
          "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
          "sup", "tt", "u", "var", "wbr");

  private static final Pattern TAG = Pattern.compile("</?([A-Za-z][A-Za-z0-9]*)(?=[\\s/>])");
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u200B-\\u200F\\u2060\\uFEFF\\u00AD]");
  private static final Pattern SPACE =
      Pattern.compile("[\\t\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F\\u3000]");
  private static final Pattern EDGES = Pattern.compile("\\x01{2,}+");
  private static final Pattern EDGE_BEFORE_KEY =
      Pattern.compile("\\x01(?=(?:PID|TYPE)[\\x01 ]*[:\\uFF1A])", Pattern.CASE_INSENSITIVE);
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_-])(PID|TYPE) *[:\\uFF1A] *(?!(?:PID|TYPE) *[:\\uFF1A])([A-Za-z0-9_-]++)(?!\\p{L})",
          Pattern.CASE_INSENSITIVE);

  /** Reads a description; what is beyond {@link #MOST_CHARACTERS} does not count. */
  public static EventDescription of(String description) {
    List<String> pids = new ArrayList<>();
    List<String> types = new ArrayList<>();
    Matcher entries = ENTRY.matcher(plain(description));
    while (entries.find() && pids.size() + types.size() < MOST_NAMED) {
      String value = entries.group(2);
      if (entries.group(1).equalsIgnoreCase("TYPE")) {
        types.add(value.toUpperCase(Locale.ROOT));
      } else if (!pids.contains(value.toLowerCase(Locale.ROOT))) {
        pids.add(value.toLowerCase(Locale.ROOT));
      }
    }
    return new EventDescription(pids, types);
  }

  public Optional<String> pid() {
    return pids.stream().findFirst();
  }

  public boolean isRecorded() {
    return types.contains("RECORDED");
  }

  /** The text as a reader sees it, lines apart. */
  private static String plain(String description) {
    String text =
        description.length() > MOST_CHARACTERS
            ? description.substring(0, MOST_CHARACTERS)
            : description;
    text = Parser.unescapeEntities(withoutTags(text), false);
    text = SPACE.matcher(INVISIBLE.matcher(text).replaceAll("" + EDGE)).replaceAll(" ");
    text = text.replace('\u2010', '-').replace('\u2011', '-');
    text = EDGES.matcher(text).replaceAll("" + EDGE);
    text = EDGE_BEFORE_KEY.matcher(text).replaceAll("\n");
    return text.replace("" + EDGE, "");
  }

  /**
   * Removes tags in one pass. A parser that builds a tree takes a second over what a stranger can
   * write into one description.
   */
  private static String withoutTags(String html) {
    StringBuilder text = new StringBuilder(html.length());
    Matcher tag = TAG.matcher(html);
    int at = 0;
    while (at < html.length()) {
      int open = html.indexOf('<', at);
      if (open < 0) {
        break;
      }
      text.append(html, at, open);
      int end = open;
      if (html.startsWith("<!--", open)) {
        end = after(html, "-->", open);
        text.append(EDGE);
      } else if (tag.region(open, html.length()).lookingAt()) {
        String name = tag.group(1).toLowerCase(Locale.ROOT);
        boolean hidden = name.matches("style|script") && html.charAt(open + 1) != '/';
        end = hidden ? after(html, "</" + tag.group(1), open) : after(html, ">", open);
        text.append(INLINE.contains(name) ? EDGE : '\n');
      }
      if (end == open) {
        text.append('<');
        end++;
      }
      at = end;
    }
    return text.append(html, Math.min(at, html.length()), html.length()).toString();
  }

  /** Where it goes on behind a mark; at the end if there is none. */
  private static int after(String html, String mark, int from) {
    int found = html.indexOf(mark, from);
    return found < 0 ? html.length() : found + mark.length();
  }
}

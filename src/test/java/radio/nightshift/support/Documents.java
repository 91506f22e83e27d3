package radio.nightshift.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The documents for people, and the blocks of code in them. */
public final class Documents {
  private static final String FENCE = "```";
  private static final List<String> PLACES = List.of(".", "docs", "deploy/decisions");

  private Documents() {}

  /**
   * A fenced block.
   *
   * @param heading what it stands under
   * @param line where it begins
   * @param language what stands behind its fence
   */
  public record Block(
      Path document, String heading, int line, String language, List<String> lines) {
    /** All of it. */
    public String text() {
      return String.join("\n", lines) + "\n";
    }

    /** The name of the file that its first line says it is for; empty if it says nothing. */
    public String file() {
      String first = lines.isEmpty() ? "" : lines.get(0);
      return first.matches("# \\S+") ? first.substring(2).replaceFirst(".*/", "") : "";
    }

    /** The settings in it. */
    public Properties settings() {
      Properties settings = new Properties();
      try {
        settings.load(new java.io.StringReader(text()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return settings;
    }

    @Override
    public String toString() {
      return document + ":" + line + " " + file();
    }
  }

  /** README and its like, and all that it links to. */
  public static List<Path> all() {
    return PLACES.stream().flatMap(place -> markdown(Path.of(place))).toList();
  }

  private static Stream<Path> markdown(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .map(Path::normalize)
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All blocks of a language. */
  public static List<Block> blocks(String language) {
    List<Block> blocks =
        all().stream()
            .flatMap(document -> of(document).stream())
            .filter(block -> block.language().equals(language))
            .toList();
    assertThat(blocks).as("blocks of " + language).isNotEmpty();
    return blocks;
  }

  /** The block under a heading that is for a file. */
  public static Block block(String heading, String file) {
    List<Block> found =
        all().stream()
            .flatMap(document -> of(document).stream())
            .filter(block -> block.heading().equals(heading) && block.file().equals(file))
            .toList();
    assertThat(found).as("blocks for %s under '%s'", file, heading).hasSize(1);
    return found.get(0);
  }

  /** The blocks of a document. */
  public static List<Block> of(Path document) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = lines(document);
    String heading = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(FENCE)) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(FENCE);
        assertThat(end).as("the end of the block at %s:%d", document, i + 1).isGreaterThan(i);
        blocks.add(
            new Block(
                document,
                heading,
                i + 1,
                line.substring(FENCE.length()),
                List.copyOf(lines.subList(i + 1, end))));
        i = end;
      } else if (line.startsWith("#")) {
        heading = line.replaceFirst("#+ ", "");
      }
    }
    return blocks;
  }

  /** The lines of a document that are in no block. */
  public static List<String> prose(Path document) {
    List<String> prose = new ArrayList<>();
    boolean isInBlock = false;
    for (String line : lines(document)) {
      boolean isFence = line.startsWith(FENCE);
      isInBlock ^= isFence;
      if (!isInBlock && !isFence) {
        prose.add(line);
      }
    }
    return prose;
  }

  /** All lines of a document. */
  public static List<String> lines(Path document) {
    try {
      return Files.readAllLines(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

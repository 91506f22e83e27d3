package radio.nightshift.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import radio.nightshift.support.Documents.Block;

/**
 * A folder of route files as a user has it who has followed an example of the documents: the
 * distribution's, and the example's file beside them, or its routes and steps in the place of those
 * of the same name.
 */
public final class UserRoutes {
  private static final Path DISTRIBUTION = Path.of("src/main/resources/routes");

  private final Path folder;

  private UserRoutes(Path folder) {
    this.folder = folder;
  }

  /** The distribution's routes, in a folder of the user's. */
  public static UserRoutes in(Path folder) {
    try (Stream<Path> files = Files.list(DISTRIBUTION)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new UserRoutes(folder);
  }

  /** Where they are. */
  public Path folder() {
    return folder;
  }

  /**
   * Follows an example.
   *
   * @param changes what the user has in the place of the example's hosts and folders
   */
  public UserRoutes with(Block example, Map<String, String> changes) throws IOException {
    String text = example.text();
    for (Map.Entry<String, String> change : changes.entrySet()) {
      assertThat(text).as(example.toString()).contains(change.getKey());
      text = text.replace(change.getKey(), change.getValue());
    }
    Path file = folder.resolve(example.file());
    Files.writeString(file, Files.exists(file) ? merged(file, text) : text);
    return this;
  }

  private static String merged(Path file, String example) throws IOException {
    List<Object> own = list(load(Files.readString(file)));
    for (Object part : list(load(example))) {
      Map.Entry<String, Object> named = map(part).entrySet().iterator().next();
      String name = named.getKey().equals("route") ? "id" : "name";
      int replaced = replace(own, named.getKey(), name, map(named.getValue()).get(name), part);
      assertThat(replaced)
          .as("places in %s for the example's %s", file.getFileName(), named)
          .isEqualTo(1);
    }
    return new Dump(DumpSettings.builder().build()).dumpToString(own);
  }

  /** How often something of a kind and a name was there, which is another now. */
  private static int replace(Object tree, String kind, String key, Object name, Object other) {
    int count = 0;
    if (tree instanceof Map<?, ?> map) {
      for (Object value : map.values()) {
        count += replace(value, kind, key, name, other);
      }
    } else if (tree instanceof List<?>) {
      List<Object> list = list(tree);
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof Map<?, ?> map
            && map.get(kind) instanceof Map<?, ?> named
            && Objects.equals(named.get(key), name)) {
          list.set(i, other);
          count++;
        } else {
          count += replace(list.get(i), kind, key, name, other);
        }
      }
    }
    return count;
  }

  private static Object load(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object tree) {
    return (Map<String, Object>) tree;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object tree) {
    return (List<Object>) tree;
  }
}

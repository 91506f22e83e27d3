package radio.nightshift.build;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * Writes whose work is shipped under which licence, with the texts and notices that the jars bring
 * along. It is run by the build, as a source file: its arguments are the bill of materials, the
 * class path and the file to be written.
 */
final class ThirdPartyLicences {
  private static final String TEXTS =
      "(?i)(META-INF/)?(LICEN[CS]E|NOTICE|COPYING|COPYRIGHT)[^/]*|META-INF/licen[cs]es?/[^/]+";

  /** Which jars bring a text along, by that text, in the order of its first one. */
  private final Map<String, List<String>> texts = new TreeMap<>();

  private final StringBuilder list = new StringBuilder();

  public static void main(String[] arguments) throws Exception {
    ThirdPartyLicences licences = new ThirdPartyLicences();
    Map<String, Path> jars = new TreeMap<>();
    for (String place : arguments[1].split(":")) {
      if (place.endsWith(".jar")) {
        jars.put("" + Path.of(place).getFileName(), Path.of(place));
      }
    }
    try (Reader bom = Files.newBufferedReader(Path.of(arguments[0]))) {
      licences.list((JsonObject) Jsoner.deserialize(bom), jars);
    }
    Files.writeString(Path.of(arguments[2]), licences.whole());
  }

  private void list(JsonObject bom, Map<String, Path> jars) throws IOException {
    Map<String, JsonObject> components = new TreeMap<>();
    for (Object one : (JsonArray) bom.get("components")) {
      JsonObject component = (JsonObject) one;
      components.put(
          component.getString("name") + "-" + component.getString("version") + ".jar", component);
    }
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      JsonObject component = components.get(jar.getKey());
      if (component == null) {
        throw new IllegalStateException(jar.getKey() + " is not in the bill of materials");
      }
      list.append(
          "%s%n    %s:%s %s%n    %s%n"
              .formatted(
                  jar.getKey(),
                  component.getString("group"),
                  component.getString("name"),
                  component.getString("version"),
                  licence(component)));
      read(jar.getValue());
    }
  }

  /** By the component's own words, as Maven has them. */
  private static String licence(JsonObject component) {
    List<String> names = new ArrayList<>();
    if (component.get("licenses") instanceof JsonArray licences) {
      for (Object one : licences) {
        JsonObject choice = (JsonObject) one;
        if (choice.get("license") instanceof JsonObject licence) {
          names.add(licence.getStringOrDefault("id", licence.getString("name")));
        } else {
          names.add(choice.getString("expression"));
        }
      }
    }
    if (names.isEmpty()) {
      throw new IllegalStateException(
          component.getString("name") + " has no licence; find out and say which it is");
    }
    return "Licence: " + String.join(", or ", names);
  }

  private void read(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      for (JarEntry entry : jar.stream().filter(one -> !one.isDirectory()).toList()) {
        if (entry.getName().matches(TEXTS) && !entry.getName().endsWith(".class")) {
          String text =
              new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
          texts
              .computeIfAbsent(text.strip().replace("\r", ""), one -> new ArrayList<>())
              .add(file.getFileName() + ": " + entry.getName());
        }
      }
    }
  }

  private String whole() {
    return "The jars of others that Nightshift ships, and their licences.%n%n".formatted()
        + list
        + texts.entrySet().stream()
            .map(
                text ->
                    "%n%s%n%s%n%n%s%n"
                        .formatted(
                            "=".repeat(100), String.join("\n", text.getValue()), text.getKey()))
            .collect(Collectors.joining());
  }
}

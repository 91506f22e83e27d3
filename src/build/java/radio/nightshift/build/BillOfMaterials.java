package radio.nightshift.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Writes which jars of others are shipped, and under which licences, as CycloneDX. It is run by the
 * build, as a source file: its arguments are the class path, the version and the file to be
 * written. (CycloneDX's own plugin for Maven does not work offline.)
 */
final class BillOfMaterials {
  /** Names in SPDX, which some poms use. */
  private static final String SPDX = "MIT|[A-Za-z0-9.]+(-[A-Za-z0-9.]+)+";

  /** What other poms call the two licences that most have. */
  private static final String APACHE = "(?i)(the )?apache (software )?(license, )?(version )?2\\.0";

  private static final String MIT = "The MIT License";

  /** What a project says of itself, in a local repository. */
  private record Pom(Path repository, Element project) {

    /** In a repository the path of a jar is its group, its name, its version and its file. */
    static Pom beside(Path jar) throws Exception {
      Path folder = jar.getParent();
      Pom pom = read(null, folder.resolve(nameOf(jar) + "-" + versionOf(jar) + ".pom"));
      Path repository = folder.getParent().getParent();
      for (int i = 0; i < pom.group().split("\\.").length; i++) {
        repository = repository.getParent();
      }
      return new Pom(repository, pom.project);
    }

    private static Pom read(Path repository, Path file) throws Exception {
      return new Pom(
          repository,
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getDocumentElement());
    }

    /** If it has none, it is the parent's. */
    String group() {
      return text(project, "groupId")
          .or(() -> child(project, "parent").flatMap(parent -> text(parent, "groupId")))
          .orElseThrow();
    }

    /** Its own, or those of the nearest parent that has some. */
    List<Element> licences() throws Exception {
      Optional<Element> own = child(project, "licenses");
      if (own.isPresent()) {
        return children(own.get()).filter(one -> one.getTagName().equals("license")).toList();
      }
      Optional<Element> parent = child(project, "parent");
      return parent.isPresent() ? parent(parent.get()).licences() : List.of();
    }

    private Pom parent(Element parent) throws Exception {
      String name = text(parent, "artifactId").orElseThrow();
      String version = text(parent, "version").orElseThrow();
      return read(
          repository,
          repository
              .resolve(text(parent, "groupId").orElseThrow().replace('.', '/'))
              .resolve(name)
              .resolve(version)
              .resolve(name + "-" + version + ".pom"));
    }
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, JsonObject> components = new TreeMap<>();
    for (String place : arguments[0].split(":")) {
      if (place.endsWith(".jar")) {
        components.put("" + Path.of(place).getFileName(), component(Path.of(place)));
      }
    }
    JsonObject bom = new JsonObject();
    bom.put("bomFormat", "CycloneDX");
    bom.put("specVersion", "1.5");
    bom.put("version", 1);
    bom.put("metadata", object("component", ours(arguments[1])));
    bom.put("components", new JsonArray(components.values()));
    Files.writeString(Path.of(arguments[2]), Jsoner.prettyPrint(bom.toJson(), 2) + "\n");
  }

  private static JsonObject ours(String version) {
    JsonObject ours = new JsonObject();
    ours.put("type", "application");
    ours.put("group", "radio.nightshift");
    ours.put("name", "nightshift");
    ours.put("version", version);
    ours.put("licenses", new JsonArray(List.of(object("license", object("id", "Apache-2.0")))));
    return ours;
  }

  private static JsonObject component(Path jar) throws Exception {
    Pom pom = Pom.beside(jar);
    JsonObject component = new JsonObject();
    component.put("type", "library");
    component.put("group", pom.group());
    component.put("name", nameOf(jar));
    component.put("version", versionOf(jar));
    component.put(
        "purl", "pkg:maven/%s/%s@%s?type=jar".formatted(pom.group(), nameOf(jar), versionOf(jar)));
    JsonObject hash = object("alg", "SHA-256");
    hash.put("content", sha256(jar));
    component.put("hashes", new JsonArray(List.of(hash)));
    component.put("licenses", licences(jar));
    return component;
  }

  private static String nameOf(Path jar) {
    return "" + jar.getParent().getParent().getFileName();
  }

  private static String versionOf(Path jar) {
    return "" + jar.getParent().getFileName();
  }

  private static JsonArray licences(Path jar) throws Exception {
    List<JsonObject> licences = new ArrayList<>();
    for (Element one : Pom.beside(jar).licences()) {
      String name = text(one, "name").orElse("");
      JsonObject licence = licence(name);
      text(one, "url").ifPresent(url -> licence.put("url", url));
      licences.add(object("license", licence));
    }
    if (licences.isEmpty()) {
      throw new IllegalStateException(
          "the pom of %s has no licence; say here which it is".formatted(nameOf(jar)));
    }
    return new JsonArray(licences);
  }

  private static JsonObject licence(String name) {
    if (name.matches(APACHE)) {
      return object("id", "Apache-2.0");
    }
    if (name.equals(MIT)) {
      return object("id", "MIT");
    }
    return object(name.matches(SPDX) ? "id" : "name", name);
  }

  private static JsonObject object(String name, Object value) {
    JsonObject object = new JsonObject();
    object.put(name, value);
    return object;
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static Stream<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found.stream();
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent).filter(one -> one.getTagName().equals(name)).findFirst();
  }

  private static Optional<String> text(Element parent, String name) {
    return child(parent, name)
        .map(one -> one.getTextContent().strip().replaceAll("\\s+", " "))
        .filter(text -> !text.isEmpty());
  }
}

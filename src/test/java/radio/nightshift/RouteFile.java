package radio.nightshift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A route file with its tree, and the places of its nodes. */
record RouteFile(String name, JsonNode tree, Node marks) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static RouteFile read(Path file) {
    try {
      String yaml = Files.readString(file);
      LoadSettings settings =
          LoadSettings.builder().setLabel(file.getFileName().toString()).build();
      return new RouteFile(
          file.getFileName().toString(),
          JSON.valueToTree(new Load(settings).loadFromString(yaml)),
          new Compose(settings).composeString(yaml).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The room that it belongs to. */
  String room() {
    return name.replace(".camel.yaml", "");
  }

  boolean isErrors() {
    return name.equals("errors.camel.yaml");
  }

  /** File and line of a JSON pointer. */
  String at(String pointer) {
    Node node = marks;
    for (String step : pointer.substring(1).split("/")) {
      if (node instanceof SequenceNode list) {
        node = list.getValue().get(Integer.parseInt(step));
      } else if (node instanceof MappingNode map) {
        node =
            map.getValue().stream()
                .filter(entry -> ((ScalarNode) entry.getKeyNode()).getValue().equals(step))
                .findFirst()
                .map(NodeTuple::getValueNode)
                .orElse(node);
      }
    }
    return name + ":" + (node.getStartMark().orElseThrow().getLine() + 1);
  }
}

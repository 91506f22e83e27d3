package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Endpoint;
import org.apache.camel.api.management.mbean.ManagedEndpointMBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.support.IcecastServer;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;

/** What JMX shows: the names that operators rely on, and no secret. */
@Integration
class JmxTest {
  private static final Path JMX_NAMES = Path.of("src/test/resources/jmx-names.txt");
  private static final Path JMX_BEANS = Path.of("src/test/resources/jmx-beans.txt");
  private static final ObjectName OWN = own();
  private static final String LOW_PASSWORD = "an0ther-pass";
  private static final String SOURCE_PASSWORD = "s0urce-of-a-channel";
  private static final String SIGNATURE = "s1gned-by-somebody";
  private static final String PASSPHRASE = "s1xteen-characters";

  @RegisterExtension
  final Station station =
      new Station()
          .with("camel.main.auto-startup", "false")
          .with("dns.zone", "Z0123456789ABC")
          .with("dns.name", "station.example.org")
          .with("playout.mounts", "low")
          .with("playout.low.mount", "/low.mp3")
          .with("playout.low.password", LOW_PASSWORD)
          .with("loop.channels", "demo")
          .with("loop.demo.source", "http://127.0.0.1:1/clip.mp4?signature=" + SIGNATURE)
          .with("loop.demo.source.user", "reader")
          .with("loop.demo.source.password", SOURCE_PASSWORD)
          .with("loop.demo.destination", "icecast, srt://127.0.0.1:1")
          .with("loop.demo.passphrase", PASSPHRASE)
          .with("loop.demo.mount", "/demo.mp3");

  @Test
  void theJmxNamesAreThoseThatOperatorsUse() throws Exception {
    station.start();
    Set<String> changed = new TreeSet<>();
    for (ObjectName name : jmx().queryNames(beans("*"), null)) {
      if (name.getKeyProperty("type").matches("routes|context|health")) {
        changed.add("+ " + name);
      } else if (name.getKeyProperty("name").startsWith("\"icecast://")) {
        changed.add("+ " + name + " " + String.join(" ", ownAttributes(name)));
      }
    }
    assertUnchanged(changed, JMX_NAMES);
  }

  @Test
  void theStationsOwnBeansAreThoseThatOperatorsUse() throws Exception {
    station.start();
    Set<String> changed = new TreeSet<>();
    for (ObjectName name : jmx().queryNames(OWN, null)) {
      MBeanInfo info = jmx().getMBeanInfo(name);
      changed.add("+ " + name + " | " + info.getDescription());
      for (MBeanAttributeInfo one : info.getAttributes()) {
        assertThat(one.isWritable()).as("%s of %s may be set", one.getName(), name).isFalse();
        changed.add(
            "+ %s %s %s | %s".formatted(name, one.getName(), one.getType(), one.getDescription()));
      }
      for (MBeanOperationInfo one : info.getOperations()) {
        changed.add(
            "+ %s %s(%s) %s | %s"
                .formatted(
                    name,
                    one.getName(),
                    Stream.of(one.getSignature())
                        .map(parameter -> parameter.getType() + " " + parameter.getName())
                        .collect(Collectors.joining(", ")),
                    one.getReturnType(),
                    one.getDescription()));
      }
    }
    assertUnchanged(changed, JMX_BEANS);
  }

  /** Compares with a file that has a line for each, and says which lines are more or less. */
  private static void assertUnchanged(Set<String> changed, Path golden) throws Exception {
    for (String line : Files.readAllLines(golden)) {
      if (!changed.remove("+ " + line)) {
        changed.add("- " + line);
      }
    }
    assertThat(changed)
        .as(
            "JMX is an API: what is more (+) and less (-) than in %s. If you mean it, change that file and CHANGELOG.md",
            golden.getFileName())
        .isEmpty();
  }

  @Test
  void noPasswordIsInJmxOrInADump() throws Exception {
    station.start();
    List<String> seen = new ArrayList<>();
    Set<ObjectName> names = new TreeSet<>(jmx().queryNames(beans("*"), null));
    names.addAll(jmx().queryNames(OWN, null));
    for (ObjectName name : names) {
      seen.add(name.toString());
      for (MBeanAttributeInfo attribute : jmx().getMBeanInfo(name).getAttributes()) {
        seen.add(name + " " + attribute.getName() + ": " + read(name, attribute));
      }
      for (MBeanOperationInfo operation : jmx().getMBeanInfo(name).getOperations()) {
        seen.add(name + " " + operation.getName() + ": " + dump(name, operation));
      }
    }
    for (Endpoint endpoint : station.context().getEndpoints()) {
      seen.add("endpoint " + endpoint + " " + endpoint.getEndpointUri());
    }
    assertThat(seen.stream().filter(text -> text.contains("dump") && text.contains("icecast:")))
        .as("dumps of the mounts' routes")
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(seen.stream().filter(JmxTest::isSecret).map(text -> text.split(": ", 2)[0]))
        .as("where a password is to be read")
        .isEmpty();
  }

  private static ObjectName own() {
    try {
      return new ObjectName("radio.nightshift:*");
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isSecret(String text) {
    return Stream.of(IcecastServer.PASSWORD, LOW_PASSWORD, SOURCE_PASSWORD, SIGNATURE, PASSPHRASE)
        .anyMatch(text::contains);
  }

  private static MBeanServer jmx() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  private static ObjectName beans(String type) throws JMException {
    return new ObjectName("org.apache.camel:context=nightshift,type=" + type + ",*");
  }

  /** What our endpoints have beyond every endpoint of Camel's. */
  private static List<String> ownAttributes(ObjectName name) throws JMException {
    Set<String> all =
        Stream.of(ManagedEndpointMBean.class.getMethods())
            .map(method -> method.getName().replaceFirst("^(get|is)", ""))
            .collect(Collectors.toSet());
    return Stream.of(jmx().getMBeanInfo(name).getAttributes())
        .map(MBeanAttributeInfo::getName)
        .filter(attribute -> !all.contains(attribute))
        .sorted()
        .toList();
  }

  private static String read(ObjectName name, MBeanAttributeInfo attribute) {
    try {
      return Arrays.deepToString(new Object[] {jmx().getAttribute(name, attribute.getName())});
    } catch (JMException | RuntimeException unreadable) {
      return "" + unreadable + unreadable.getCause();
    }
  }

  /** What an operation named dump-something tells, with all its switches on; others are left. */
  private static String dump(ObjectName name, MBeanOperationInfo operation) {
    String[] types =
        Stream.of(operation.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
    if (!operation.getName().startsWith("dump") || !Set.of("boolean").containsAll(List.of(types))) {
      return "";
    }
    try {
      Object[] on = Stream.of(types).map(type -> true).toArray();
      return "" + jmx().invoke(name, operation.getName(), on, types);
    } catch (JMException | RuntimeException impossible) {
      return "" + impossible + impossible.getCause();
    }
  }
}

package radio.nightshift.support;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * EC2 and Auto Scaling as they speak over HTTP, on loopback: requests in the Query protocol,
 * answers in XML. Instances and groups move on with each description. Each action can be made to
 * fail or hang.
 */
public final class FakeEc2 implements AutoCloseable {
  private static final int HOURS = 3_600_000;

  private final Map<String, FakeInstance> instances = new ConcurrentHashMap<>();
  private final Map<String, FakeGroup> groups = new ConcurrentHashMap<>();
  private final Map<String, ResponseDefinitionBuilder> faults = new ConcurrentHashMap<>();
  private final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
  private final WireMockServer server =
      new WireMockServer(
          options().dynamicPort().bindAddress("127.0.0.1").extensions(new Answers()));
  private final String endpoint;

  private FakeEc2() {
    server.start();
    endpoint = "http://127.0.0.1:" + server.port();
    server.stubFor(
        post(urlEqualTo("/"))
            .withHeader("Authorization", containing(FakeAws.KEY_ID))
            .willReturn(aResponse().withTransformers("ec2")));
  }

  /** Both services, without an instance or a group, and keys for this JVM's clients. */
  public static FakeEc2 start() {
    FakeAws.useKeys();
    return new FakeEc2();
  }

  public String endpoint() {
    return endpoint;
  }

  /** Adds an instance, or puts one into a state by somebody's hand. */
  public void instance(String id, String state) {
    instances.computeIfAbsent(id, key -> new FakeInstance(id, state)).put(state);
  }

  public String state(String id) {
    return instances.get(id).state();
  }

  public Map<String, String> tags(String id) {
    return instances.get(id).tags();
  }

  /** The next so many descriptions of an instance are as it is now. */
  public void lag(String id, int descriptions) {
    instances.get(id).lag(descriptions);
  }

  public void group(String name, int least, int most, int desired) {
    groups.put(name, new FakeGroup(name, least, most, desired));
  }

  public int desired(String group) {
    return groups.get(group).desired();
  }

  /** Changes a group's capacity by somebody's hand. */
  public void desire(String group, int capacity) {
    groups.get(group).desire(capacity);
  }

  public void suspend(String group, String process) {
    groups.get(group).suspend(process);
  }

  /** A group gets no instance, for a reason. */
  public void failToGrow(String group, String reason) {
    groups.get(group).fail(reason);
  }

  /** An action fails with an error document, until it is allowed again. */
  public void refuse(String action, int status, String code) {
    faults.put(action, error(action, status, code, "as the test wants it"));
  }

  /** An action is done, and its answer does not come for hours. */
  public void hang(String action) {
    hanging.add(action);
  }

  /** An action is answered with something that is no AWS. */
  public void garble(String action, String body) {
    faults.put(action, aResponse().withStatus(200).withBody(body));
  }

  public void allow(String action) {
    faults.remove(action);
    hanging.remove(action);
  }

  /** The requests for an action that came, other than dry runs. */
  public List<Map<String, String>> requests(String action) {
    return requests.stream()
        .filter(request -> action.equals(request.get("Action")))
        .filter(request -> !"true".equals(request.get("DryRun")))
        .toList();
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Answers implements ResponseDefinitionTransformerV2 {
    @Override
    public String getName() {
      return "ec2";
    }

    @Override
    public boolean applyGlobally() {
      return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
      Map<String, String> request = form(event.getRequest().getBodyAsString());
      requests.add(request);
      String action = request.get("Action");
      ResponseDefinitionBuilder fault = faults.get(action);
      ResponseDefinitionBuilder answer = fault == null ? answer(action, request) : fault;
      return (hanging.contains(action) ? answer.withFixedDelay(HOURS) : answer).build();
    }
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private ResponseDefinitionBuilder answer(String action, Map<String, String> request) {
    if (isScaling(action)) {
      return scaling(action, request);
    }
    String id = request.getOrDefault("InstanceId.1", request.get("ResourceId.1"));
    if (!id.matches("i-([0-9a-f]{8}|[0-9a-f]{17})")) {
      return error(action, 400, "InvalidInstanceID.Malformed", "Invalid id: \"%s\"".formatted(id));
    }
    FakeInstance instance = instances.get(id);
    if (instance == null) {
      String message = "The instance ID '%s' does not exist".formatted(id);
      return error(action, 400, "InvalidInstanceID.NotFound", message);
    }
    if ("true".equals(request.get("DryRun"))) {
      return error(action, 412, "DryRunOperation", "Request would have succeeded");
    }
    return switch (action) {
      case "DescribeInstances" ->
          ec2(
              action,
              "<reservationSet><item><reservationId>r-1</reservationId><instancesSet>%s</instancesSet></item></reservationSet>"
                  .formatted(instance.describe()));
      case "StartInstances" -> start(instance);
      case "StopInstances" -> stop(instance);
      case "CreateTags" -> {
        instance.tags().put(request.get("Tag.1.Key"), request.get("Tag.1.Value"));
        yield ec2(action, "<return>true</return>");
      }
      default -> {
        instance.tags().remove(request.get("Tag.1.Key"), request.get("Tag.1.Value"));
        yield ec2(action, "<return>true</return>");
      }
    };
  }

  private ResponseDefinitionBuilder start(FakeInstance instance) {
    if (!instance.isOn() && !instance.state().equals("stopped")) {
      return error(
          "StartInstances",
          400,
          "IncorrectInstanceState",
          "The instance is not in a state from which it can be started.");
    }
    if (!instance.isOn()) {
      instance.put("pending");
    }
    return ec2("StartInstances", "<instancesSet/>");
  }

  private ResponseDefinitionBuilder stop(FakeInstance instance) {
    if (!instance.state().equals("running") && !instance.state().startsWith("stop")) {
      return error(
          "StopInstances",
          400,
          "IncorrectInstanceState",
          "This instance is not in a state from which it can be stopped.");
    }
    if (instance.isOn()) {
      instance.put("stopping");
    }
    return ec2("StopInstances", "<instancesSet/>");
  }

  private ResponseDefinitionBuilder scaling(String action, Map<String, String> request) {
    String name =
        request.getOrDefault(
            "AutoScalingGroupName", request.getOrDefault("AutoScalingGroupNames.member.1", ""));
    FakeGroup group = groups.get(name);
    if (action.equals("DescribeAutoScalingGroups")) {
      String members = group == null ? "" : group.describe();
      return scaled(action, "<AutoScalingGroups>%s</AutoScalingGroups>".formatted(members));
    }
    if (group == null) {
      return error(action, 400, "ValidationError", "AutoScalingGroup name not found - null");
    }
    if (action.equals("DescribeScalingActivities")) {
      return scaled(action, "<Activities>%s</Activities>".formatted(group.activity()));
    }
    int capacity = Integer.parseInt(request.get("DesiredCapacity"));
    if (!group.fault(capacity).isEmpty()) {
      return error(action, 400, "ValidationError", group.fault(capacity));
    }
    group.desire(capacity);
    return scaled(action, "");
  }

  private static boolean isScaling(String action) {
    return action.contains("Scaling") || action.equals("SetDesiredCapacity");
  }

  private static ResponseDefinitionBuilder ec2(String action, String body) {
    return xml(
        200,
        "<%1$sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>1</requestId>%2$s</%1$sResponse>"
            .formatted(action, body));
  }

  private static ResponseDefinitionBuilder scaled(String action, String body) {
    return xml(
        200,
        "<%1$sResponse xmlns=\"http://autoscaling.amazonaws.com/doc/2011-01-01/\"><%1$sResult>%2$s</%1$sResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></%1$sResponse>"
            .formatted(action, body));
  }

  private static ResponseDefinitionBuilder error(
      String action, int status, String code, String message) {
    String error = "<Code>%s</Code><Message>%s</Message>".formatted(code, message);
    return xml(
        status,
        isScaling(action)
            ? "<ErrorResponse xmlns=\"http://autoscaling.amazonaws.com/doc/2011-01-01/\"><Error><Type>Sender</Type>%s</Error><RequestId>1</RequestId></ErrorResponse>"
                .formatted(error)
            : "<Response><Errors><Error>%s</Error></Errors><RequestID>1</RequestID></Response>"
                .formatted(error));
  }

  private static ResponseDefinitionBuilder xml(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "text/xml;charset=UTF-8")
        .withBody("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body);
  }
}

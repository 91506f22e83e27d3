package radio.nightshift.watchdog;

import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.aws2.ec2.AWS2EC2Constants;
import org.apache.camel.component.aws2.ec2.AWS2EC2Operations;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;

/** The requests to EC2 about one instance, by Camel's component. They fail with its exceptions. */
final class InstanceRequests {
  /** The client is the bean {@code watchdogEc2}; each message names its operation. */
  static final String EC2 =
      "aws2-ec2:watchdog?amazonEc2Client=#watchdogEc2&pojoRequest=true&operation=describeInstances";

  private final String instance;
  private final Supplier<ProducerTemplate> template;
  private final String endpoint;

  /**
   * The requests about an instance.
   *
   * @param endpoint takes the messages: {@link #EC2}, or a route that hands them to it
   */
  InstanceRequests(String instance, Supplier<ProducerTemplate> template, String endpoint) {
    this.instance = instance;
    this.template = template;
    this.endpoint = endpoint;
  }

  String instance() {
    return instance;
  }

  /**
   * The instance as it is.
   *
   * @return null if EC2 knows none
   */
  Instance describe() {
    return send(
            AWS2EC2Operations.describeInstances,
            DescribeInstancesRequest.builder().instanceIds(instance).build())
        .getMessage()
        .getBody(DescribeInstancesResponse.class)
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(one -> instance.equals(one.instanceId()))
        .findFirst()
        .orElse(null);
  }

  void start() {
    send(
        AWS2EC2Operations.startInstances,
        StartInstancesRequest.builder().instanceIds(instance).build());
  }

  void stop() {
    send(
        AWS2EC2Operations.stopInstances,
        StopInstancesRequest.builder().instanceIds(instance).build());
  }

  void tag(String key, String value) {
    send(
        AWS2EC2Operations.createTags,
        CreateTagsRequest.builder()
            .resources(instance)
            .tags(tag -> tag.key(key).value(value))
            .build());
  }

  /** Removes a tag if it has this value. */
  void untag(String key, String value) {
    send(
        AWS2EC2Operations.deleteTags,
        DeleteTagsRequest.builder()
            .resources(instance)
            .tags(tag -> tag.key(key).value(value))
            .build());
  }

  /**
   * A failure of a request in words.
   *
   * @param action the one that must be allowed, such as {@code ec2:StartInstances}
   */
  BackupException trouble(RuntimeException failure, String action) {
    return new BackupTrouble("EC2", "instance " + instance)
        .inWords(failure, permission(action, instance));
  }

  /** What must be allowed for an action; to describe cannot be allowed for one instance alone. */
  static String permission(String action, String instance) {
    return action.startsWith("ec2:Describe")
        ? action + " on *"
        : "%s on arn:aws:ec2:*:*:instance/%s".formatted(action, instance);
  }

  private Exchange send(AWS2EC2Operations operation, Ec2Request request) {
    Exchange answer =
        template
            .get()
            .request(
                endpoint,
                exchange -> {
                  exchange.getMessage().setHeader(AWS2EC2Constants.OPERATION, operation);
                  exchange.getMessage().setBody(request);
                });
    if (answer.getException() != null) {
      throw RuntimeCamelException.wrapRuntimeCamelException(answer.getException());
    }
    return answer;
  }
}

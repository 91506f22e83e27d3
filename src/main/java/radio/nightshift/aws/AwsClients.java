package radio.nightshift.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import radio.nightshift.settings.Settings;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Makes the clients of AWS, or of services compatible with it. Keys come from the SDK's usual
 * places: environment, profile, instance role.
 */
public final class AwsClients {
  /** The longest wait for an answer, or for the next part of one. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(45);

  /** At a start the user waits. */
  private static final Duration START_CALL = Duration.ofSeconds(6);

  private static final Duration START_ATTEMPT = Duration.ofSeconds(3);

  private final Settings settings;

  /**
   * Reads the settings {@code aws.region} and {@code aws.endpoint}.
   *
   * @throws radio.nightshift.settings.SettingException if the endpoint is no address
   */
  public AwsClients(Settings settings) {
    this.settings = settings;
    address();
  }

  /**
   * A client of S3, path-style where the endpoint is overridden.
   *
   * @param listener intercepts every answer
   */
  public S3Client s3(ExecutionInterceptor listener) {
    // Without a limit on the whole call: a programme may take minutes.
    return common(S3Client.builder())
        .overrideConfiguration(own -> own.addExecutionInterceptor(listener))
        .forcePathStyle(isOverridden())
        .build();
  }

  /** A client of S3 at an address of its own, path-style; the region is the one that is set. */
  S3Client s3At(URI address) {
    S3ClientBuilder builder = common(S3Client.builder());
    if (settings.text("aws.region").isEmpty()) {
      builder.region(Region.US_EAST_1);
    }
    return builder.endpointOverride(address).forcePathStyle(true).build();
  }

  public SsmClient ssm() {
    return common(SsmClient.builder())
        .overrideConfiguration(
            own -> own.apiCallTimeout(START_CALL).apiCallAttemptTimeout(START_ATTEMPT))
        .build();
  }

  /** A client of Route 53, which has no regions. */
  public Route53Client route53() {
    return common(Route53Client.builder().region(Region.AWS_GLOBAL))
        .overrideConfiguration(own -> own.apiCallTimeout(CALL))
        .build();
  }

  public Ec2Client ec2() {
    return common(Ec2Client.builder())
        .overrideConfiguration(own -> own.apiCallTimeout(CALL))
        .build();
  }

  public AutoScalingClient autoscaling() {
    return common(AutoScalingClient.builder())
        .overrideConfiguration(own -> own.apiCallTimeout(CALL))
        .build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B common(B builder) {
    builder.httpClientBuilder(
        ApacheHttpClient.builder().socketTimeout(SILENCE).connectionTimeout(CONNECT));
    String region = settings.text("aws.region");
    if (!region.isEmpty()) {
      builder.region(Region.of(region));
    }
    Optional<URI> address = address();
    if (address.isPresent()) {
      builder.endpointOverride(address.get());
      if (region.isEmpty()) {
        builder.region(Region.US_EAST_1);
      }
    }
    return builder;
  }

  /** Another address for all of AWS, if one is set. */
  public Optional<URI> address() {
    return isOverridden()
        ? Optional.of(
            URI.create(
                settings.matching(
                    "aws.endpoint",
                    "https?://[^\\s/]+/?",
                    "give an address such as http://host:9000")))
        : Optional.empty();
  }

  private boolean isOverridden() {
    return !settings.text("aws.endpoint").isEmpty();
  }
}

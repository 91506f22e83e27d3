package radio.nightshift.icecast;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** DOWN while a programme should be on the mount and cannot get there. */
final class IcecastHealthCheck extends AbstractHealthCheck {
  private final IcecastEndpoint endpoint;

  IcecastHealthCheck(IcecastEndpoint endpoint) {
    super(
        "producer",
        "icecast-" + endpoint.getHost() + "-" + endpoint.getPort() + endpoint.getMount());
    this.endpoint = endpoint;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    String trouble = endpoint.trouble();
    builder.detail("mount", endpoint.getMount());
    builder.detail("programme", endpoint.getProgramme());
    if (trouble == null) {
      builder.up();
    } else {
      builder.message(trouble).down();
    }
  }
}

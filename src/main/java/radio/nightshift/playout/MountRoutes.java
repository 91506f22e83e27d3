package radio.nightshift.playout;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.spi.RouteTemplateParameterSource;
import radio.nightshift.programme.Mount;

/** One route of the template {@code playout-mount} for each mount. */
final class MountRoutes implements RouteTemplateParameterSource {
  private static final String TEMPLATE = "playout-mount";

  private final Map<String, Mount> mounts;

  MountRoutes(List<Mount> mounts) {
    this.mounts =
        mounts.stream()
            .collect(
                Collectors.toMap(mount -> "playout-on-air-" + mount.name(), Function.identity()));
  }

  @Override
  public Set<String> routeIds() {
    return mounts.keySet();
  }

  @Override
  public Map<String, Object> parameters(String routeId) {
    Mount mount = mounts.get(routeId);
    return Map.of(
        TEMPLATE_ID,
        TEMPLATE,
        "name",
        mount.name(),
        "address",
        mount.host() + ":" + mount.port() + mount.path(),
        "tls",
        mount.tls(),
        "answer",
        mount.answer().toMillis() + "ms",
        "bitrate",
        mount.encoding().bitrate());
  }
}

package radio.nightshift.icecast;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import radio.nightshift.programme.AsRun;
import radio.nightshift.programme.Mount;

/**
 * The title that listeners see. Ogg carries it in the stream; for other mounts Icecast gets it by a
 * request of its own.
 */
public final class NowPlaying {
  private final Map<String, Mount> mounts;
  private final DueTitles titles = new DueTitles(System::nanoTime);

  /** The titles of a room's mounts, which airings name. */
  public NowPlaying(List<Mount> mounts) {
    this.mounts = mounts.stream().collect(Collectors.toMap(Mount::name, Function.identity()));
  }

  /**
   * Whether a turn of an endless channel is a reason to send its title now: it is another, or its
   * connection is new, or the server has not heard of it for a while. At most one request for each
   * mount waits to be made; that sends the latest title.
   */
  public boolean isDue(
      @Body AsRun asRun, @Header(IcecastEndpoint.NEW_CONNECTION) boolean isNewConnection) {
    return isWanted(asRun) && titles.isDue(asRun, isNewConnection);
  }

  /** The airing whose title is the mount's latest, of those that were due. */
  public AsRun latest(@Body AsRun asRun) {
    return titles.take(asRun);
  }

  /** Takes note that a mount's title was sent. */
  public void sent(String mount) {
    titles.failures(mount, false);
  }

  /** Takes note that a mount's title could not be sent; whether that is not for the first time. */
  public boolean failedAgain(String mount) {
    return titles.failures(mount, true) > 1;
  }

  /** Whether the airing's title has to be sent by a request. */
  public boolean isWanted(@Body AsRun asRun) {
    return !mounts.get(asRun.cue().mount()).encoding().codec().carriesTitle();
  }

  /** Turns the message into the request that sends Icecast the title. */
  public void request(Exchange exchange) {
    AsRun asRun = exchange.getMessage().getBody(AsRun.class);
    Mount mount = mounts.get(asRun.cue().mount());
    String scheme = mount.tls() ? "https://" : "http://";
    String login = mount.user() + ":" + mount.password();
    exchange.getMessage().setBody(null);
    exchange
        .getMessage()
        .setHeaders(
            new HashMap<>(
                Map.of(
                    Exchange.HTTP_METHOD,
                    "GET",
                    Exchange.HTTP_URI,
                    scheme + mount.host() + ":" + mount.port() + "/admin/metadata",
                    Exchange.HTTP_QUERY,
                    "mode=updinfo&charset=UTF-8&mount=%s&song=%s"
                        .formatted(encoded(mount.path()), encoded(asRun.cue().title())),
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(login.getBytes(StandardCharsets.UTF_8)))));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package radio.nightshift.icecast;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.TimeUtils;
import radio.nightshift.programme.CueSheet;

/** What can be set of a mount: where it is, who sends to it, and how. */
public abstract class MountOptions extends DefaultEndpoint {
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(8);

  @UriPath(description = "Icecast's host name or address.")
  @Metadata(required = true)
  private String host;

  @UriPath(description = "Icecast's port, 1 to 65535.")
  @Metadata(required = true)
  private int port;

  @UriPath(description = "The mount, with its slash.")
  @Metadata(required = true)
  private String mount;

  @UriParam(defaultValue = "source", description = "The source's user name.")
  private String user = "source";

  @UriParam(label = "security", secret = true, description = "The source's password.")
  @Metadata(required = true)
  private String password;

  @UriParam(
      label = "security",
      defaultValue = "false",
      description = "Whether to speak TLS. The server's name is checked against its certificate.")
  private boolean tls;

  @UriParam(
      label = "security",
      description =
          "TLS keys and trust; without it camel.ssl.* if the component uses it, else Java's.")
  private SSLContextParameters sslContextParameters;

  @UriParam(
      defaultValue = "5s",
      description =
          "How long before a cue's start the mount is opened, up to 8 s: Icecast cuts a source that is"
              + " silent for 10 s.")
  private Duration lead = Duration.ofSeconds(5);

  @UriParam(
      defaultValue = "8s",
      description = "How long the connection is kept for a next cue that is known, up to 8 s.")
  private Duration linger = Duration.ofSeconds(8);

  @UriParam(
      defaultValue = "2s",
      description =
          "How long connecting may take, to whichever of the host's addresses takes the connection.")
  private Duration timeout = Duration.ofSeconds(2);

  @UriParam(
      defaultValue = "15s",
      description =
          "How long the server's answer to the source may then take: it may have to ask elsewhere"
              + " whether the login is right.")
  private Duration answer = Duration.ofSeconds(15);

  @UriParam(
      label = "advanced",
      defaultValue = "4096",
      description =
          "The socket's send buffer in bytes. Small, so that a frozen server is noticed soon; raise it"
              + " for a server with a long round trip.")
  private int sendBuffer = 4096;

  @UriParam(
      description = "What is known of the cues to come. Without it no cue cuts in on another.")
  private CueSheet cueSheet = cue -> Optional.empty();

  @UriParam(
      description =
          "Where AsRun messages go while a cue is on the air: when its first frame has left on a"
              + " connection (header IcecastEvent is 'connected'), and every 15 s ('progress'). One thread"
              + " sends those of all mounts, in order; the streams do not wait for it.")
  private String progress;

  @UriParam(description = "The station's name in directories and players (ice-name).")
  private String name;

  @UriParam(description = "The station's description (ice-description).")
  private String description;

  @UriParam(description = "The station's genre (ice-genre).")
  private String genre;

  @UriParam(description = "The station's web page (ice-url).")
  private String url;

  @UriParam(
      defaultValue = "false",
      description = "Whether the server may list the mount in public directories (ice-public).")
  private boolean listed;

  @UriParam(description = "The stream's nominal bitrate in kbit/s (ice-bitrate), for directories.")
  private int bitrate;

  @UriParam(
      defaultValue = "playout",
      description = "The room among whose conditions is what keeps the mount off the air.")
  private String room = "playout";

  @UriParam(
      defaultValue = "playout",
      description = "The prefix of the settings that say where the mount is, for messages.")
  private String settings = "playout";

  @UriParam(
      defaultValue = "false",
      description =
          "Whether cues follow one another here without an end, so that a drain neither waits for"
              + " them nor ends them.")
  private boolean endless;

  MountOptions(String uri, IcecastComponent component) {
    super(uri, component);
  }

  @Override
  public IcecastComponent getComponent() {
    return (IcecastComponent) super.getComponent();
  }

  /** Where it is, without the protocol. */
  final String address() {
    return host + ":" + port + mount;
  }

  SourceTarget target() throws Exception {
    return new SourceTarget(
        settings,
        host,
        port,
        mount,
        user,
        password,
        tls ? socketFactory() : null,
        iceHeaders(),
        (int) timeout.toMillis(),
        (int) answer.toMillis(),
        sendBuffer);
  }

  private SSLSocketFactory socketFactory() throws Exception {
    SSLContextParameters parameters = sslContextParameters;
    if (parameters == null && getComponent().isUseGlobalSslContextParameters()) {
      parameters = getCamelContext().getSSLContextParameters();
    }
    return parameters == null
        ? (SSLSocketFactory) SSLSocketFactory.getDefault()
        : parameters.createSSLContext(getCamelContext()).getSocketFactory();
  }

  private Map<String, String> iceHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ice-public", listed ? "1" : "0");
    putIfSet(headers, "ice-name", name);
    putIfSet(headers, "ice-description", description);
    putIfSet(headers, "ice-genre", genre);
    putIfSet(headers, "ice-url", url);
    putIfSet(headers, "ice-bitrate", bitrate > 0 ? Integer.toString(bitrate) : null);
    return headers;
  }

  private static void putIfSet(Map<String, String> headers, String header, String value) {
    if (value != null && !value.isBlank()) {
      headers.put(header, value);
    }
  }

  public String getRoom() {
    return room;
  }

  public void setRoom(String room) {
    this.room = room;
  }

  public String getSettings() {
    return settings;
  }

  public void setSettings(String settings) {
    this.settings = settings;
  }

  public boolean isEndless() {
    return endless;
  }

  public void setEndless(boolean endless) {
    this.endless = endless;
  }

  public String getHost() {
    return host;
  }

  public void setHost(String host) {
    this.host = host;
  }

  public int getPort() {
    return port;
  }

  public void setPort(int port) {
    this.port = port;
  }

  public String getMount() {
    return mount;
  }

  public void setMount(String mount) {
    this.mount = mount;
  }

  public String getUser() {
    return user;
  }

  public void setUser(String user) {
    this.user = user;
  }

  public String getPassword() {
    return password;
  }

  public void setPassword(String password) {
    this.password = password;
  }

  public boolean isTls() {
    return tls;
  }

  public void setTls(boolean tls) {
    this.tls = tls;
  }

  public SSLContextParameters getSslContextParameters() {
    return sslContextParameters;
  }

  public void setSslContextParameters(SSLContextParameters sslContextParameters) {
    this.sslContextParameters = sslContextParameters;
  }

  public Duration getLead() {
    return lead;
  }

  public void setLead(Duration lead) {
    this.lead = withinSilence("lead", lead);
  }

  public Duration getLinger() {
    return linger;
  }

  public void setLinger(Duration linger) {
    this.linger = withinSilence("linger", linger);
  }

  /** Refuses what would have Icecast drop the source before its audio comes. */
  private static Duration withinSilence(String option, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST_SILENCE) > 0) {
      throw new IllegalArgumentException(
          "%s of icecast: is %s; give 0s to 8s, since Icecast drops a source that is silent for 10 s"
              .formatted(option, TimeUtils.printDuration(value.toMillis(), false)));
    }
    return value;
  }

  public Duration getTimeout() {
    return timeout;
  }

  public void setTimeout(Duration timeout) {
    this.timeout = timeout;
  }

  public Duration getAnswer() {
    return answer;
  }

  public void setAnswer(Duration answer) {
    this.answer = answer;
  }

  public int getSendBuffer() {
    return sendBuffer;
  }

  public void setSendBuffer(int sendBuffer) {
    this.sendBuffer = sendBuffer;
  }

  public CueSheet getCueSheet() {
    return cueSheet;
  }

  public void setCueSheet(CueSheet cueSheet) {
    this.cueSheet = cueSheet;
  }

  public String getProgress() {
    return progress;
  }

  public void setProgress(String progress) {
    this.progress = progress;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getDescription() {
    return description;
  }

  public void setDescription(String description) {
    this.description = description;
  }

  public String getGenre() {
    return genre;
  }

  public void setGenre(String genre) {
    this.genre = genre;
  }

  public String getUrl() {
    return url;
  }

  public void setUrl(String url) {
    this.url = url;
  }

  public boolean isListed() {
    return listed;
  }

  public void setListed(boolean listed) {
    this.listed = listed;
  }

  public int getBitrate() {
    return bitrate;
  }

  public void setBitrate(int bitrate) {
    this.bitrate = bitrate;
  }
}

package radio.nightshift.alerts;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import radio.nightshift.check.Trouble;

/**
 * A receiver with a web address. The address is a key to it, so it is in a header of the one
 * request that needs it and nowhere else.
 */
public final class WebReceiver {
  static final String SIGNATURE = "X-Nightshift-Signature";
  private static final String ALGORITHM = "HmacSHA256";

  private static final int CONNECT_MILLIS = 5000;

  private final String name;
  private final String address;
  private final String secret;
  private final Function<Notice, String> format;

  /**
   * A receiver.
   *
   * @param address its web address
   * @param secret the key by which the body is signed, or empty
   * @param format what it is sent
   */
  WebReceiver(String name, String address, String secret, Function<Notice, String> format) {
    this.name = name;
    this.address = address;
    this.secret = secret;
    this.format = format;
  }

  String name() {
    return name;
  }

  /** Connects to its host, and says nothing to it. */
  String tryConnection() throws Trouble {
    URI uri = URI.create(address);
    int standard = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    int port = uri.getPort() < 0 ? standard : uri.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MILLIS);
      return "%s is reached; nightshift alerts test tells it something".formatted(uri.getHost());
    } catch (IOException e) {
      throw new Trouble(new Failure(name).inWords(e).getMessage() + ".");
    }
  }

  /** Makes a notice the request that tells it. */
  public void compose(@Body Notice notice, Exchange exchange) throws GeneralSecurityException {
    byte[] body = format.apply(notice).getBytes(StandardCharsets.UTF_8);
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
    exchange.getMessage().setHeader(Exchange.HTTP_URI, address);
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    if (!secret.isEmpty()) {
      exchange.getMessage().setHeader(SIGNATURE, "sha256=" + signature(body));
    }
    exchange.getMessage().setBody(body);
  }

  private String signature(byte[] body) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(ALGORITHM);
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    return HexFormat.of().formatHex(mac.doFinal(body));
  }

  /**
   * Judges the answer.
   *
   * @throws NotTakenException if it is no success
   */
  public void judge(
      @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Header("Retry-After") String retryAfter)
      throws NotTakenException {
    if (status < 200 || status >= 300) {
      throw new Failure(name).answered(status, seconds(retryAfter));
    }
  }

  /** A date in its place is no reason to wait longer than usual. */
  private static Duration seconds(String retryAfter) {
    return retryAfter != null && retryAfter.strip().matches("\\d{1,6}(\\.\\d{1,6})?")
        ? Duration.ofMillis((long) (Double.parseDouble(retryAfter.strip()) * 1000) + 1)
        : Duration.ZERO;
  }
}

package radio.nightshift.schedule.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import radio.nightshift.schedule.CalendarException;

/**
 * HTTP to Google with bounds that the library's own transports lack: on the whole time that an
 * answer takes, and on its size.
 */
final class GoogleTransport extends HttpTransport {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int SILENCE_MILLIS = 20_000;
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int LARGEST_REFUSAL = 64 * 1024;

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(SILENCE_MILLIS);
    return new Request(connection);
  }

  private static final class Request extends LowLevelHttpRequest {
    private final HttpURLConnection connection;

    Request(HttpURLConnection connection) {
      this.connection = connection;
    }

    @Override
    public void addHeader(String name, String value) {
      // Compression is not asked for: a small answer could expand a thousandfold.
      if (!name.equalsIgnoreCase("Accept-Encoding")) {
        connection.addRequestProperty(name, value);
      }
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      if (getStreamingContent() != null) {
        addHeader("Content-Type", getContentType());
        connection.setDoOutput(true);
        try (var out = connection.getOutputStream()) {
          getStreamingContent().writeTo(out);
        }
      }
      return new Response(connection, System.nanoTime());
    }
  }

  private static final class Response extends LowLevelHttpResponse {
    private final HttpURLConnection connection;
    private final int status;
    private final long since;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();

    Response(HttpURLConnection connection, long since) throws IOException {
      this.connection = connection;
      this.since = since;
      this.status = connection.getResponseCode();
      connection.getHeaderFields().forEach(this::keep);
    }

    private void keep(String name, List<String> values) {
      if (name != null) {
        values.forEach(value -> headers.add(Map.entry(name, value == null ? "" : value)));
      }
    }

    @Override
    public InputStream getContent() throws IOException {
      if (status >= 300 || status < 200) {
        InputStream refusal = connection.getErrorStream();
        return refusal == null
            ? InputStream.nullInputStream()
            : new BoundedResponse(refusal, since, LARGEST_REFUSAL);
      }
      return new TruncatingJsonStream(
          new BoundedResponse(connection.getInputStream(), since, Long.MAX_VALUE));
    }

    @Override
    public String getContentEncoding() {
      return null;
    }

    @Override
    public long getContentLength() {
      return connection.getContentLengthLong();
    }

    @Override
    public String getContentType() {
      return connection.getContentType();
    }

    @Override
    public String getStatusLine() {
      return connection.getHeaderField(0);
    }

    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public String getReasonPhrase() throws IOException {
      return connection.getResponseMessage();
    }

    @Override
    public int getHeaderCount() {
      return headers.size();
    }

    @Override
    public String getHeaderName(int index) {
      return headers.get(index).getKey();
    }

    @Override
    public String getHeaderValue(int index) {
      return headers.get(index).getValue();
    }

    @Override
    public void disconnect() {
      connection.disconnect();
    }
  }

  /** Ends a response that takes longer than a minute in all, or exceeds its size limit. */
  static final class BoundedResponse extends FilterInputStream {
    private final long since;
    private long left;

    BoundedResponse(InputStream in, long since, long most) {
      super(in);
      this.since = since;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int most) throws IOException {
      if (System.nanoTime() - since > ANSWER_NANOS) {
        throw CalendarException.passing("Google Calendar's answer takes longer than a minute");
      }
      if (left <= 0) {
        return -1;
      }
      int count = super.read(bytes, offset, (int) Math.min(left, most));
      left -= Math.max(0, count);
      return count;
    }
  }
}

package radio.nightshift.loop;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import radio.nightshift.disk.Download;

/** A web server's answer whose body is not read yet. */
record WebAnswer(HttpGet request, ClassicHttpResponse response) {
  private static final int WHOLE = 200;
  private static final int PART = 206;
  private static final int UNCHANGED = 304;

  int status() {
    return response.getCode();
  }

  boolean isWhole() {
    return status() == WHOLE;
  }

  boolean isUnchanged() {
    return status() == UNCHANGED;
  }

  /** Whether it is the rest of a file from some byte on. */
  boolean isRest(long from) {
    return status() == PART && text("Content-Range").startsWith("bytes " + from + "-");
  }

  /** Whether its body is in a form other than the file itself, which nobody asked for. */
  boolean isCoded() {
    String coding = text("Content-Encoding");
    return !coding.isEmpty() && !coding.equalsIgnoreCase("identity");
  }

  WebVersion version() {
    return WebVersion.of(this);
  }

  /** Its body, which is there in answers of success. */
  Download.Answer body() throws IOException {
    InputStream in =
        response.getEntity() == null
            ? InputStream.nullInputStream()
            : response.getEntity().getContent();
    return new Download.Answer(in, status() == PART ? text("Content-Range") : null, this::abort);
  }

  /** Ends it without reading on. */
  void abort() {
    request.abort();
    try {
      response.close();
    } catch (IOException isOver) {
      // The connection is gone, as it should be.
    }
  }

  /** A header, or an empty text. */
  String text(String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue() == null ? "" : header.getValue().strip();
  }
}

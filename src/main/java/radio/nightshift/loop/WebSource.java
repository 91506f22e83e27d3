package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHeaders;
import radio.nightshift.disk.Download;
import radio.nightshift.disk.IncompleteDownloadException;

/**
 * A file of a web server. Its version is its strong ETag, else its time of change with its size,
 * else the digest of what it holds; such a file must be fetched to be compared, which is done once
 * an hour, or when its size changes.
 */
final class WebSource implements Source {
  private static final Duration COMPARED_EVERY = Duration.ofHours(1);

  /** Names what comes before its version is known. */
  private static final String UNKNOWN = "unknown";

  private final SourceAddress.Web address;
  private final WebRequests requests;
  private final SourceCopies copies;
  private final FetchLimits limits;
  private Held held;

  /** What was fetched or found last, and when by {@link System#nanoTime}. */
  private record Held(WebVersion head, String version, long since) {}

  WebSource(
      SourceAddress.Web address, WebRequests requests, SourceCopies copies, FetchLimits limits) {
    this.address = address;
    this.requests = requests;
    this.copies = copies;
    this.limits = limits;
  }

  @Override
  public SourceFile current() throws IOException {
    try {
      if (held != null && !copies.has(held.version)) {
        held = null;
      }
      WebAnswer answer = ask(condition());
      return answer.isUnchanged() && held != null
          ? copies.confirm(held.version)
          : current(checked(answer));
    } catch (IncompleteDownloadException e) {
      throw address.trouble(
          e.getMessage(), "it goes on from there if the server can; check the network");
    }
  }

  @Override
  public long size() throws IOException {
    WebAnswer answer = checked(ask(Map.of()));
    answer.abort();
    return answer.version().size();
  }

  @Override
  public void watch() {
    requests.watch();
  }

  @Override
  public void breakOff() {
    requests.breakOff();
  }

  private Map<String, String> condition() {
    if (held == null || held.head.identity().isEmpty()) {
      return Map.of();
    }
    return held.head.etag() != null
        ? Map.of(HttpHeaders.IF_NONE_MATCH, held.head.etag())
        : Map.of(HttpHeaders.IF_MODIFIED_SINCE, held.head.modified());
  }

  private SourceFile current(WebAnswer answer) throws IOException {
    WebVersion head = answer.version();
    Optional<String> identity = head.identity();
    if (identity.isEmpty()) {
      return compared(answer, head);
    }
    String version = copies.version(identity.get());
    if (copies.has(version)) {
      answer.abort();
    } else {
      WebAnswer rest = resumed(answer, head, version);
      Path part = copies.begin(version, head.size());
      download(part, head, rest);
      copies.put(part, version);
    }
    held = new Held(head, version, System.nanoTime());
    return copies.confirm(version);
  }

  /** The answer that goes on where an earlier one broke off, if the server can do that. */
  private WebAnswer resumed(WebAnswer whole, WebVersion head, String version) throws IOException {
    long have = copies.begun(version);
    if (have == 0 || have >= head.size() && head.size() >= 0) {
      copies.restart(version);
      return whole;
    }
    whole.abort();
    WebAnswer rest =
        ask(
            Map.of(
                HttpHeaders.RANGE, "bytes=" + have + "-", HttpHeaders.IF_RANGE, head.validator()));
    if (rest.isRest(have) && head.admits(rest.version())) {
      return rest;
    }
    copies.restart(version);
    WebAnswer again = rest;
    if (!rest.isWhole()) {
      rest.abort();
      again = checked(ask(Map.of()));
    }
    if (!again.version().equals(head)) {
      again.abort();
      throw address.trouble("was changed while it was fetched", "it is fetched anew");
    }
    return again;
  }

  /** The version of a file about which the server says nothing that tells versions apart. */
  private SourceFile compared(WebAnswer answer, WebVersion head) throws IOException {
    boolean isTooSoon =
        held != null
            && held.head.equals(head)
            && System.nanoTime() - held.since < COMPARED_EVERY.toNanos();
    if (isTooSoon) {
      answer.abort();
      return copies.confirm(held.version);
    }
    copies.restart(UNKNOWN);
    Path part = copies.begin(UNKNOWN, head.size());
    String version = copies.version("sha256 " + download(part, head, answer));
    held = new Held(head, version, System.nanoTime());
    return copies.put(part, version);
  }

  private String download(Path part, WebVersion head, WebAnswer answer) throws IOException {
    String digest =
        new Download(part, limits.extent(head.size()), limits.pace(), limits.stopping(), "SHA-256")
            .take(answer.body());
    if (part.toFile().length() == 0) {
      limits.check(address, 0);
    }
    return digest;
  }

  private WebAnswer checked(WebAnswer answer) throws IOException {
    try {
      if (!answer.isWhole()) {
        throw new WebTrouble(address).answered(answer.status());
      }
      if (answer.isCoded()) {
        throw address.trouble(
            "comes compressed though it was asked for as it is", "have the server send it plain");
      }
      limits.check(address, answer.version().size());
      return answer;
    } catch (SourceException e) {
      answer.abort();
      throw e;
    }
  }

  private WebAnswer ask(Map<String, String> headers) throws IOException {
    try {
      return requests.ask(headers);
    } catch (SourceException e) {
      throw e;
    } catch (IOException e) {
      throw new WebTrouble(address).unanswered(e);
    }
  }
}

package radio.nightshift.bench;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import radio.nightshift.media.Frame;
import radio.nightshift.support.SourceProbe;
import radio.nightshift.support.SourceProbe.Take;

/** Questions to a {@link SourceProbe}'s takes. */
final class Takes {
  private static final int WARM_UPS = 50;

  private Takes() {}

  /** Waits for audio on a mount, on a connection that comes after so many others. */
  static Take next(SourceProbe probe, String mount, int others, Duration most) {
    Workshop.await(
        "audio on %s after %d connections".formatted(mount, others),
        most,
        () -> audible(probe, mount, others).isPresent());
    return audible(probe, mount, others).orElseThrow();
  }

  private static Optional<Take> audible(SourceProbe probe, String mount, int others) {
    return of(probe, mount).stream()
        .skip(others)
        .filter(take -> !take.arrivals.isEmpty())
        .findFirst();
  }

  /** When a connection's first audio came. */
  static Instant firstByte(Take take) {
    return take.arrivals.get(0).at();
  }

  /** A mount's connections. */
  static List<Take> of(SourceProbe probe, String mount) {
    return probe.takes().stream().filter(take -> take.mount.equals(mount)).toList();
  }

  /** When the byte at an offset had come. */
  static Instant arrival(Take take, int offset) {
    int low = 0;
    int high = take.arrivals.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (take.arrivals.get(middle).total() > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return take.arrivals.get(low).at();
  }

  /** How late the connection's first frame is at its place in a recording, in milliseconds. */
  static double positionError(Take take, Recording recording, Instant start) {
    Workshop.await(
        "a frame", Duration.ofSeconds(5), () -> recording.find(take.bytes()).isPresent());
    Recording.Place place = recording.find(take.bytes()).orElseThrow();
    Instant due = start.plusNanos(place.frame().startNanos());
    return Workshop.millis(due, arrival(take, place.offset()));
  }

  /** How late each frame of a recording came, in milliseconds, from the first that came on. */
  static Figures lateness(Take take, Recording recording, Instant start) {
    List<Double> lateness = new ArrayList<>();
    int offset = recording.find(take.bytes()).orElseThrow().offset();
    int total = take.arrivals.get(take.arrivals.size() - 1).total();
    for (Frame frame : recording.frames()) {
      if (offset >= total) {
        break;
      }
      Instant due = start.plusNanos(frame.startNanos());
      lateness.add(Workshop.millis(due, arrival(take, offset)));
      offset += frame.bytes().length;
    }
    return Figures.of(lateness);
  }

  /** Takes a source for a moment, so that what is measured is not the probe's own first time. */
  static SourceProbe warmedUp(SourceProbe probe) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      try (var socket = new Socket("127.0.0.1", probe.port())) {
        String request = "PUT /warm-up HTTP/1.1\r\nAuthorization: none\r\n\r\nsome audio";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      }
    }
    Workshop.await(
        "the probe",
        Duration.ofSeconds(5),
        () ->
            probe.takes().size() == WARM_UPS
                && probe.takes().stream().allMatch(take -> take.closed));
    probe.takes().clear();
    return probe;
  }
}

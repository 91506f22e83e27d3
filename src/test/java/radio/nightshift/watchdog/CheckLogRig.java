package radio.nightshift.watchdog;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Conditions;

/** A log of checks with its parts, as the room would make them. */
final class CheckLogRig implements AutoCloseable {
  static final Instant AT = Instant.parse("2026-07-01T10:00:00.900Z");
  static final Duration KEEP = Duration.ofDays(30);
  private static final long MOST = 64L << 20;

  final Conditions conditions = Conditions.unkept(Clock.systemUTC());
  final Spool spool;
  final CheckLog log;

  CheckLogRig(Path home, StoreLogin login) {
    this(home, login, ZoneId.of("UTC"), MOST);
  }

  CheckLogRig(Path home, StoreLogin login, ZoneId zone, long most) {
    spool = new Spool(home.resolve("spool"), most);
    CheckLines lines = new CheckLines(home, zone, KEEP, MOST);
    CheckStore store = new CheckStore(login, "dog & co", zone, KEEP);
    CheckSender sender = new CheckSender(spool, store, login, conditions);
    log = new CheckLog(Map.of("icecast", "Icecast Sources"), lines, spool, sender, conditions);
  }

  /** Notes checks that can be told apart by their names, each in a round of its own. */
  void note(int from, int to) {
    IntStream.range(from, to).forEach(number -> log.note(List.of(check("c" + number, true))));
  }

  static Observation check(String name, boolean passed) {
    return new Observation(name, passed, "as seen", AT);
  }

  /** The names of such checks. */
  static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> "c" + number).toList();
  }

  /** What a person is told about something. */
  String told(String about) {
    return conditions.find("watchdog", about).map(Condition::text).orElse("");
  }

  @Override
  public void close() {
    log.close();
  }
}

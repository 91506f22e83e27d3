package radio.nightshift.watchdog;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import radio.nightshift.watchdog.Standing.Phase;

/** One case of the table in {@code failover.txt}: what is expected, and what comes. */
final class FailoverCase {
  private static final Instant MIDNIGHT = Instant.parse("2026-06-10T00:00:00Z");
  private static final Set<String> WELL = Set.of("cpu", "segments", "freshness");

  private final String name;
  private final List<String> lines = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private Set<String> checks = Set.of("icecast", "cpu", "segments", "freshness", "silence");
  private Set<String> well = WELL;
  private int failing = 2;
  private Duration wait = Duration.ofMinutes(5);
  private Duration wellFor = Duration.ofMinutes(15);
  private Duration every = Duration.ofMinutes(5);
  private boolean hasOwnMount;
  private boolean hasBackup = true;
  private boolean isRestarted;
  private State state = State.watching();
  private List<Message> messages = List.of();

  FailoverCase(String name) {
    this.name = name;
  }

  void line(String line) {
    lines.add(line);
  }

  List<String> expected() {
    return lines;
  }

  /** The same lines with what comes in the place of what is expected. */
  List<String> found(Path folder) throws Exception {
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "set" -> set(words[1]);
        case "restart" -> isRestarted = true;
        case "told" -> {
          found.add(isTold(words[1]) ? line : "told " + told());
          continue;
        }
        case "quiet" -> {
          found.add(told().isEmpty() ? line : "told " + told());
          continue;
        }
        default -> {
          found.add(rounds(line.split(" \\| "), folder));
          continue;
        }
      }
      found.add(line);
    }
    return found;
  }

  private void set(String values) {
    for (String one : values.split(" ")) {
      String value = one.substring(one.indexOf('=') + 1);
      switch (one.replaceFirst("=.*", "")) {
        case "failing" -> failing = Integer.parseInt(value);
        case "wait" -> wait = Duration.ofMinutes(Long.parseLong(value));
        case "well-for" -> wellFor = Duration.ofMinutes(Long.parseLong(value));
        case "every" -> every = Duration.ofMinutes(Long.parseLong(value));
        case "checks" -> checks = Set.of(value.split(","));
        case "well" -> well = Set.of(value.split(","));
        case "own-mount" -> hasOwnMount = true;
        case "no-backup" -> hasBackup = false;
        default -> throw new IllegalArgumentException(values);
      }
    }
  }

  /** All rounds of a line, whose outcome is the expected one unless a round has another. */
  private String rounds(String[] cells, Path folder) throws Exception {
    String[] times = cells[0].split("-");
    boolean isLost = cells[3].endsWith(" lost");
    String expected = cells[3].replace(" lost", "");
    Instant last = time(times[times.length - 1]);
    for (Instant now = time(times[0]); !now.isAfter(last); now = now.plus(every)) {
      String outcome = round(cells[1], cells[2], now, isLost, folder);
      if (!outcome.equals(expected)) {
        return "%s | %s | %s | %s"
            .formatted(Duration.between(MIDNIGHT, now), cells[1], cells[2], outcome);
      }
    }
    return String.join(" | ", cells);
  }

  private String round(String fails, String backup, Instant now, boolean isLost, Path folder)
      throws Exception {
    Failover failover = new Failover(policy());
    if (isRestarted) {
      state = failover.resume(kept(folder), now);
      isRestarted = false;
    }
    Step step = failover.next(state, observations(fails, now), standing(backup), now);
    state = isLost || step.order() == Step.Order.NONE ? step.state() : step.state().answered();
    messages = step.messages();
    String stage = step.state().stage().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return step.order() == Step.Order.NONE ? stage : stage + " " + step.order();
  }

  private State kept(Path folder) throws Exception {
    Path file = folder.resolve("state");
    new StateFile(file).write(state);
    return new StateFile(file).read();
  }

  private Policy policy() {
    Duration limit = Duration.ofMinutes(1);
    return new Policy(checks, failing, wait, well, wellFor, every, limit, hasOwnMount, hasBackup);
  }

  private List<Observation> observations(String fails, Instant now) {
    Set<String> words = new HashSet<>(Arrays.asList(fails.split(" ")));
    if (words.contains("off")) {
      return List.of();
    }
    Instant at = words.contains("old") ? now.minus(Duration.ofHours(1)) : now;
    // What is not on may be observed nevertheless: it must not count.
    Set<String> all = new HashSet<>(checks);
    words.stream().filter(word -> word.matches("[a-z]+")).forEach(all::add);
    return all.stream()
        .filter(check -> !words.contains("?" + check))
        .map(check -> new Observation(check, !words.contains(check), "seen", at))
        .toList();
  }

  private static Standing standing(String words) {
    String phase = words.split(" ")[0];
    return new Standing(
        Phase.valueOf(phase.toUpperCase(Locale.ROOT)),
        words.endsWith(" ours"),
        "backup is " + phase);
  }

  private boolean isTold(String words) {
    return messages.stream().anyMatch(one -> !one.isOver() && (one.text() + ".").contains(words));
  }

  private String told() {
    return messages.stream()
        .filter(one -> !one.isOver())
        .map(one -> one.text() + ".")
        .collect(Collectors.joining(" / "));
  }

  private static Instant time(String clock) {
    String[] parts = clock.strip().split(":");
    return MIDNIGHT
        .plus(Duration.ofHours(Long.parseLong(parts[0])))
        .plus(Duration.ofMinutes(Long.parseLong(parts[1])))
        .plusSeconds(parts.length > 2 ? Long.parseLong(parts[2]) : 0);
  }

  @Override
  public String toString() {
    return name;
  }
}

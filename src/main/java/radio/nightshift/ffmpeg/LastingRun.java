package radio.nightshift.ffmpeg;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a lasting program is started with.
 *
 * @param command the program with its arguments, which every user of the machine can read
 * @param environment its environment, beside what every lasting program has
 * @param secrets what must appear in no message
 * @param memory how much address space it may take, in MB
 * @param silence how long it may make no progress; zero: as long as it likes
 * @param waitsFirst whether its first progress may take any time, such as until a listener connects
 */
public record LastingRun(
    List<String> command,
    Map<String, String> environment,
    List<String> secrets,
    int memory,
    Duration silence,
    boolean waitsFirst) {
  private static final String MASK = "***";

  /**
   * Copies what it is given.
   *
   * @throws IllegalArgumentException if a secret is among the arguments
   */
  public LastingRun {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    secrets = List.copyOf(secrets);
    List<String> hidden = secrets;
    if (command.stream().anyMatch(argument -> hidden.stream().anyMatch(argument::contains))) {
      throw new IllegalArgumentException(
          "an argument of '%s' holds a secret, which every user of the machine could read"
              .formatted(command.get(0)));
    }
    if (memory <= 0 || silence.isNegative()) {
      throw new IllegalArgumentException(
          "'%s' is given %d MB of memory and %s of silence; give at least 1 MB and no negative time"
              .formatted(command.get(0), memory, silence));
    }
  }

  /** Any program. */
  public static LastingRun of(List<String> command, int memory, Duration silence) {
    return new LastingRun(command, Map.of(), List.of(), memory, silence, false);
  }

  /** An ffmpeg that reports its progress, and warnings and errors only. */
  public static LastingRun ffmpeg(List<String> arguments, int memory, Duration silence) {
    List<String> all =
        new ArrayList<>(
            List.of("-loglevel", "warning", "-progress", "pipe:1", "-stats_period", "0.5"));
    all.addAll(arguments);
    return of(Ffmpeg.command(all), memory, silence);
  }

  /** The same with another variable in its environment. */
  public LastingRun with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new LastingRun(command, more, secrets, memory, silence, waitsFirst);
  }

  /** The same with a secret in its environment. */
  public LastingRun withSecret(String variable, String value) {
    return with(variable, value).hiding(value);
  }

  /** The same with a secret that it is given in a file or by its standard input. */
  public LastingRun hiding(String secret) {
    if (secret.isEmpty()) {
      return this;
    }
    List<String> more = new ArrayList<>(secrets);
    more.add(secret);
    return new LastingRun(command, environment, more, memory, silence, waitsFirst);
  }

  /** The same that may wait for its first progress without limit. */
  public LastingRun waitingFirst() {
    return new LastingRun(command, environment, secrets, memory, silence, true);
  }

  /** The program's name. */
  String program() {
    return command.get(0);
  }

  /** A text of the program without the secrets, also as they are written in an address. */
  String masked(String text) {
    List<String> longestFirst =
        secrets.stream()
            .flatMap(LastingRun::spellings)
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
    String masked = text;
    for (String spelling : longestFirst) {
      masked = masked.replace(spelling, MASK);
    }
    return masked;
  }

  private static Stream<String> spellings(String secret) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return Stream.of(secret, encoded, encoded.replace("+", "%20"));
  }

  /** Its program, as the rest may be secret. */
  @Override
  public String toString() {
    return program();
  }
}

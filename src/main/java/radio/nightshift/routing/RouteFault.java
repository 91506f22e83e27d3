package radio.nightshift.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.util.ObjectHelper;
import radio.nightshift.condition.Printable;

/**
 * Why a station cannot start with a route file.
 *
 * @param line where in it, or 0 if that is not known
 * @param words what is wrong there, as the end of a sentence
 */
public record RouteFault(Path file, int line, String words) {
  private static final int LONGEST = 300;

  /** As Camel says where a route is: {@code file:/folder/name.camel.yaml:12}. */
  private static final Pattern LOCATION = Pattern.compile("(?:file:)?(.*?)(?::(\\d+))?");

  private static final Pattern YAML_LINE = Pattern.compile("\\bline (\\d+), column \\d+");

  /** A file with which no station has been started yet. */
  public static RouteFault untried(Path file) {
    return new RouteFault(file, 0, "it has not been tried");
  }

  /** The fault of a file that is known to be the reason for a failure. */
  public static RouteFault of(Path file, Throwable failure) {
    UnusableRouteException own = ObjectHelper.getException(UnusableRouteException.class, failure);
    return own != null ? own.fault : new RouteFault(file, line(file, failure), reason(failure));
  }

  /** The fault of the one of some files that a failure names. */
  public static Optional<RouteFault> located(Collection<Path> files, Throwable failure) {
    UnusableRouteException own = ObjectHelper.getException(UnusableRouteException.class, failure);
    if (own != null) {
      return Optional.of(own.fault).filter(fault -> files.contains(fault.file()));
    }
    String told = everyMessage(failure) + location(failure);
    return files.stream()
        .filter(file -> told.contains(file.toString()) || line(file, failure) > 0)
        .findFirst()
        .map(file -> of(file, failure));
  }

  /** What is wrong, in words for a person, without the place. */
  public static String reason(Throwable failure) {
    NoSuchBeanException none = ObjectHelper.getException(NoSuchBeanException.class, failure);
    if (none != null) {
      return "it names the bean '%s', and there is none".formatted(none.getName());
    }
    // It begins with the one that caused all others.
    Throwable root = ObjectHelper.createExceptionIterator(failure).next();
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    String words =
        message
            .lines()
            // What a parser shows beside its words: where it is, and an arrow below it.
            .filter(line -> !line.startsWith(" "))
            .map(String::strip)
            .collect(Collectors.joining("; "));
    String shown = Printable.printable(words);
    return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
  }

  private static int line(Path file, Throwable failure) {
    Matcher location = LOCATION.matcher(location(failure));
    if (location.matches()
        && location.group(1).equals(file.toString())
        && location.group(2) != null) {
      return Integer.parseInt(location.group(2));
    }
    String messages = everyMessage(failure);
    Matcher yaml = YAML_LINE.matcher(messages);
    if (messages.contains(file.toString()) && yaml.find()) {
      return Integer.parseInt(yaml.group(1));
    }
    return lineOfRoute(file, failure);
  }

  /** Where the route is that a failure names, or in it the bean; 0 if it is not in the file. */
  private static int lineOfRoute(Path file, Throwable failure) {
    String id = route(failure);
    if (id == null) {
      return 0;
    }
    List<String> lines = lines(file);
    int begin = lineWith("\\s*(- )?id:\\s*[\"']?" + Pattern.quote(id) + "[\"']?\\s*", 0, lines);
    NoSuchBeanException none = ObjectHelper.getException(NoSuchBeanException.class, failure);
    int bean =
        begin == 0 || none == null
            ? 0
            : lineWith(".*\\b" + Pattern.quote(none.getName()) + "\\b.*", begin, lines);
    return bean == 0 ? begin : bean;
  }

  private static int lineWith(String pattern, int after, List<String> lines) {
    for (int i = after; i < lines.size(); i++) {
      if (lines.get(i).matches(pattern)) {
        return i + 1;
      }
    }
    return 0;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }

  private static String route(Throwable failure) {
    FailedToCreateRouteException made =
        ObjectHelper.getException(FailedToCreateRouteException.class, failure);
    FailedToStartRouteException started =
        ObjectHelper.getException(FailedToStartRouteException.class, failure);
    return made != null ? made.getRouteId() : started != null ? started.getRouteId() : null;
  }

  private static String location(Throwable failure) {
    FailedToCreateRouteException made =
        ObjectHelper.getException(FailedToCreateRouteException.class, failure);
    FailedToStartRouteException started =
        ObjectHelper.getException(FailedToStartRouteException.class, failure);
    String location =
        made != null ? made.getLocation() : started != null ? started.getLocation() : null;
    return location == null ? "" : location;
  }

  private static String everyMessage(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
      all.append(cause.getMessage()).append('\n');
    }
    return all.toString();
  }

  /** The file, and the line if it is known. */
  public String place() {
    return line == 0 ? "'%s'".formatted(file) : "'%s', line %d".formatted(file, line);
  }

  /** A station's refusal to start with that file. */
  RuntimeException refusal() {
    return new UnusableRouteException(this);
  }

  private static final class UnusableRouteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RouteFault fault;

    UnusableRouteException(RouteFault fault) {
      super(fault.place() + " cannot be used: " + fault.words());
      this.fault = fault;
    }
  }
}

package radio.nightshift.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.routing.RouteFault;
import radio.nightshift.routing.RouteFiles;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.ParameterException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.Settings;

/**
 * Starts a station with those of the user's route files that hold. Most failures name the file; if
 * one does not, as when two files have a route of the same name, the files are tried one after the
 * other, each beside those that have been found to hold.
 */
final class Launch {
  private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

  /** Starts a station that reads some route files, or throws what keeps it from starting. */
  interface Start {
    void reading(Function<Settings, RouteFiles> files) throws Exception;
  }

  private final Function<Settings, RouteFiles> all;
  private final Start trial;
  private final List<RouteFault> faults = new ArrayList<>();
  private List<Path> edited = List.of();

  /**
   * A launch that begins when somebody starts it.
   *
   * @param all the route files that there are
   * @param trial starts a station that does nothing, and ends it
   */
  Launch(Function<Settings, RouteFiles> all, Start trial) {
    this.all = all;
    this.trial = trial;
  }

  /**
   * Starts a station.
   *
   * @return the faults of the route files that it was started without
   * @throws Exception if the route files are not to blame, or not those of the user's
   */
  List<RouteFault> of(Start start) throws Exception {
    while (true) {
      try {
        start.reading(settings -> without(List.of(), settings));
        return List.copyOf(faults);
      } catch (Exception failure) {
        LOG.debug("A start has failed", failure);
        List<RouteFault> found = found(failure);
        if (found.isEmpty()) {
          return leavingOut(start, failure);
        }
        faults.addAll(found);
      }
    }
  }

  /**
   * Starts a station with all files again, lest a trouble that has passed be a file's fault, then
   * without one of them, then without all: what a trial does not do, as to begin to listen at a
   * port, may fail as well, and does not always say where.
   */
  private List<RouteFault> leavingOut(Start start, Exception failure) throws Exception {
    if (isNotOfRoutes(failure) || edited.isEmpty()) {
      throw failure;
    }
    List<List<Path>> choices = new ArrayList<>(List.of(List.of()));
    edited.forEach(file -> choices.add(List.of(file)));
    if (edited.size() > 1) {
      choices.add(edited);
    }
    for (List<Path> choice : choices) {
      List<RouteFault> out = choice.stream().map(file -> RouteFault.of(file, failure)).toList();
      try {
        start.reading(settings -> without(out, settings));
        faults.addAll(out);
        return List.copyOf(faults);
      } catch (Exception again) {
        LOG.debug("A start has failed", again);
      }
    }
    throw failure;
  }

  private static boolean isNotOfRoutes(Exception failure) {
    return Stream.of(OutsideException.class, SettingException.class, ParameterException.class)
        .anyMatch(kind -> ObjectHelper.getException(kind, failure) != null);
  }

  private List<RouteFault> found(Exception failure) {
    Optional<RouteFault> named = RouteFault.located(edited, failure);
    if (named.isPresent()) {
      return List.of(named.get());
    }
    List<Path> tried = edited;
    boolean isToBlame =
        !isNotOfRoutes(failure) && !tried.isEmpty() && failure(untried(tried)).isEmpty();
    return isToBlame ? tried(tried) : List.of();
  }

  private List<RouteFault> tried(List<Path> files) {
    List<RouteFault> found = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      List<RouteFault> out = new ArrayList<>(found);
      out.addAll(untried(files.subList(i + 1, files.size())));
      failure(out).map(failure -> RouteFault.of(file, failure)).ifPresent(found::add);
    }
    return found;
  }

  private static List<RouteFault> untried(List<Path> files) {
    return files.stream().map(RouteFault::untried).toList();
  }

  /** What keeps a station from starting without the files that are known, and some others. */
  private Optional<Exception> failure(List<RouteFault> others) {
    try {
      trial.reading(settings -> without(others, settings));
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(e);
    }
  }

  private RouteFiles without(List<RouteFault> others, Settings settings) {
    RouteFiles known = all.apply(settings).without(faults);
    edited = known.edited();
    return known.without(others);
  }
}

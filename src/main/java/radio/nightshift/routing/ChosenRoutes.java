package radio.nightshift.routing;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import radio.nightshift.condition.Conditions;
import radio.nightshift.settings.Settings;

/** Has a station's Camel read the route files that are chosen for it, and no others. */
public final class ChosenRoutes {
  /** In place of a pattern, until the settings are known. */
  private static final String BY_SETTING = "station.routes";

  private final Main main;
  private final Function<Settings, RouteFiles> choice;
  private RouteFiles files;

  /**
   * Nothing is chosen yet.
   *
   * @param choice which of the files are read
   */
  public ChosenRoutes(Main main, Function<Settings, RouteFiles> choice) {
    this.main = main;
    this.choice = choice;
    main.configure().setRoutesIncludePattern(BY_SETTING);
  }

  /**
   * Chooses them; Camel reads its pattern before it has a station configured. Tests have files of
   * their own.
   *
   * @throws radio.nightshift.settings.SettingException if {@code station.routes} is wrong
   */
  public void choose(Settings settings) {
    if (BY_SETTING.equals(main.configure().getRoutesIncludePattern())) {
      files = choice.apply(settings);
      main.configure().setRoutesIncludePattern(files.pattern());
    }
  }

  /** Has no route read of a room that is off; the files of a user's own are always read. */
  public void leaveOut(List<String> off) {
    main.configure()
        .setRoutesExcludePattern(
            off.stream()
                .map(room -> "**/" + room + ".camel.yaml")
                .collect(Collectors.joining(",")));
    if (files != null) {
      main.addMainListener(
          new MainListenerSupport() {
            /** Once all routes are read and before any starts. */
            @Override
            public void afterConfigure(BaseMainSupport configured) {
              new RouteEntries(configured.getCamelContext()).require(files, off);
            }
          });
    }
  }

  /** Raises what a person must know of them. */
  public void report(Conditions conditions) {
    if (files != null) {
      new RouteReport(files, conditions).raise();
    }
  }
}

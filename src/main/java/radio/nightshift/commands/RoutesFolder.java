package radio.nightshift.commands;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import radio.nightshift.routing.RouteFiles;
import radio.nightshift.settings.Settings;

/** Which folder of route files a command is about. */
final class RoutesFolder {
  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      description =
          "A folder with route files. If it is not given: that of the setting station.routes.")
  private Path folder;

  @Mixin private SettingsFile file;

  RouteFiles files(Settings settings) {
    return folder == null ? RouteFiles.of(settings) : RouteFiles.in(folder);
  }

  Path settings() {
    return file.path();
  }
}

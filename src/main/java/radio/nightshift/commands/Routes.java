package radio.nightshift.commands;

import picocli.CommandLine.Command;

/** The commands about the user's route files. */
@Command(
    name = "routes",
    description = "Tries the route files of your own, and compares them with the distribution's.",
    mixinStandardHelpOptions = true,
    subcommands = {RoutesCheck.class, RoutesDiff.class},
    synopsisSubcommandLabel = "COMMAND")
public final class Routes {}

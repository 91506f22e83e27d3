package radio.nightshift.commands;

import picocli.CommandLine.Command;

/** The commands about those who are told of conditions. */
@Command(
    name = "alerts",
    description = "Tries whether those can be told who are to know when something is wrong.",
    mixinStandardHelpOptions = true,
    subcommands = AlertsTest.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Alerts {}

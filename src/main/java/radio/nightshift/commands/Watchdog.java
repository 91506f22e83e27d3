package radio.nightshift.commands;

import picocli.CommandLine.Command;

/** The commands about a running station's watchdog. */
@Command(
    name = "watchdog",
    description = "Shows how the watchdog of the running station is.",
    mixinStandardHelpOptions = true,
    subcommands = WatchdogStatus.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Watchdog {}

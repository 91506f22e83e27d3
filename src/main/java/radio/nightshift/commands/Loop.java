package radio.nightshift.commands;

import picocli.CommandLine.Command;

/** The commands about a running station's live channels. */
@Command(
    name = "loop",
    description = "Shows, starts and stops the live channels of the running station.",
    mixinStandardHelpOptions = true,
    subcommands = {LoopStatus.class, LoopStart.class, LoopRestart.class, LoopStop.class},
    synopsisSubcommandLabel = "COMMAND")
public final class Loop {}

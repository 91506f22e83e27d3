package radio.nightshift.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that begins anew a live channel of a running station. */
@Command(
    name = "restart",
    description = {
      "Has a channel begin at its first frame, whether it plays or not.",
      "Exits with 0, 2 on a wrong setting or name, 3 if no station runs there."
    },
    mixinStandardHelpOptions = true)
public final class LoopRestart implements Callable<Integer> {
  @Mixin private ChannelRequest request;

  @Override
  public Integer call() {
    return request.send("loop-restart");
  }
}

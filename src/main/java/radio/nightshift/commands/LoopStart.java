package radio.nightshift.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that starts a live channel of a running station. */
@Command(
    name = "start",
    description = {
      "Starts a channel: it plays from its first frame on, also after a restart of the station.",
      "Exits with 0, 2 on a wrong setting or name, 3 if no station runs there."
    },
    mixinStandardHelpOptions = true)
public final class LoopStart implements Callable<Integer> {
  @Mixin private ChannelRequest request;

  @Override
  public Integer call() {
    return request.send("loop-start");
  }
}

package radio.nightshift.commands;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that stops a live channel of a running station. */
@Command(
    name = "stop",
    description = {
      "Stops a channel: it plays no more until it is started, whatever the settings say.",
      "Exits with 0, 2 on a wrong setting or name, 3 if no station runs there."
    },
    mixinStandardHelpOptions = true)
public final class LoopStop implements Callable<Integer> {
  @Mixin private ChannelRequest request;

  @Override
  public Integer call() {
    return request.send("loop-stop");
  }
}

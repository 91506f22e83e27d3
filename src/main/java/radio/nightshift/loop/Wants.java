package radio.nightshift.loop;

import java.util.List;
import java.util.stream.Stream;
import radio.nightshift.media.Encoding;

/**
 * What a channel's destinations need.
 *
 * @param transport whether one of them is sent a transport stream
 * @param mounts what the mounts carry that are among them, each once
 */
record Wants(boolean transport, List<Encoding> mounts) {
  /** The name of the transport stream in the folder of what is made. */
  static final String TRANSPORT = "loop.ts";

  Wants {
    mounts = mounts.stream().distinct().toList();
    if (!transport && mounts.isEmpty()) {
      throw new IllegalArgumentException("a channel has a destination");
    }
  }

  /** The names of the files that are to be made. */
  List<String> files() {
    Stream<String> stream = transport ? Stream.of(TRANSPORT) : Stream.empty();
    return Stream.concat(stream, mounts.stream().map(Encoding::fileName)).toList();
  }
}

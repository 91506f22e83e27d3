package radio.nightshift.loop;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import radio.nightshift.media.Encoding;
import radio.nightshift.programme.Mount;

/**
 * A channel according to the settings.
 *
 * @param title what listeners of its mounts are shown
 * @param login with the web server of the source, if any
 * @param startsItself whether it plays from the station's start on
 */
record LoopChannel(
    String name,
    String title,
    SourceAddress source,
    Optional<SourceLogin> login,
    List<Destination> destinations,
    ChannelForm form,
    boolean startsItself) {

  /** Its name, source and destinations, for the log. */
  String words() {
    return destinations.stream()
        .map(Destination::toString)
        .collect(Collectors.joining(", ", "%s = %s to ".formatted(name, source), ""));
  }

  /** What is to be made for its destinations. */
  Wants wants() {
    List<Encoding> encodings =
        destinations.stream()
            .map(Destination::mount)
            .flatMap(Optional::stream)
            .map(Mount::encoding)
            .toList();
    boolean isStream = destinations.stream().anyMatch(one -> one.mount().isEmpty());
    return new Wants(isStream, encodings);
  }
}

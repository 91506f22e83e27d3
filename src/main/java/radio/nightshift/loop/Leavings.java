package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.disk.FolderTree;

/** What channels have left on the disk whose settings are gone: copies, no originals. */
final class Leavings {
  private static final Logger LOG = LoggerFactory.getLogger(Leavings.class);

  private final Path folder;

  Leavings(Path folder) {
    this.folder = folder;
  }

  /** Deletes it. */
  void clear(List<LoopChannel> channels) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Set<String> names = channels.stream().map(LoopChannel::name).collect(Collectors.toSet());
    List<Path> gone;
    try (Stream<Path> all = Files.list(folder)) {
      gone = all.filter(one -> !names.contains(one.getFileName().toString())).toList();
    }
    for (Path one : gone) {
      FolderTree.delete(one);
      LOG.info(
          "Channel '{}' is in the settings no more; its copies are deleted.", one.getFileName());
    }
  }
}

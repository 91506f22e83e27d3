package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import radio.nightshift.disk.FolderTree;
import radio.nightshift.programme.Recipe;

/**
 * What was made of a channel's sources, a folder for each recipe. What is being made lies aside,
 * and comes in by one rename.
 */
public final class MadeLoops {
  /** Raised whenever the way of making changes what comes out. */
  private static final int EDITION = 2;

  private final Path made;
  private final Path work;
  private final long most;
  private final StationStop stop;

  /**
   * Those of one channel.
   *
   * @param folder the channel's
   * @param most how many bytes one of them may take
   */
  MadeLoops(Path folder, long most) {
    this(folder, most, () -> false);
  }

  /**
   * Those of one channel, whose making is broken off when the station stops.
   *
   * @param folder the channel's
   * @param most how many bytes one of them may take
   * @param leaving whether the station is being stopped
   */
  MadeLoops(Path folder, long most, BooleanSupplier leaving) {
    this.made = folder.resolve("made");
    this.work = folder.resolve("work");
    this.most = most;
    this.stop = new StationStop(leaving);
  }

  /**
   * The name of what is made of a source.
   *
   * @param source its version
   * @param tool the version of ffmpeg
   */
  static String recipe(String source, ChannelForm form, Wants wants, String tool) {
    return Recipe.digest(
        String.join("\n", "" + EDITION, source, form.toString(), wants.toString(), tool));
  }

  /** What was made by a recipe already. */
  Optional<MadeLoop> find(String recipe) {
    return MadeLoop.read(made.resolve(recipe));
  }

  /**
   * Begins to make a source ready; what was begun before by the same recipe is begun anew.
   *
   * @throws UnusableSourceException if there is nothing in it
   */
  Making begin(String recipe, Path source, ChannelForm form, Wants wants)
      throws IOException, UnusableSourceException {
    Path aside = work.resolve(recipe);
    FolderTree.delete(aside);
    Files.createDirectories(aside);
    return new Making(aside, source, form, wants, most, stop);
  }

  /** Puts what is ready in its place. */
  MadeLoop publish(Making making) throws IOException {
    MadeLoop ready = making.finish().forced();
    ready.keep();
    Path place = made.resolve(ready.name());
    Files.createDirectories(made);
    FolderTree.delete(place);
    Files.move(ready.folder(), place, StandardCopyOption.ATOMIC_MOVE);
    return ready.in(place);
  }

  /** Deletes what has been made so far of one that is given up. */
  void discard(Making making) throws IOException {
    FolderTree.delete(making.folder());
  }

  /** The latest of those that have all that is wanted. */
  Optional<MadeLoop> latest(Wants wants) throws IOException {
    if (!Files.isDirectory(made)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(made)) {
      return all.sorted(Comparator.comparing((Path one) -> one.toFile().lastModified()).reversed())
          .flatMap(one -> MadeLoop.read(one).stream())
          .filter(one -> one.ticks().keySet().containsAll(wants.files()))
          .findFirst();
    }
  }

  /** Deletes what has been begun and is not ready. */
  void clear() throws IOException {
    FolderTree.delete(work);
  }

  /** Deletes all that were made by other recipes. */
  void keepOnly(Set<String> recipes) throws IOException {
    if (!Files.isDirectory(made)) {
      return;
    }
    List<Path> folders;
    try (Stream<Path> all = Files.list(made)) {
      folders = all.filter(one -> !recipes.contains(one.getFileName().toString())).toList();
    }
    for (Path folder : folders) {
      FolderTree.delete(folder);
    }
  }
}

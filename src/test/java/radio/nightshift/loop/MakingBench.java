package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.ffmpeg.ProgramRun;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.media.Encoding;
import radio.nightshift.support.Tone;

/** Makes sources and what a channel needs of them, with the real ffmpeg. */
final class MakingBench {
  static final ChannelForm AUTO =
      new ChannelForm(
          ChannelForm.Treatment.AUTO,
          1_000_000,
          320,
          180,
          FrameRate.parse("25"),
          50,
          96_000,
          48_000);
  static final Wants TRANSPORT = new Wants(true, List.of());
  static final long ROOM = 10_000_000_000L;

  private final Path folder;
  private final Programs programs = new Programs();
  final List<String> commands = new ArrayList<>();

  MakingBench(Path folder) {
    this.folder = folder;
  }

  /** A file that ffmpeg makes. */
  Path source(String name, String... arguments) {
    Path file = folder.resolve(name);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("file:" + file);
    String complaint = Tone.ffmpeg(all);
    if (!Files.exists(file)) {
      throw new IllegalStateException(complaint);
    }
    return file;
  }

  MadeLoop make(Path source, ChannelForm form, Wants wants) throws Exception {
    return make(source, form, wants, ROOM);
  }

  MadeLoop make(Path source, ChannelForm form, Wants wants, long most) throws Exception {
    MadeLoops loops = new MadeLoops(folder.resolve("channel"), most);
    String recipe = MadeLoops.recipe(source.toString(), form, wants, "ffmpeg");
    Making making = loops.begin(recipe, source, form, wants);
    while (making.hasNext()) {
      ProgramRun run = making.run("next");
      commands.add(String.join(" ", run.command()));
      run.ended(programs.run(run.limit(), run.command()));
    }
    return loops.publish(making);
  }

  static Wants mount(Encoding encoding) {
    return new Wants(false, List.of(encoding));
  }

  /** A file's bytes so many times. */
  Path repeated(Path file, int times) throws IOException {
    Path all = folder.resolve("repeated-" + file.getFileName());
    Files.deleteIfExists(all);
    Files.createFile(all);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < times; i++) {
      Files.write(all, bytes, StandardOpenOption.APPEND);
    }
    return all;
  }
}

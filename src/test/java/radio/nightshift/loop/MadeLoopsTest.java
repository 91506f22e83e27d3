package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.ffmpeg.ProgramRun;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.support.Integration;

/** What becomes of a making that something befalls, and of what it has made. */
@Integration
class MadeLoopsTest {
  private static final String CLIP =
      "-f lavfi -i testsrc2=s=160x90:r=25:d=2 -f lavfi -i sine=500:d=2 -c:v libx264"
          + " -preset ultrafast -c:a aac";
  private static final String SLOW =
      "-f lavfi -i testsrc2=s=160x90:r=%s:d=%s -c:v libx264 -preset ultrafast %s";
  private static final String HUGE =
      "-f lavfi -i color=gray:s=1280x720:r=25:d=1.2 -vf noise=alls=100:allf=t -c:v libx264 -g 1"
          + " -preset ultrafast -qp 0 -pix_fmt yuv420p";

  @TempDir Path folder;
  private final AtomicBoolean leaving = new AtomicBoolean();
  private MakingBench bench;

  @BeforeEach
  void bench() {
    bench = new MakingBench(folder);
  }

  private Path source(String name, String arguments) {
    return bench.source(name, arguments.split(" +"));
  }

  private MadeLoops loops(long most) {
    return new MadeLoops(folder.resolve("channel"), most, leaving::get);
  }

  private Making begin(MadeLoops loops, Path source) throws Exception {
    return loops.begin("recipe", source, MakingBench.AUTO, MakingBench.TRANSPORT);
  }

  private static void run(Making making) throws Exception {
    ProgramRun run = making.run("next");
    run.ended(new Programs().run(run.limit(), run.command()));
  }

  private static void runAll(Making making) throws Exception {
    while (making.hasNext()) {
      run(making);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, -bf 3 -b_strategy 0 -g 250, fewer than 5 frames",
    "0.05, 20, '', fewer than 5 frames",
    "1/12, 24, '', fewer than 5 frames",
  })
  void fewFramesAreEncodedSinceTheyCouldNotBePlayed(
      String rate, String seconds, String options, String why) throws Exception {
    Path file = source("slow.mp4", SLOW.formatted(rate, seconds, options));
    MadeLoop made = bench.make(file, MakingBench.AUTO, MakingBench.TRANSPORT);
    assertThat(made.description()).contains("encoded (it has " + why);
    new TransportProof(made.transport().file(), StationStop.NEVER)
        .require(made.transport().ticks());
  }

  @Test
  void whatPlayersWouldRefuseIsEncodedInstead() throws Exception {
    Path file = source("huge.mp4", HUGE);
    assertThat(Files.size(file)).as("bytes of 30 frames").isGreaterThan(30 * 1_100_000);
    MadeLoop made = bench.make(file, MakingBench.AUTO, MakingBench.TRANSPORT);
    assertThat(made.description()).contains("encoded");
    assertThat(made.frames()).isEqualTo(30);
  }

  @Test
  void versionWithABitOfAFileMissingIsNone() throws Exception {
    MadeLoops loops = loops(MakingBench.ROOM);
    Making making = begin(loops, source("clip.mp4", CLIP));
    runAll(making);
    MadeLoop made = loops.publish(making);
    assertThat(loops.find("recipe")).as("found while it is whole").contains(made);
    try (RandomAccessFile file = new RandomAccessFile(made.transport().file().toFile(), "rw")) {
      file.setLength(file.length() - 188);
    }
    assertThat(loops.find("recipe")).as("found with a packet missing").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1", "3", "100"})
  void sourceThatIsOverwrittenMeanwhileIsNotPublished(int runs) throws Exception {
    Path clip = source("clip.mp4", CLIP);
    Path other = source("other.mp4", CLIP.replace("sine=500", "sine=800"));
    MadeLoops loops = loops(MakingBench.ROOM);
    Making making = begin(loops, clip);
    for (int i = 0; i < runs && making.hasNext(); i++) {
      run(making);
    }
    Files.copy(other, clip, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(
            () -> {
              runAll(making);
              loops.publish(making);
            })
        .isInstanceOf(IOException.class)
        .hasMessage("source 'clip.mp4' was changed while it was made ready; it is made anew");
    assertThat(loops.find("recipe")).as("published").isEmpty();
  }

  @Test
  void brokenOffMakingIsNoFaultOfTheSourceAndLeavesNothing() throws Exception {
    MadeLoops loops = loops(MakingBench.ROOM);
    Making making = begin(loops, source("clip.mp4", CLIP));
    run(making);
    leaving.set(true);
    assertThatThrownBy(() -> runAll(making)).isInstanceOf(InterruptedIOException.class);
    loops.discard(making);
    assertThat(folder.resolve("channel/work").toFile().list()).as("left over").isEmpty();
  }

  @Test
  void muchLongerSoundIsDecodedToTheEndOfThePictureOnly() throws Exception {
    Path file = source("much.mp4", CLIP.replace("sine=500:d=2", "sine=500:d=60"));
    Making making = begin(loops(MakingBench.ROOM), file);
    run(making);
    run(making);
    run(making);
    try (var all = Files.list(making.folder())) {
      assertThat(all.filter(one -> one.toString().endsWith(".pcm")))
          .as("samples")
          .singleElement()
          .satisfies(pcm -> assertThat(Files.size(pcm)).isBetween(380_000L, 400_000L));
    }
    runAll(making);
    assertThat(making.finish().warning()).contains("more than 1.8 s longer than its picture");
  }

  @Test
  void soundOfUnknownLengthIsRefusedWhereItGetsTooLong() throws Exception {
    Path file = folder.resolve("endless.flac");
    Path known = source("known.flac", "-f lavfi -i sine=500:r=48000:d=20 -ac 2");
    byte[] bytes = Files.readAllBytes(known);
    // The last 36 bits before the checksum are the number of samples; 0 is unknown.
    bytes[21] &= (byte) 0xf0;
    for (int i = 22; i < 42; i++) {
      bytes[i] = 0;
    }
    Files.write(file, bytes);
    Making making = begin(loops(1_000_000), file);
    assertThatThrownBy(() -> runAll(making))
        .isInstanceOf(UnusableSourceException.class)
        .hasMessageContaining("loop.disk allows 0.0 GB; raise loop.disk");
    try (var all = Files.list(making.folder())) {
      assertThat(all.mapToLong(one -> one.toFile().length()).sum())
          .as("bytes decoded of 3.8 MB")
          .isLessThan(1_200_000);
    }
  }
}

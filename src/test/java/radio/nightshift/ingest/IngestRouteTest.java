package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Files in the folder, from the sender's hand into the inbox. */
@Integration
class IngestRouteTest {
  private static final String NAME = "20260610_1400_jazz.mp3";

  @RegisterExtension final Station station = new Station();

  @TempDir Path files;
  private final Path folder = station.path("incoming");

  @Test
  void aFileThatIsStillBeingCopiedIsLeftAloneUntilItIsWhole() throws Exception {
    byte[] whole = Files.readAllBytes(Tone.mp3(files.resolve("a.mp3"), 10, 440));
    station.start();
    Path copy = folder.resolve(NAME);
    int step = whole.length / 40 + 1;
    for (int at = 0; at < whole.length; at += step) {
      assertThat(station.names("inbox")).as("after %d of %d bytes", at, whole.length).isEmpty();
      byte[] part = Arrays.copyOfRange(whole, at, Math.min(at + step, whole.length));
      Files.write(copy, part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      Instant next = Instant.now().plusMillis(40);
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> Instant.now().isAfter(next));
    }
    station.awaitReady(1);
    assertThat(station.path("inbox", NAME)).hasBinaryContent(whole);
    assertThat(copy).doesNotExist();
  }

  @Test
  void namesThatProgramsGiveToUnfinishedCopiesAreLeftAlone() throws Exception {
    Path audio = Tone.mp3(files.resolve("a.mp3"), 1, 440);
    station.start();
    Files.copy(audio, folder.resolve(NAME + ".part"));
    Files.copy(audio, folder.resolve("." + NAME));
    Files.createSymbolicLink(folder.resolve("20260610_1500_link.mp3"), audio);
    Files.copy(audio, folder.resolve(NAME));
    station.awaitReady(1);
    assertThat(station.names("incoming"))
        .containsExactly("." + NAME, NAME + ".part", "20260610_1500_link.mp3");
    assertThat(station.names("rejected")).isEmpty();
  }

  /** To open it would wait for ever for whoever writes into it. */
  @Test
  void aPipeHoldsUpNoFile() throws Exception {
    station.start();
    Path pipe = folder.resolve("20260610_1300_pipe.mp3");
    assertThat(new ProcessBuilder("mkfifo", "" + pipe).start().waitFor()).isZero();
    station.log().await("is no ordinary file and is left alone");
    Files.copy(Tone.mp3(files.resolve("a.mp3"), 1, 440), folder.resolve(NAME));
    station.awaitReady(1);
    assertThat(pipe).exists();
  }

  @Test
  void aFileWithATimeToComeIsTakenToo() throws Exception {
    Path audio = Tone.mp3(files.resolve("a.mp3"), 1, 440);
    Files.setLastModifiedTime(audio, FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));
    station.start();
    Files.copy(audio, folder.resolve(NAME), StandardCopyOption.COPY_ATTRIBUTES);
    station.awaitReady(1);
  }

  @Test
  void foldersCountOnlyWhenTheyAreAskedFor() throws Exception {
    Path audio = Tone.mp3(files.resolve("a.mp3"), 1, 440);
    station.start("ingest.recursive", "true");
    Files.createDirectories(folder.resolve("june"));
    Files.copy(audio, folder.resolve("june").resolve(NAME));
    station.awaitReady(1);
    assertThat(station.names("inbox")).containsExactly(NAME);
  }

  @Test
  void namesThatCamelCannotCarryAreRejectedAndKept() throws Exception {
    station.start();
    // Java cannot make such a name.
    String script =
        "cd \"$1\" && touch \"$(printf '20260610_1400_\\377.mp3')\" '20260610_1400_a\\b.mp3' \"$(printf '.\\377')\"";
    assertThat(new ProcessBuilder("sh", "-c", script, "sh", "" + folder).start().waitFor())
        .isZero();
    Files.copy(Tone.mp3(files.resolve("a.mp3"), 1, 440), folder.resolve(NAME));
    station.awaitReady(1);
    Awaitility.await().until(() -> station.names("rejected").size() == 4);
    assertThat(station.names("incoming")).hasSize(1).allMatch(name -> name.startsWith("."));
    Process find =
        new ProcessBuilder("find", "" + station.path("rejected"), "-name", "*.mp3", "-print0")
            .start();
    assertThat(new String(find.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
        .contains("20260610_1400_\u00ff.mp3\0", "20260610_1400_a\\b.mp3\0");
    assertThat(station.path("rejected", "20260610_1400_a\\b.mp3.txt"))
        .content()
        .contains("rename it");
    assertThat(station.deadLetters()).isEmpty();
  }
}

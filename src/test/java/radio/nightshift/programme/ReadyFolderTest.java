package radio.nightshift.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;

class ReadyFolderTest {
  private static final Encoding MP3 = new Encoding(Codec.MP3, 128, 44100, 2);
  private static final Encoding OPUS = new Encoding(Codec.OPUS, 64, 48000, 2);
  private static final String JAZZ = "20260610_1400_jazz.mp3";

  @TempDir Path home;
  private ReadyFolder ready;

  @BeforeEach
  void station() {
    ready = new ReadyFolder(home, List.of(MP3, OPUS, MP3));
  }

  @Test
  void nothingIsMadeOnDiskBeforeTheFirstUse() {
    assertThat(home).isEmptyDirectory();
    assertThat(ready.programmes()).isEmpty();
  }

  @Test
  void whatIsTakenIsHeldByItsRecipeItsPartsAndItsCut() throws IOException {
    PreparedProgramme made = ready.take(made("work/jazz-1", "1", 60));
    assertThat(made.folder()).isEqualTo(home.resolve("ready/jazz-1")).isDirectory();
    assertThat(home.resolve("work")).isEmptyDirectory();
    assertThat(ready.programmes()).containsExactly(made);
    assertThat(ready.holds("jazz-1")).isTrue();
    assertThat(ready.holds("jazz-2")).isFalse();
    assertThat(ready.holds(made.parts())).isTrue();
    assertThat(ready.holds(made.parts(), made.edit())).isTrue();
    assertThat(ready.holds(made.parts(), edit(30))).as("cut otherwise").isFalse();
    assertThat(ready.holds(List.of(part("2")))).as("another upload").isFalse();
  }

  @Test
  void aNewerUploadAndTheSameMadeAnewTakeThePlaceOfTheOlder() throws IOException {
    ready.take(made("work/first", "1", 60));
    PreparedProgramme otherCut = ready.take(made("work/other-cut", "1", 30));
    PreparedProgramme anew = ready.take(made("work/made-anew", "1", 60));
    assertThat(ready.programmes()).containsExactlyInAnyOrder(otherCut, anew);
    assertThat(home.resolve("ready/first")).doesNotExist();
    PreparedProgramme newer = ready.take(made("work/newer", "2", 60));
    assertThat(ready.programmes()).containsExactly(newer);
    assertThat(home.resolve("ready")).isDirectoryNotContaining(folder -> !folder.endsWith("newer"));
  }

  @Test
  void whatIsNotWholeIsDeletedToBeMadeAgain() throws IOException {
    Files.delete(ready.take(made("work/no-opus", "1", 60)).folder().resolve(OPUS.fileName()));
    Files.write(made("ready/empty-mp3", "1", 60).folder().resolve(MP3.fileName()), new byte[0]);
    Files.createDirectories(home.resolve("ready/no-report"));
    for (String folder : List.of("no-opus", "empty-mp3", "no-report")) {
      assertThat(ready.holds(folder)).as(folder).isFalse();
      assertThat(home.resolve("ready").resolve(folder)).doesNotExist();
    }
    assertThat(ready.holds(List.of(part("1")))).isFalse();
  }

  @Test
  void ofWhatACrashLeftTheNewestVersionCountsAndWhatIsDamagedIsPassedOver() throws IOException {
    for (int version : new int[] {2, 3, 1}) {
      Path folder = made("ready/v" + version, "" + version, 60).folder();
      Files.setLastModifiedTime(
          folder, FileTime.from(Instant.parse("2026-06-10T12:00:00Z").plusSeconds(version)));
    }
    Files.createDirectories(home.resolve("ready/damaged"));
    Files.createFile(home.resolve("ready/a-file"));
    ready.load();
    assertThat(ready.programmes())
        .extracting(PreparedProgramme::folder)
        .containsExactly(home.resolve("ready/v3"));
  }

  @Test
  void whatIsReleasedLeavesTheListAtOnceAndTheDiskWhenItIsDeleted() throws IOException {
    PreparedProgramme made = ready.take(made("work/jazz-1", "1", 60));
    List<PreparedProgramme> released = ready.release(JAZZ);
    assertThat(released).containsExactly(made);
    assertThat(ready.programmes()).isEmpty();
    assertThat(made.folder()).exists();
    ready.delete(released);
    assertThat(made.folder()).doesNotExist();
    assertThat(ready.release(JAZZ)).isEmpty();
  }

  @Test
  void whatSomebodyHasDeletedOnDiskIsNotHeld() throws IOException {
    PreparedProgramme made = ready.take(made("work/jazz-1", "1", 60));
    ready.delete(List.of(made));
    assertThat(ready.holds(made.parts())).isFalse();
    assertThat(ready.programmes()).isEmpty();
  }

  private PreparedProgramme made(String folder, String version, int leave) throws IOException {
    Path place = Files.createDirectories(home.resolve(folder));
    for (Encoding encoding : List.of(MP3, OPUS)) {
      Files.writeString(place.resolve(encoding.fileName()), "audio");
    }
    PreparedProgramme programme =
        new PreparedProgramme(
            place,
            List.of(part(version)),
            edit(leave),
            "r",
            false,
            "Jazz",
            Duration.ofMinutes(60),
            "");
    programme.write(Map.of());
    return programme;
  }

  private static UsedUpload part(String version) {
    return new UsedUpload(JAZZ, version, Duration.ofMinutes(60));
  }

  private static Edit edit(int leave) {
    return new Edit(null, Duration.ofMinutes(leave), Duration.ofMinutes(leave), false);
  }
}

package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final long MOST = 1 << 20;

  @TempDir Path folder;

  @Test
  void rowsAreThereInOrderAlsoForTheNextRun() throws IOException {
    try (Spool spool = new Spool(folder, MOST)) {
      append(spool, 0, 3);
      append(spool, 3, 5);
      assertThat(names(spool, 0)).isEqualTo(CheckLogRig.names(0, 5));
      assertThat(spool.waiting()).isEqualTo(5);
    }
    try (Spool spool = new Spool(folder, MOST)) {
      append(spool, 5, 6);
      assertThat(spool.rowsBehind(0, 100))
          .extracting(CheckRow::number)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
      assertThat(spool.rowsBehind(2, 2)).extracting(CheckRow::number).containsExactly(3L, 4L);
      assertThat(names(spool, 0)).isEqualTo(CheckLogRig.names(0, 6));
    }
  }

  @Test
  void aRowKeepsWhatItIs() throws IOException {
    CheckRow row = new CheckRow(0, CheckLogRig.AT, "HLS\tOld\nFiles ü 🎧", false);
    try (Spool spool = new Spool(folder, MOST)) {
      spool.append(List.of(row));
      assertThat(spool.rowsBehind(0, 9)).containsExactly(row.numbered(1));
      assertThat(row.parameter()).isEqualTo("HLS\\u0009Old\\u000aFiles ü 🎧");
    }
  }

  @Test
  void aNameIsCutToFiftyCharactersAndNeverWithinOne() {
    assertThat(new CheckRow(0, CheckLogRig.AT, "🎧".repeat(60), true).parameter())
        .isEqualTo("🎧".repeat(50));
  }

  @Test
  void aTornLineSpoilsNothingBehindIt() throws IOException {
    try (Spool spool = new Spool(folder, MOST)) {
      append(spool, 0, 3);
    }
    byte[] whole = Files.readAllBytes(file());
    for (int length = whole.length - 1; length > 0; length -= 7) {
      Files.write(file(), Arrays.copyOf(whole, length));
      try (Spool spool = new Spool(folder, MOST)) {
        long there = spool.newest();
        append(spool, 10, 12);
        assertThat(spool.rowsBehind(0, 100))
            .as("rows after a tear at " + length)
            .extracting(CheckRow::number)
            .isEqualTo(IntStream.rangeClosed(1, (int) there + 2).mapToObj(n -> (long) n).toList());
      }
      deleteAllBut(file());
    }
  }

  private void deleteAllBut(Path kept) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("rows-") && !file.equals(kept)) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void damageInTheMiddleCostsThatRowAlone() throws IOException {
    try (Spool spool = new Spool(folder, MOST)) {
      append(spool, 0, 3);
    }
    String text = Files.readString(file());
    Files.writeString(file(), text.replace("\tc1\n", "\tcx\n") + "\u0000\u0000garbage");
    try (Spool spool = new Spool(folder, MOST)) {
      append(spool, 3, 4);
      assertThat(names(spool, 0)).containsExactly("c0", "c2", "c3");
    }
  }

  @Test
  void whatWasSentIsDeletedInTheEndButNotAtOnce() throws IOException {
    try (Spool spool = new Spool(folder, 64 << 20)) {
      for (int round = 0; round < 200; round++) {
        append(spool, round * 100, round * 100 + 100);
      }
      assertThat(files()).as("files before").isGreaterThan(2);
      spool.sent(20_000);
      assertThat(files()).as("files once all is sent").isBetween(1L, 2L);
      assertThat(spool.rowsBehind(19_000, 5000)).as("rows that are kept").hasSize(1000);
      assertThat(spool.waiting()).isZero();
    }
    try (Spool spool = new Spool(folder, MOST)) {
      assertThat(spool.sent()).isEqualTo(20_000);
      append(spool, 0, 1);
      assertThat(spool.newest()).isEqualTo(20_001);
    }
  }

  @Test
  void numbersGoOnWhenAllFilesOfRowsAreLost() throws IOException {
    try (Spool spool = new Spool(folder, MOST)) {
      append(spool, 0, 7);
      spool.sent(7);
    }
    deleteAllBut(folder);
    try (Spool spool = new Spool(folder, MOST)) {
      append(spool, 7, 8);
      assertThat(spool.rowsBehind(7, 9)).extracting(CheckRow::number).containsExactly(8L);
    }
  }

  @Test
  void aFullSpoolTakesNothingMoreUntilSomethingIsSent() throws IOException {
    try (Spool spool = new Spool(folder, MOST)) {
      assertThatThrownBy(
              () -> {
                for (int round = 0; round < 1000; round++) {
                  append(spool, 0, 100);
                }
              })
          .isInstanceOf(SpoolFullException.class);
      long there = spool.newest();
      assertThat(spool.rowsBehind(0, 100_000)).hasSize((int) there);
      spool.sent(there);
      append(spool, 0, 100);
      assertThat(spool.newest()).isEqualTo(there + 100);
    }
  }

  @Test
  void aSpoolKeepsItsNameAndEachHasItsOwn() throws IOException {
    String name;
    try (Spool spool = new Spool(folder, MOST)) {
      name = spool.name();
    }
    try (Spool again = new Spool(folder, MOST);
        Spool other = new Spool(folder.resolve("other"), MOST)) {
      assertThat(again.name()).isEqualTo(name).matches("[0-9a-f]{16}");
      assertThat(other.name()).isNotEqualTo(name);
    }
  }

  @Test
  void nothingIsReadOrMadeBeforeTheFirstUse() {
    Path place = folder.resolve("not-yet");
    try (Spool spool = new Spool(place, MOST)) {
      assertThat(place).doesNotExist();
    }
  }

  private Path file() {
    return folder.resolve("rows-000000000000000001");
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("rows-")).count();
    }
  }

  private static void append(Spool spool, int from, int to) throws IOException {
    spool.append(
        CheckLogRig.names(from, to).stream()
            .map(name -> new CheckRow(0, CheckLogRig.AT, name, true))
            .toList());
  }

  private static List<String> names(Spool spool, long behind) throws IOException {
    return spool.rowsBehind(behind, 1000).stream().map(CheckRow::parameter).toList();
  }
}

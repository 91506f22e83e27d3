package radio.nightshift.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import radio.nightshift.support.LogLines;
import radio.nightshift.support.MovableClock;

/** The file that keeps conditions: what it holds, and what it may come to hold. */
class ConditionsFileTest {
  private static final String HEAD = "nightshift conditions 1\n";
  private static final String WHOLE =
      "warning\t2026-06-10T07:00:00Z\tingest\tbucket\tThe bucket is away\tcheck it\t.\n";

  @TempDir Path home;
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T08:00:00Z");
  private Path file;
  private LogLines log;

  @BeforeEach
  void listen() {
    file = home.resolve("conditions");
    log = LogLines.open();
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void whatHoldsIsWrittenSoonAndByOneRename() throws Exception {
    try (Conditions conditions = Conditions.kept(file, clock)) {
      conditions.raise("ingest", "bucket", Severity.WARNING, "The bucket\tis away.", "check\nit");
      Awaitility.await().until(() -> Files.exists(file));
      assertThat(file)
          .hasContent(
              HEAD
                  + "warning\t2026-06-10T08:00:00Z\tingest\tbucket\tThe bucket\\u0009is"
                  + " away\tcheck\\u000ait\t.");
      conditions.clear("ingest", "bucket", "The bucket can be used again");
      Awaitility.await().until(() -> Files.readString(file).equals(HEAD));
    }
    assertThat(home).isDirectoryNotContaining(one -> !one.equals(file));
  }

  @Test
  void aStationWithoutConditionsWritesNoFile() {
    Conditions.kept(file, clock).close();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void thoseThatAreNotKeptLeaveNothing() {
    try (Conditions conditions = Conditions.unkept(clock)) {
      conditions.raise("ingest", "bucket", Severity.WARNING, "The bucket is away", "");
      assertThat(conditions.all()).hasSize(1);
    }
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void whatIsFoundThereIsAsItWas() throws Exception {
    Files.writeString(file, HEAD + WHOLE);
    try (Conditions conditions = Conditions.kept(file, clock)) {
      assertThat(conditions.find("ingest", "bucket"))
          .map(Condition::text)
          .contains("The bucket is away; check it.");
      assertThat(conditions.confirmed()).as("before it is raised again").isEmpty();
      conditions.raise("ingest", "bucket", Severity.WARNING, "The bucket is away", "check it");
      assertThat(conditions.confirmed()).hasSize(1);
    }
    assertThat(log.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "warning\t2026-06-10T07:00:00Z\tingest\tbuck",
        "warning\t2026-06-10T07:00:00Z\tingest\tbucket\tThe bucket is away\tcheck it\t",
        "awful\t2026-06-10T07:00:00Z\tingest\tbucket\tThe bucket is away\tcheck it\t.",
        "warning\tyesterday\tingest\tbucket\tThe bucket is away\tcheck it\t.",
        "warning\t2026-06-10T07:00:00Z\t../ingest\tbucket\tThe bucket is away\tcheck it\t.",
        "warning\t2026-06-10T07:00:00Z\tingest\t\tThe bucket is away\tcheck it\t.",
        "warning\t2026-06-10T07:00:00Z\tingest\tbucket\t\tcheck it\t.",
        "warning\t+1000000000-13-01T00:00:00Z\tingest\tbucket\tThe bucket is away\t\t.",
        "\n\n\n",
        "{\"json\": true}"
      })
  void whatIsNoWholeConditionIsLeftOutWithOneWarning(String line) throws Exception {
    String own = WHOLE.replace("bucket\t", "other\t");
    Files.writeString(file, HEAD + own + line);
    try (Conditions conditions = Conditions.kept(file, clock)) {
      assertThat(conditions.all()).extracting(Condition::about).containsExactly("other");
    }
    assertThat(log.all()).singleElement().asString().startsWith("WARN " + file + " has ");
    try (Conditions again = Conditions.kept(file, clock)) {
      assertThat(again.all()).hasSize(1);
    }
    assertThat(log.all()).as("said at the next start").hasSize(1);
  }

  @Test
  void bytesOfAnyKindAreSurvived() throws Exception {
    byte[] bytes = new byte[100_000];
    new java.util.Random(1).nextBytes(bytes);
    Files.write(file, bytes);
    Conditions.kept(file, clock).close();
    assertThat(log.all()).singleElement().asString().startsWith("WARN ");
    assertThat(file).hasContent(HEAD);
  }

  @Test
  void moreThanARoomListsIsNotTakenOver() throws Exception {
    StringBuilder many = new StringBuilder(HEAD);
    for (int i = 0; i < 100_000; i++) {
      many.append(WHOLE.replace("bucket\t", "number " + i + "\t"));
    }
    Files.writeString(file, many);
    try (Conditions conditions = Conditions.kept(file, clock)) {
      assertThat(conditions.all()).hasSize(RoomConditions.MOST_LISTED);
    }
  }

  @Test
  void controlCharactersAndAFutureOfAHostileFileAreMadeHarmless() throws Exception {
    Files.write(
        file,
        (HEAD + WHOLE.replace("2026", "2126").replace("away", "\u001b[31maway\u202e"))
            .getBytes(StandardCharsets.UTF_8));
    try (Conditions conditions = Conditions.kept(file, clock)) {
      Condition one = conditions.all().get(0);
      assertThat(one.words()).isEqualTo("The bucket is \\u001b[31maway\\u202e");
      assertThat(one.since()).isEqualTo(clock.instant());
    }
  }

  @Test
  void aFileThatCannotBeReadOrWrittenIsItselfACondition() throws Exception {
    Files.createDirectories(file.resolve("in-the-way"));
    try (Conditions conditions = Conditions.kept(file, clock)) {
      conditions.raise("ingest", "bucket", Severity.WARNING, "The bucket is away", "check it");
      Awaitility.await().until(() -> log.warnings("cannot be kept in " + file).size() == 1);
      assertThat(conditions.all()).extracting(Condition::room).containsExactly("ingest", "station");
      Files.delete(file.resolve("in-the-way"));
      Files.delete(file);
      conditions.clear("ingest", "bucket", "The bucket can be used again");
      Awaitility.await().until(() -> log.with("are kept in " + file + " again").size() == 1);
      Awaitility.await().until(() -> Files.readString(file).equals(HEAD));
    }
    assertThat(log.warnings("cannot be read")).hasSize(1);
  }

  @Test
  void aRoomThatNeverLooksHasItsConditionsClearedWithoutBeingAsked() throws Exception {
    Files.writeString(file, HEAD + WHOLE);
    try (Conditions conditions = Conditions.kept(file, clock)) {
      clock.step(Duration.ofMinutes(10));
      Awaitility.await().until(() -> conditions.all().isEmpty());
    }
    assertThat(log.all()).isEqualTo(List.of("INFO Over after 70 minutes: The bucket is away."));
  }
}

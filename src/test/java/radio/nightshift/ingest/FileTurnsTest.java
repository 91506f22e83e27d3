package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.programme.Timetable;
import radio.nightshift.support.MovableClock;

/** Which files of a large backlog are taken at a look at the folder. */
class FileTurnsTest {
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");
  private final Timetable timetable = new Timetable(ZoneId.of("UTC"), clock);
  private final FileTurns turns = new FileTurns(timetable, 3);
  private final List<String> folder =
      new ArrayList<>(List.of("1900_g", "1300_a", "1800_f", "1400_b", "1700_e", "1500_c"));

  @Test
  void soManyAreTakenAtALookTheSoonestFirst() {
    firstLook();
    assertThat(look()).containsExactlyInAnyOrder("1300_a", "1400_b", "1500_c");
    assertThat(look()).containsExactlyInAnyOrder("1700_e", "1800_f", "1900_g");
    assertThat(look()).isEmpty();
  }

  @Test
  void whatComesMeanwhileAndIsSoonerIsTakenAtTheNextLook() {
    firstLook();
    look();
    folder.add("1230_h");
    folder.add("2200_i");
    assertThat(look()).contains("1230_h").doesNotContain("2200_i");
  }

  @Test
  void anEarlierEditionIsAsUrgentAsTheSlotThatItMayPlayIn() {
    timetable.update(
        Schedule.of(
            List.of(
                new Slot(
                    "g",
                    "G",
                    Instant.parse("2026-06-10T12:10:00Z"),
                    Instant.parse("2026-06-10T12:20:00Z")))));
    folder.add("0100_g");
    firstLook();
    assertThat(look()).containsExactlyInAnyOrder("0100_g", "1300_a", "1400_b");
  }

  /** Their distance from now grows from look to look, and so would never be below the last one. */
  @Test
  void whatShouldBeOnTheAirByNowGetsItsTurnTooHoweverManyEditionsThereAre() {
    timetable.update(
        Schedule.of(
            List.of(
                new Slot(
                    "z",
                    "Z",
                    Instant.parse("2026-06-10T11:55:00Z"),
                    Instant.parse("2026-06-10T12:55:00Z")))));
    for (int i = 0; i < 9; i++) {
      folder.add("010" + i + "_z");
    }
    folder.add("1155_z");
    firstLook();
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clock.step(Duration.ofSeconds(5));
      taken.addAll(look());
    }
    assertThat(taken).as("taken at the first looks").contains("1155_z");
  }

  @Test
  void whatIsNamedWronglyIsTakenAtLastAndNotAllAtOnce() {
    for (int i = 0; i < 10; i++) {
      folder.add("x" + i);
    }
    firstLook();
    look();
    look();
    assertThat(look()).hasSize(3).allMatch(name -> name.startsWith("x"));
    assertThat(look()).hasSize(3);
    assertThat(look()).hasSize(3);
    assertThat(look()).hasSize(1);
  }

  private void firstLook() {
    turns.begin();
    folder.forEach(name -> turns.expect(file(name)));
  }

  /** What is taken, and so is in the folder no more. */
  private List<String> look() {
    turns.begin();
    List<String> taken = folder.stream().filter(name -> turns.isTurn(file(name))).toList();
    folder.removeAll(taken);
    return taken;
  }

  private static String file(String name) {
    return name.startsWith("x") ? name : "20260610_" + name + ".mp3";
  }
}

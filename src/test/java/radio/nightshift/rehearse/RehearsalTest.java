package radio.nightshift.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import radio.nightshift.programme.Choice;
import radio.nightshift.programme.Edition;
import radio.nightshift.programme.ProgrammeFileName;
import radio.nightshift.programme.Schedule;
import radio.nightshift.programme.Slot;
import radio.nightshift.programme.StationRules;

class RehearsalTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Instant START = Instant.parse("2026-06-10T13:00:00Z");
  private static final Instant END = Instant.parse("2026-06-10T15:00:00Z");

  private final List<String> lookedAt = new ArrayList<>();

  @Test
  void onlyWhatPlaysIsLookedAt() {
    List<Choice> choices =
        rehearse(
            Schedule.of(List.of(slot("jazz", START))),
            "20260527_1400_jazz.mp3",
            "20260603_1400_jazz.mp3",
            "20260610_1900_rock.mp3");
    assertThat(choices).extracting(Choice::play).containsExactly(Choice.Play.PREVIOUS);
    assertThat(lookedAt).containsExactly("20260603_1400_jazz.mp3");
  }

  @Test
  void anEditionThatCannotBePlayedGivesWayToTheOneBefore() {
    List<Choice> choices =
        rehearse(
            Schedule.of(List.of(slot("jazz", START))),
            "20260603_1400_jazz.mp3",
            "20260610_1400_jazz-broken.mp3",
            "20260610_1400_jazz.broken");
    assertThat(choices.get(0).editions())
        .extracting(Edition::key)
        .containsExactly("20260603_1400_jazz.mp3");
    assertThat(choices.get(0).note()).contains("20260610_1400_jazz.broken", "cannot be decoded");
  }

  @Test
  void aSecondHalfWhoseFirstLiesBeforeTheBeginningIsNoLineOfItsOwn() {
    List<Choice> choices =
        new Rehearsal(StationRules.in(LONDON), edition -> Duration.ofMinutes(30))
            .of(
                Schedule.EMPTY,
                editions("20260610_1400_a.mp3", "20260610_1430_b.mp3"),
                START.plusSeconds(1800),
                END);
    assertThat(choices).isEmpty();
  }

  @Test
  void whatCannotBePlayedDoesNotEndAProgrammeThatReachesBeyondTheEnd() {
    List<Choice> choices =
        new Rehearsal(
                StationRules.in(LONDON),
                edition ->
                    edition.key().contains("_b") ? Duration.ZERO : Duration.ofSeconds(10_800))
            .of(
                Schedule.EMPTY,
                editions("20260610_1400_a.mp3", "20260610_1600_b.mp3"),
                START,
                START.plusSeconds(3600));
    assertThat(choices.get(0).until()).isEqualTo(Instant.parse("2026-06-10T15:58:45Z"));
  }

  @Test
  void anEditionWhoseLengthNobodyCanTellIsTakenToPlay() {
    List<Choice> choices =
        new Rehearsal(StationRules.in(LONDON), edition -> null)
            .of(Schedule.EMPTY, editions("20260610_1400_a.mp3"), START, END);
    assertThat(choices.get(0).play()).isEqualTo(Choice.Play.OWN);
    assertThat(choices.get(0).until()).isNull();
  }

  @Test
  void theJsonIsOneObjectALineWithKeysInOrder() {
    assertThat(print(RehearsalReport.JSON))
        .isEqualTo(
            """
            {"at":"2026-06-10T13:00:00Z","play":"own","pid":"jazz","keys":["20260610_1400_jazz.mp3"],"secondAt":null,"until":"2026-06-10T13:58:45Z","conflict":false,"note":""}
            {"at":"2026-06-10T14:00:00Z","play":"missing","pid":"rock","keys":[],"secondAt":null,"until":null,"conflict":false,"note":"there is no '20260610_1500_rock.mp3' and no earlier edition; upload one"}
            """);
  }

  @Test
  void theTableHasTheProblemsFirstAndTheStationsTime() {
    assertThat(print(RehearsalReport.TEXT).lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("1 to be played, 1 problem", "Europe/London"),
            line -> assertThat(line).isEmpty(),
            line -> assertThat(line).isEqualTo("Problems"),
            line -> assertThat(line).contains("Wed 10 Jun 2026 15:00", "missing", "rock"),
            line -> assertThat(line).contains("20260610_1500_rock.mp3", "upload one"),
            line -> assertThat(line).isEmpty(),
            line -> assertThat(line).isEqualTo("All"),
            line -> assertThat(line).contains("Wed 10 Jun 2026 14:00", "14:58:45", "own", "jazz"),
            line -> assertThat(line).contains("Wed 10 Jun 2026 15:00"),
            line -> assertThat(line).contains("upload one"));
  }

  @Test
  void aFullYearIsRehearsedInOneGo() {
    ZonedDateTime start = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, LONDON);
    List<Slot> slots = new ArrayList<>();
    List<Edition> editions = new ArrayList<>();
    for (int hour = 0; hour < 365 * 24; hour++) {
      Slot slot = slot("show-" + hour % 50, start.plusHours(hour).toInstant());
      slots.add(slot);
      String name = slot.fileName(LONDON);
      editions.add(new Edition(name, ProgrammeFileName.parse(name), 1, Duration.ofSeconds(3600)));
    }
    List<Choice> choices =
        new Rehearsal(StationRules.in(LONDON), edition -> Duration.ZERO)
            .of(Schedule.of(slots), editions, start.toInstant(), start.plusYears(1).toInstant());
    assertThat(choices).hasSize(365 * 24);
  }

  private String print(RehearsalReport report) {
    List<Choice> choices =
        rehearse(
            Schedule.of(List.of(slot("jazz", START), slot("rock", START.plusSeconds(3600)))),
            "20260610_1400_jazz.mp3");
    StringWriter text = new StringWriter();
    report.print(choices, LONDON, new PrintWriter(text));
    return text.toString();
  }

  private List<Choice> rehearse(Schedule schedule, String... keys) {
    return new Rehearsal(StationRules.in(LONDON), this::length)
        .of(schedule, editions(keys), START, END);
  }

  private Duration length(Edition edition) {
    lookedAt.add(edition.key());
    return edition.key().endsWith(".broken") ? Duration.ZERO : Duration.ofHours(1);
  }

  private static List<Edition> editions(String... keys) {
    return List.of(keys).stream()
        .map(key -> new Edition(key, ProgrammeFileName.parse(key), 1, null))
        .toList();
  }

  private static Slot slot(String pid, Instant start) {
    return new Slot(pid, pid, start, start.plusSeconds(3600));
  }
}

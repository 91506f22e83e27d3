package radio.nightshift.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.condition.Change;
import radio.nightshift.condition.Condition;
import radio.nightshift.condition.Severity;

/** What is told when, and what is merged. */
class BookTest {
  private static final Instant START = Instant.parse("2026-06-10T12:00:00Z");
  private static final Rules RULES =
      new Rules(
          Severity.WARNING,
          Duration.ofHours(6),
          Duration.ofHours(1),
          Set.of("ingest/bucket"),
          10,
          50);

  @TempDir Path folder;
  private Instant now = START;
  private Book book = new Book("studio", "discord", RULES, List.of());

  private Condition condition(String about, Severity severity, String words) {
    return new Condition("ingest", about, words, "mend it", severity, START);
  }

  private void change(Change.Kind kind, Condition condition) {
    book.note(new Change(kind, condition, now, condition.text()));
  }

  private void raise(String about) {
    change(Change.Kind.RAISED, condition(about, Severity.ERROR, about + " is wrong"));
  }

  private void over(String about) {
    change(Change.Kind.OVER, condition(about, Severity.ERROR, about + " is wrong"));
  }

  private String tell() {
    Optional<Notice> next = book.next(now);
    next.ifPresent(notice -> book.delivered(notice, now));
    return next.map(one -> one.kind() + " " + one.condition().about() + " " + one.overtaken())
        .orElse("");
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void aConditionIsToldWhenItIsRaisedChangedAndOverAndOnceEach() {
    raise("x");
    assertThat(tell()).isEqualTo("RAISED x 0");
    assertThat(tell()).isEmpty();
    change(Change.Kind.CHANGED, condition("x", Severity.CRITICAL, "x is worse"));
    assertThat(tell()).isEqualTo("CHANGED x 0");
    over("x");
    assertThat(tell()).isEqualTo("OVER x 0");
    pass(Duration.ofDays(1));
    assertThat(tell()).isEmpty();
    assertThat(book.entries()).as("what is remembered of it").isEmpty();
  }

  @Test
  void whatLastsIsToldAgainEverySixHours() {
    raise("x");
    assertThat(tell()).isEqualTo("RAISED x 0");
    pass(Duration.ofHours(6).minusSeconds(1));
    assertThat(tell()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(tell()).isEqualTo("REPEATED x 0");
    assertThat(tell()).isEmpty();
  }

  @Test
  void whatWasOvertakenIsMergedAndCounted() {
    raise("x");
    change(Change.Kind.CHANGED, condition("x", Severity.ERROR, "two"));
    change(Change.Kind.CHANGED, condition("x", Severity.ERROR, "three"));
    assertThat(tell()).isEqualTo("RAISED x 2");
    assertThat(book.overtaken()).isEqualTo(2);
    raise("y");
    over("y");
    assertThat(tell()).as("it came and went while nobody could be told").isEqualTo("OVER y 1");
  }

  @Test
  void aStateThatComesWhileTheOneBeforeIsBeingToldIsToldNext() {
    raise("x");
    Notice inHand = book.next(now).orElseThrow();
    over("x");
    book.delivered(inHand, now);
    assertThat(tell()).isEqualTo("OVER x 0");
  }

  @Test
  void theMostSevereComesFirstAndThenTheOldest() {
    change(Change.Kind.RAISED, condition("a", Severity.WARNING, "w"));
    pass(Duration.ofSeconds(1));
    change(Change.Kind.RAISED, condition("b", Severity.CRITICAL, "w"));
    pass(Duration.ofSeconds(1));
    change(Change.Kind.RAISED, condition("c", Severity.CRITICAL, "w"));
    assertThat(List.of(tell(), tell(), tell()))
        .containsExactly("RAISED b 0", "RAISED c 0", "RAISED a 0");
  }

  @Test
  void whatMattersTooLittleIsNotTold() {
    change(Change.Kind.RAISED, condition("x", Severity.INFO, "w"));
    assertThat(tell()).isEmpty();
    change(Change.Kind.CHANGED, condition("x", Severity.WARNING, "w"));
    assertThat(tell()).isEqualTo("RAISED x 0");
  }

  @Test
  void whatUsuallyPassesIsToldOnceItHasLasted() {
    raise("bucket");
    assertThat(tell()).isEmpty();
    pass(Duration.ofMinutes(59));
    over("bucket");
    assertThat(tell()).as("a short outage").isEmpty();
    raise("bucket");
    pass(Duration.ofMinutes(1));
    assertThat(tell()).isEqualTo("RAISED bucket 0");
    over("bucket");
    assertThat(tell()).isEqualTo("OVER bucket 0");
  }

  @Test
  void whatComesAndGoesIsDamped() {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      pass(Duration.ofSeconds(3));
      if (i % 2 == 0) {
        raise("x");
      } else {
        over("x");
      }
      told.add(tell());
    }
    told.removeIf(String::isEmpty);
    assertThat(told).as("notices of half an hour of flapping").hasSizeLessThanOrEqualTo(7);
    pass(Duration.ofMinutes(15));
    assertThat(tell()).as("the last state").startsWith("OVER x ");
  }

  @Test
  void whatComesAndGoesIsToldAtOnceIfItGetsWorse() {
    for (int i = 0; i < 3; i++) {
      raise("x");
      tell();
      over("x");
      tell();
    }
    raise("x");
    assertThat(tell()).isEmpty();
    change(Change.Kind.CHANGED, condition("x", Severity.CRITICAL, "off the air"));
    assertThat(tell()).startsWith("RAISED x ");
  }

  @Test
  void noMoreThanTenAMinuteAreTold() {
    for (int i = 0; i < 30; i++) {
      raise("x" + i);
    }
    int told = 0;
    while (!tell().isEmpty()) {
      told++;
    }
    assertThat(told).isEqualTo(10);
    assertThat(book.waiting(now)).isEqualTo(20);
    pass(Duration.ofMinutes(1));
    assertThat(tell()).isNotEmpty();
  }

  @Test
  void tenThousandAreBoundedAndTheWorstOfThemAreKept() {
    for (int i = 0; i < 10_000; i++) {
      change(
          Change.Kind.RAISED,
          condition("x" + i, i % 100 == 0 ? Severity.CRITICAL : Severity.WARNING, "w"));
    }
    assertThat(book.entries()).hasSize(50);
    assertThat(book.isFull()).isTrue();
    assertThat(book.entries())
        .as("those that are kept")
        .allMatch(entry -> entry.condition().severity() == Severity.CRITICAL);
  }

  @Test
  void aNoticeThatIsRefusedLetsTheOthersPass() {
    change(Change.Kind.RAISED, condition("bad", Severity.CRITICAL, "w"));
    raise("good");
    book.defer(book.next(now).orElseThrow());
    assertThat(tell()).isEqualTo("RAISED good 0");
    assertThat(tell()).as("it is tried again").isEqualTo("RAISED bad 0");
  }

  @Test
  void aWorseOneTakesThePlaceOfOneThatWasTold() {
    for (int i = 0; i < 50; i++) {
      change(Change.Kind.RAISED, condition("x" + i, Severity.WARNING, "w"));
    }
    for (int minute = 0; minute < 5; minute++) {
      while (!tell().isEmpty()) {
        assertThat(book.entries()).hasSize(50);
      }
      pass(Duration.ofMinutes(1));
    }
    change(Change.Kind.RAISED, condition("off the air", Severity.CRITICAL, "w"));
    assertThat(tell()).isEqualTo("RAISED off the air 0");
  }

  @Test
  void aSecondShortOutageIsNotToldEither() {
    raise("bucket");
    pass(Duration.ofHours(1));
    assertThat(tell()).isEqualTo("RAISED bucket 0");
    over("bucket");
    assertThat(tell()).isEqualTo("OVER bucket 0");
    pass(Duration.ofMinutes(10));
    Condition again = new Condition("ingest", "bucket", "away again", "", Severity.ERROR, now);
    change(Change.Kind.RAISED, again);
    assertThat(tell()).isEmpty();
  }

  @Test
  void whatThereWasNoRoomForIsToldOnceThereIs() {
    List<Condition> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Condition one = condition("x" + i, Severity.ERROR, "w");
      all.add(one);
      change(Change.Kind.RAISED, one);
    }
    int told = 0;
    for (int minute = 0; minute < 5; minute++) {
      while (!tell().isEmpty()) {
        told++;
      }
      pass(Duration.ofMinutes(1));
    }
    assertThat(told).isEqualTo(50);
    for (Condition gone : List.copyOf(all.subList(0, 20))) {
      change(Change.Kind.OVER, gone);
      all.remove(gone);
    }
    for (int minute = 0; minute < 5; minute++) {
      while (!tell().isEmpty()) {
        told++;
      }
      pass(Duration.ofMinutes(1));
    }
    book.compare(all, now);
    for (int minute = 0; minute < 5; minute++) {
      while (!tell().isEmpty()) {
        told++;
      }
      pass(Duration.ofMinutes(1));
    }
    assertThat(told).as("50 new, 20 over, the other 10 new").isEqualTo(80);
    assertThat(book.isFull()).isFalse();
  }

  @Test
  void aComparisonFindsWhatHappenedUnseen() {
    raise("x");
    raise("y");
    tell();
    tell();
    book.compare(
        List.of(
            condition("y", Severity.ERROR, "y is otherwise"), condition("z", Severity.ERROR, "w")),
        now);
    assertThat(List.of(tell(), tell(), tell()))
        .containsExactlyInAnyOrder("OVER x 0", "CHANGED y 0", "RAISED z 0");
    book.compare(
        List.of(
            condition("y", Severity.ERROR, "y is otherwise"), condition("z", Severity.ERROR, "w")),
        now);
    assertThat(tell()).isEmpty();
  }

  @Test
  void aReceiverIsNotToldOfItsOwnFailure() {
    book.note(
        new Change(
            Change.Kind.RAISED,
            new Condition("alerts", "discord", "away", "", Severity.WARNING, START),
            now,
            "away"));
    assertThat(tell()).isEmpty();
  }

  @Test
  void aClockThatIsPutBackKeepsNothingFromBeingTold() {
    for (int i = 0; i < 10; i++) {
      raise("x" + i);
      tell();
    }
    pass(Duration.ofHours(-1));
    raise("y");
    assertThat(tell()).isEqualTo("RAISED y 0");
  }

  @Test
  void aRestartKeepsWhatWasToldAndWhatWaits() throws Exception {
    raise("x");
    tell();
    raise("y");
    change(Change.Kind.CHANGED, condition("y", Severity.ERROR, "words \"with\" \\ ünd 漢"));
    BookFile file = new BookFile(folder.resolve("alerts").resolve("discord.json"));
    file.write(book.entries());
    book = new Book("studio", "discord", RULES, file.read());
    assertThat(tell()).isEqualTo("RAISED y 1");
    assertThat(tell()).as("x was told before").isEmpty();
  }
}

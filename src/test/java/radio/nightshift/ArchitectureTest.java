package radio.nightshift;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import radio.nightshift.icecast.IcecastComponent;

/** The house's plan: which room may know which, and what is done nowhere or in one place. */
class ArchitectureTest {
  private static final String ROOT = "radio.nightshift";
  private static final int MOST_PARAMETERS = 6;

  /** Beside the root: main(), the wiring, the commands. */
  private static final Set<String> HALL = Set.of("commands");

  private static final Set<String> ROOMS = Set.copyOf(Rooms.ALL.names());

  private static final Set<String> FOUNDATIONS =
      Set.of(
          "aws",
          "check",
          "condition",
          "disk",
          "ffmpeg",
          "icecast",
          "local",
          "media",
          "programme",
          "rehearse",
          "room",
          "routing",
          "secrets",
          "settings");

  private static final JavaClasses MAIN = classes(new ImportOption.DoNotIncludeTests());
  private static final JavaClasses TESTS = classes(new ImportOption.OnlyIncludeTests());

  private static final ArchRule NO_SLEEP =
      noClasses()
          .should()
          .accessTargetWhere(
              accesses("java.lang.Thread", "sleep")
                  .or(accesses("java.util.concurrent.TimeUnit", "sleep")))
          .because("a wait has an end that something brings about; tests use Awaitility");

  @Test
  void thereAreClassesToJudge() {
    assertThat(MAIN).as("main classes").hasSizeGreaterThan(40);
    assertThat(TESTS).as("test classes").hasSizeGreaterThan(20);
    assertThat(MAIN.contain(Nightshift.class)).isTrue();
    assertThat(TESTS.contain(ArchitectureTest.class)).isTrue();
  }

  @Test
  void everyPackageIsOfOneKind() {
    Set<String> packages =
        MAIN.stream()
            .map(one -> one.getPackageName())
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1).replaceFirst("\\..*", ""))
            .collect(Collectors.toSet());
    Set<String> planned =
        Stream.of(HALL, ROOMS, FOUNDATIONS).flatMap(Set::stream).collect(Collectors.toSet());
    assertThat(packages).as("packages: hall, rooms and foundations").isEqualTo(planned);
  }

  @Test
  void roomsKnowFoundationsAndNoOtherRoom() {
    for (String room : ROOMS) {
      check(
          noClasses()
              .that()
              .resideInAPackage(below(room))
              .should()
              .dependOnClassesThat(outside(Stream.concat(Stream.of(room), FOUNDATIONS.stream())))
              .because("a room knows foundations, never a room; between rooms run only routes"));
    }
  }

  @Test
  void foundationsKnowOnlyFoundations() {
    for (String foundation : FOUNDATIONS) {
      check(
          noClasses()
              .that()
              .resideInAPackage(below(foundation))
              .should()
              .dependOnClassesThat(outside(FOUNDATIONS.stream()))
              .because("a foundation never knows a room, nor the hall"));
    }
  }

  @Test
  void noPackagesGoRoundInACircle() {
    check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void namesSayWhatAThingIs() {
    check(
        noClasses()
            .should()
            .haveSimpleNameContaining("Util")
            .orShould()
            .haveNameMatching(".*(Helper|Manager|Service|Impl)")
            .because("a class bears a noun of the trade"));
    check(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..service..", "..impl..")
            .because("a package is a room"));
  }

  @Test
  void onlyTheStationsClockTellsTheTime() {
    check(
        noClasses()
            .should()
            .accessTargetWhere(
                accesses("java.time.Instant", "now")
                    .or(accesses("java.time.LocalDate", "now"))
                    .or(accesses("java.time.LocalTime", "now"))
                    .or(accesses("java.time.LocalDateTime", "now"))
                    .or(accesses("java.time.ZonedDateTime", "now"))
                    .or(accesses("java.time.OffsetDateTime", "now"))
                    .or(accesses("java.lang.System", "currentTimeMillis"))
                    .or(isNewDate())
                    .or(accesses("java.time.Clock", "systemDefaultZone"))
                    .or(accesses("java.time.Clock", "system")))
            .because("time comes from the station's clock, which a test or a rehearsal may set"));
  }

  @Test
  void theSystemsClockIsChosenInOnePlace() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Nightshift.class.getName())
            .and()
            .doNotHaveFullyQualifiedName(IcecastComponent.class.getName())
            .should()
            .accessTargetWhere(accesses("java.time.Clock", "systemUTC"))
            .because(
                "the system's clock is chosen in Nightshift, or for a component that has none"));
  }

  @Test
  void nobodySleepsInTheStation() {
    check(NO_SLEEP);
  }

  @Test
  void nobodySleepsInTests() {
    NO_SLEEP.check(TESTS);
  }

  @Test
  void whatIsSaidGoesToTheLog() {
    check(
        noClasses()
            .should()
            .accessTargetWhere(
                accesses("java.lang.System", "out")
                    .or(accesses("java.lang.System", "err"))
                    .or(accesses("java.lang.Throwable", "printStackTrace")))
            .because("lines go to the log, or through picocli to the command line"));
  }

  /** Records are plain values, which their named components explain; they may have more. */
  @Test
  void noConstructorHasMoreThanSixParameters() {
    assertThat(
            MAIN.stream()
                .filter(one -> !one.isRecord() && !one.isAnonymousClass() && !one.isInnerClass())
                .flatMap(one -> one.getConstructors().stream())
                .filter(one -> one.getParameters().size() > MOST_PARAMETERS)
                .map(one -> one.getFullName()))
        .as("constructors with more than six parameters: each such class is two")
        .isEmpty();
  }

  @Test
  void nothingIsKeptInStaticFields() {
    check(
        fields().that().areStatic().should().beFinal().because("two stations may run in one JVM"));
  }

  private static void check(ArchRule rule) {
    rule.check(MAIN);
  }

  private static DescribedPredicate<JavaClass> outside(Stream<String> known) {
    return resideInAPackage(ROOT + "..")
        .and(not(resideInAnyPackage(known.map(one -> below(one)).toArray(String[]::new))));
  }

  private static String below(String room) {
    return ROOT + "." + room + "..";
  }

  private static DescribedPredicate<JavaAccess<?>> accesses(String owner, String name) {
    return describe(
        owner + "." + name,
        access ->
            access.getTargetOwner().isAssignableTo(owner)
                && access.getTarget().getName().equals(name));
  }

  private static DescribedPredicate<JavaAccess<?>> isNewDate() {
    return describe(
        "new Date()", access -> access.getTarget().getFullName().equals("java.util.Date.<init>()"));
  }

  private static JavaClasses classes(ImportOption which) {
    return new ClassFileImporter().withImportOption(which).importPackages(ROOT);
  }
}

package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.condition.Conditions;
import radio.nightshift.settings.Settings;
import radio.nightshift.support.FakeEc2;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.watchdog.Standing.Phase;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/** A group gets a capacity, and only the one that this watchdog gave it is taken back. */
@Integration
class GroupBackupTest {
  private static final String GROUP = "radio backup/1";

  @TempDir Path home;

  private final FakeEc2 aws = FakeEc2.start();
  private final AutoScalingClient client =
      new AwsClients(new Settings(Map.of("aws.endpoint", aws.endpoint())::get)).autoscaling();

  @AfterEach
  void stop() {
    client.close();
    aws.close();
  }

  @Test
  void aStartIsFollowedUntilAnInstanceIsInServiceAndTakenBack() throws Exception {
    aws.group(GROUP, 0, 3, 0);
    GroupBackup own = process();
    assertStanding(own, Phase.STOPPED, false);
    own.start();
    own.start();
    assertThat(aws.requests("SetDesiredCapacity")).as("two starts are one").hasSize(1);
    assertStanding(own, Phase.RUNNING, true);
    own.stop();
    assertThat(aws.desired(GROUP)).isZero();
    assertStanding(own, Phase.STOPPING, false);
    own.stop();
    assertStanding(own, Phase.STOPPED, false);
    assertThat(aws.requests("SetDesiredCapacity")).hasSize(2);
    assertThat(home.resolve("watchdog/backup")).doesNotExist();
  }

  @Test
  void aWatchdogThatWasKilledKnowsItsOwn() throws Exception {
    aws.group(GROUP, 0, 3, 0);
    process().start();
    assertStanding(process(), Phase.STARTING, true);
    process().stop();
    assertThat(aws.desired(GROUP)).isZero();
  }

  @Test
  void aGroupThatRunsAlreadyOrWasChangedSinceIsTheirs() throws Exception {
    aws.group(GROUP, 0, 3, 1);
    GroupBackup own = process();
    own.start();
    own.stop();
    assertThat(aws.requests("SetDesiredCapacity")).isEmpty();
    aws.desire(GROUP, 0);
    own.start();
    aws.desire(GROUP, 2);
    own.stop();
    assertThat(aws.desired(GROUP)).isEqualTo(2);
    assertThat(own.look().ours()).isFalse();
  }

  @Test
  void aNoteOfAGroupThatStaysStoppedIsForgotten() throws Exception {
    aws.group(GROUP, 0, 3, 0);
    process().start();
    aws.desire(GROUP, 0);
    process(Duration.ZERO).look();
    aws.desire(GROUP, 1);
    assertStanding(process(), Phase.STARTING, false);
  }

  @Test
  void aGroupThatGetsNoInstanceGivesTheReason() throws Exception {
    aws.group(GROUP, 0, 3, 0);
    aws.failToGrow(GROUP, "Could not launch: no capacity in eu-west-1a");
    GroupBackup own = process();
    own.start();
    assertStanding(own, Phase.STARTING, true);
    assertThat(own.look().words()).contains("no capacity in eu-west-1a");
    aws.refuse("DescribeScalingActivities", 403, "AccessDenied");
    assertStanding(own, Phase.STARTING, true);
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDenied, 403, true, allow autoscaling:SetDesiredCapacity",
    "ValidationError, 400, true, see its name",
    "ResourceContention, 500, false, cannot answer now",
    "Throttling, 400, false, it is tried again",
    "ScalingActivityInProgress, 400, false, it is tried again",
  })
  void aRefusedStartSaysWhatToDo(String code, int status, boolean isLasting, String words) {
    aws.group(GROUP, 0, 3, 0);
    aws.refuse("SetDesiredCapacity", status, code);
    BackupException refusal = failure(process()::start);
    assertThat(refusal).hasMessageContaining(GROUP).hasMessageContaining(words);
    assertThat(refusal.isLasting()).as(refusal.getMessage()).isEqualTo(isLasting);
  }

  @Test
  void aGroupThatCannotStartIsSaidBeforeItIsTried() {
    assertThat(failure(process()::start)).hasMessageContaining("is not there");
    aws.group(GROUP, 0, 0, 0);
    assertThat(failure(process()::start)).hasMessageContaining("give it at least 1");
    aws.group(GROUP, 0, 1, 0);
    aws.suspend(GROUP, "Launch");
    assertThat(failure(process()::start)).hasMessageContaining("resume it");
    assertThat(aws.requests("SetDesiredCapacity")).isEmpty();
    assertThatThrownBy(process()::probe).hasMessageContaining("resume it");
  }

  @Test
  void aCheckChangesNothing() throws Exception {
    aws.group(GROUP, 0, 1, 0);
    assertThat(process().probe()).contains(GROUP, "not tried");
    assertThat(aws.requests("SetDesiredCapacity")).isEmpty();
  }

  private GroupBackup process() {
    return process(GroupBackup.SETTLING);
  }

  private GroupBackup process(Duration settling) {
    StartNote note =
        new StartNote(
            home.resolve("watchdog/backup"),
            "group " + GROUP,
            settling,
            Conditions.unkept(MovableClock.running()));
    return new GroupBackup(GROUP, () -> client, note);
  }

  private static void assertStanding(Backup backup, Phase phase, boolean isOurs) throws Exception {
    Standing seen = backup.look();
    assertThat(seen.phase()).as(seen.words()).isEqualTo(phase);
    assertThat(seen.ours()).as("ours: " + seen.words()).isEqualTo(isOurs);
  }

  private static BackupException failure(ThrowingCallable call) {
    return catchThrowableOfType(BackupException.class, call);
  }
}

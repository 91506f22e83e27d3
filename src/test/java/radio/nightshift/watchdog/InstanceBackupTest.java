package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static radio.nightshift.watchdog.Ec2Stand.ID;
import static radio.nightshift.watchdog.Ec2Stand.assertStanding;
import static radio.nightshift.watchdog.Ec2Stand.failure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;
import radio.nightshift.watchdog.Standing.Phase;

/**
 * An instance is started once, marked, and stopped by the one who has started this launch of it.
 */
@Integration
class InstanceBackupTest {
  @TempDir Path home;

  private Ec2Stand stand;

  @BeforeEach
  void start() {
    stand = new Ec2Stand(home);
  }

  @AfterEach
  void stop() {
    stand.close();
  }

  @Test
  void aStartMarksFirstAndIsFollowedUntilItRuns() throws Exception {
    Backup own = stand.process("primary");
    assertThat(own.look()).isEqualTo(new Standing(Phase.STOPPED, false, words("stopped")));
    own.start();
    assertThat(stand.ec2.tags(ID)).containsEntry(InstanceMark.TAG, "primary");
    assertStanding(own, Phase.STARTING, true);
    own.start();
    assertStanding(own, Phase.RUNNING, true);
    own.start();
    assertThat(stand.ec2.requests("StartInstances")).as("two starts are one").hasSize(1);
    assertThat(own.look().words()).endsWith("is running, started by this watchdog");
  }

  @Test
  void aStopOfOursLeavesNeitherTagNorNote() throws Exception {
    Backup own = stand.running("primary");
    own.stop();
    assertThat(stand.ec2.tags(ID)).as("tags after the stop").isEmpty();
    assertThat(stand.note("primary")).as("the note after the stop").doesNotExist();
    assertStanding(own, Phase.STOPPING, false);
    assertStanding(own, Phase.STOPPED, false);
    own.stop();
    assertThat(stand.ec2.requests("StopInstances")).hasSize(1);
  }

  @Test
  void whatSomebodyElseHasStartedIsNotOursAndNeverStopped() throws Exception {
    stand.ec2.instance(ID, "running");
    Backup own = stand.process("primary");
    own.start();
    own.stop();
    assertStanding(own, Phase.RUNNING, false);
    assertThat(stand.ec2.tags(ID)).as("tags on somebody else's instance").isEmpty();
    assertThat(stand.ec2.requests("StopInstances")).isEmpty();
  }

  @Test
  void theTagOfAnotherWatchdogIsRespected() throws Exception {
    Backup other = stand.running("other");
    Backup own = stand.process("primary");
    own.start();
    own.stop();
    assertThat(own.look().words()).contains("started by watchdog 'other'");
    assertStanding(own, Phase.RUNNING, false);
    assertStanding(other, Phase.RUNNING, true);
    other.stop();
    assertThat(stand.ec2.requests("StartInstances")).hasSize(1);
    assertThat(stand.ec2.requests("StopInstances")).hasSize(1);
  }

  @Test
  void ofTwoWatchdogsThatStartAtOnceTheOneInTheTagStops() throws Exception {
    Backup first = stand.process("first");
    Backup second = stand.process("second");
    stand.ec2.lag(ID, 2);
    first.start();
    second.start();
    assertStanding(second, Phase.STARTING, true);
    assertStanding(first, Phase.RUNNING, false);
    first.stop();
    assertThat(stand.ec2.requests("StopInstances")).as("stops by the first").isEmpty();
    second.stop();
    assertThat(stand.ec2.state(ID)).isEqualTo("stopping");
  }

  @Test
  void aWatchdogThatWasKilledBeforeTheAnswerKnowsItsOwn() throws Exception {
    stand.process("primary").start();
    Backup again = stand.process("primary");
    assertStanding(again, Phase.STARTING, true);
    again.start();
    assertStanding(again, Phase.RUNNING, true);
    assertThat(stand.ec2.requests("StartInstances")).hasSize(1);
    stand.process("primary").stop();
    assertThat(stand.ec2.state(ID)).isEqualTo("stopping");
  }

  @Test
  void aWatchdogThatWasKilledBetweenTagAndStartStartsAgain() throws Exception {
    stand.ec2.refuse("StartInstances", 503, "Unavailable");
    BackupException away = failure(() -> stand.process("primary").start());
    assertThat(away.isLasting()).as(away.getMessage()).isFalse();
    assertThat(stand.ec2.tags(ID)).containsKey(InstanceMark.TAG);
    stand.ec2.allow("StartInstances");
    Backup again = stand.process("primary");
    assertStanding(again, Phase.STOPPED, false);
    again.start();
    assertStanding(again, Phase.STARTING, true);
  }

  @Test
  void aTagThatIsLeftOnAStoppedInstanceIsRemovedOnceItIsSure() throws Exception {
    stand.running("primary");
    stand.ec2.instance(ID, "stopped");
    stand.process("primary").look();
    assertThat(stand.ec2.tags(ID)).as("the tag while EC2 may show what was").isNotEmpty();
    stand.process(ID, "primary", Duration.ZERO).look();
    assertThat(stand.ec2.tags(ID)).isEmpty();
    assertThat(stand.note("primary")).doesNotExist();
  }

  @Test
  void anInstanceThatSomebodyElseHasStoppedAndStartedIsTheirs() throws Exception {
    Backup own = stand.running("primary");
    stand.ec2.instance(ID, "stopped");
    stand.ec2.instance(ID, "running");
    own.stop();
    assertThat(stand.ec2.requests("StopInstances")).isEmpty();
    assertStanding(stand.process("primary"), Phase.RUNNING, false);
    assertThat(stand.ec2.tags(ID)).as("the tag that meant another launch").isEmpty();
  }

  @Test
  void withTheDiskLostTheTagSpeaks() throws Exception {
    stand.running("primary");
    Files.delete(stand.note("primary"));
    Backup again = stand.process("primary");
    assertStanding(again, Phase.RUNNING, true);
    again.stop();
    assertThat(stand.ec2.state(ID)).isEqualTo("stopping");
  }

  @Test
  void anInstanceThatIsStillShownStoppedIsAboutToStart() throws Exception {
    Backup own = stand.process("primary");
    stand.ec2.lag(ID, 3);
    own.start();
    assertStanding(own, Phase.STARTING, true);
    assertStanding(own, Phase.STARTING, true);
    assertStanding(own, Phase.STARTING, true);
    assertStanding(own, Phase.RUNNING, true);
    assertThat(stand.ec2.tags(ID)).containsEntry(InstanceMark.TAG, "primary");
  }

  @Test
  void withoutTheRightToTagItIsStartedAndSaid() throws Exception {
    stand.ec2.refuse("CreateTags", 403, "UnauthorizedOperation");
    stand.process("primary").start();
    assertThat(stand.ec2.requests("StartInstances")).hasSize(1);
    assertThat(stand.conditions.all())
        .singleElement()
        .asString()
        .contains("allow ec2:CreateTags on arn");
    assertStanding(stand.process("primary"), Phase.STARTING, false);
  }

  @Test
  void withoutTheRightToUntagTheNextLaunchIsStillTheirs() throws Exception {
    Backup own = stand.running("primary");
    stand.ec2.refuse("DeleteTags", 403, "UnauthorizedOperation");
    own.stop();
    assertThat(stand.conditions.all())
        .singleElement()
        .asString()
        .contains("allow ec2:DeleteTags on arn");
    stand.ec2.instance(ID, "stopped");
    stand.ec2.instance(ID, "running");
    assertStanding(stand.process("primary"), Phase.RUNNING, false);
  }

  private static String words(String state) {
    return "instance %s is %s".formatted(ID, state);
  }
}

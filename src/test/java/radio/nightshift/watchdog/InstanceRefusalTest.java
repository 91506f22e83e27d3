package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static radio.nightshift.watchdog.Ec2Stand.ID;
import static radio.nightshift.watchdog.Ec2Stand.failure;

import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.support.Integration;

/** Whatever EC2 answers, there is a line with what is wrong and what to do. */
@Integration
class InstanceRefusalTest {
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

  @ParameterizedTest
  @CsvSource({
    "UnauthorizedOperation, 403, true, allow ec2:StartInstances on arn:aws:ec2:*:*:instance/" + ID,
    "AuthFailure, 401, true, does not take the keys (AuthFailure)",
    "RequestLimitExceeded, 503, false, cannot answer now (503 RequestLimitExceeded)",
    "InsufficientInstanceCapacity, 500, false, use watchdog.backup.group with several zones",
    "VcpuLimitExceeded, 400, true, raise the quota",
    "IncorrectInstanceState, 400, false, it is tried again",
    "UnsupportedOperation, 400, true, no spot instance",
  })
  void aRefusedStartSaysWhatToDo(String code, int status, boolean isLasting, String words) {
    stand.ec2.refuse("StartInstances", status, code);
    BackupException refusal = failure(() -> stand.process("primary").start());
    assertThat(refusal).hasMessageContaining(ID).hasMessageContaining(words);
    assertThat(refusal.getMessage()).contains("; ").doesNotEndWith(".");
    assertThat(refusal.isLasting()).as(refusal.getMessage()).isEqualTo(isLasting);
    assertThat(stand.ec2.tags(ID).isEmpty())
        .as("no tag is left by a start that was refused")
        .isEqualTo(!code.equals("RequestLimitExceeded"));
  }

  @ParameterizedTest
  @CsvSource({
    "i-0123456789abcdef1, , is not there; set watchdog.backup.instance",
    "i-Frankfurt, , set watchdog.backup.instance to its id",
    "i-0123456789abcdef2, terminated, never runs again; set watchdog.backup.instance to another",
  })
  void anInstanceThatCannotBeIsSaid(String id, String state, String words) {
    if (state != null) {
      stand.ec2.instance(id, state);
    }
    Backup backup = stand.process(id, "primary", InstanceBackup.SETTLING);
    for (ThrowingCallable call :
        new ThrowingCallable[] {backup::look, backup::start, backup::stop}) {
      BackupException trouble = failure(call);
      assertThat(trouble).hasMessageContaining(id).hasMessageContaining(words);
      assertThat(trouble.isLasting()).as(trouble.getMessage()).isTrue();
    }
  }

  @Test
  void anInstanceThatStopsIsStartedLater() throws Exception {
    stand.ec2.instance(ID, "stopping");
    Backup own = stand.process("primary");
    assertThat(failure(own::start)).hasMessageContaining("is stopping");
    own.start();
    assertThat(stand.ec2.requests("StartInstances")).hasSize(1);
  }

  @Test
  void anEndpointThatIsAwayOrNoneOfAwsIsSaid() {
    stand.ec2.garble("DescribeInstances", "<html>Login</html>");
    assertThat(failure(() -> stand.process("primary").look()).isLasting()).isFalse();
    stand.ec2.close();
    BackupException away = failure(() -> stand.process("primary").look());
    assertThat(away).hasMessageContaining("cannot be reached; check the network");
    assertThat(away.isLasting()).isFalse();
  }
}

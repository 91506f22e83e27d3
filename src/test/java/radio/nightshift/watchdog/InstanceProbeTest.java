package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.check.Trouble;
import radio.nightshift.settings.Settings;
import radio.nightshift.support.FakeEc2;
import radio.nightshift.support.Integration;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A check finds out whether an instance may be started and stopped, and does neither. */
@Integration
class InstanceProbeTest {
  private static final String ID = "i-0123456789abcdef0";

  private final FakeEc2 ec2 = FakeEc2.start();
  private final Ec2Client client =
      new AwsClients(new Settings(Map.of("aws.endpoint", ec2.endpoint())::get)).ec2();

  @AfterEach
  void stop() {
    client.close();
    ec2.close();
  }

  @Test
  void whatMayBeDoneIsFoundOutWithoutDoingIt() throws Exception {
    ec2.instance(ID, "stopped");
    assertThat(probe()).contains(ID, "is stopped", "may be started");
    assertThat(ec2.state(ID)).isEqualTo("stopped");
    assertThat(ec2.tags(ID)).isEmpty();
    assertThat(ec2.requests("StartInstances")).as("starts that are no dry runs").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "StartInstances, ec2:StartInstances on arn:aws:ec2:*:*:instance/" + ID,
    "StopInstances, ec2:StopInstances on arn",
    "CreateTags, ec2:CreateTags on arn",
    "DeleteTags, ec2:DeleteTags on arn",
    "DescribeInstances, ec2:DescribeInstances on *",
  })
  void aMissingRightIsNamed(String action, String permission) {
    ec2.instance(ID, "stopped");
    ec2.refuse(action, 403, "UnauthorizedOperation");
    assertThatThrownBy(this::probe)
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("allow " + permission);
  }

  @Test
  void anInstanceThatIsNotThereOrIsTerminatedIsSaid() {
    assertThatThrownBy(this::probe).hasMessageContaining("set watchdog.backup.instance");
    ec2.instance(ID, "terminated");
    assertThatThrownBy(this::probe).hasMessageContaining("never runs again");
  }

  private String probe() throws Trouble {
    return new InstanceProbe(ID, "primary", client).probe();
  }
}

package radio.nightshift.ffmpeg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressOutputTest {
  private final ProgressOutput output = new ProgressOutput();

  @Test
  void aReportIsReadOnceItIsWhole() {
    write("frame=12\nbitrate= 812.5kbits/s\ntotal_size=1048576\nout_time_us=10");
    assertThat(output.latest()).as("before").isEqualTo(ProgressReport.NONE);
    write("00000\nspeed=1.02x\nprogress=continue\n");
    assertThat(output.latest())
        .isEqualTo(new ProgressReport(Duration.ofSeconds(1), 1.02, 812_500, 1_048_576));
    write("bitrate=N/A\ntotal_size=N/A\nout_time_us=-500\nspeed= 1e+03x\nprogress=end\n");
    assertThat(output.latest())
        .isEqualTo(new ProgressReport(Duration.ofNanos(-500_000), 1000, -1, -1));
  }

  @Test
  void nothingButAnotherTimeIsProgress() {
    write("out_time_us=N/A\ntotal_size=188\nprogress=continue\n");
    assertThat(output.hasMoved()).as("moved without a time").isFalse();
    write("out_time_us=5\nprogress=continue\n");
    assertThat(output.hasMoved()).as("moved").isTrue();
  }

  @Test
  void otherOutputOfAnyLengthIsPassedOver() {
    write("x".repeat(1 << 20));
    write("\n=\nprogress\nspeed=fast\nout_time_us=" + "9".repeat(500) + "\nprogress=continue\n");
    assertThat(output.latest()).isNotNull();
    write("out_time_us=7000\nprogress=continue\n");
    assertThat(output.latest()).isEqualTo(new ProgressReport(Duration.ofMillis(7), -1, -1, -1));
  }

  private void write(String text) {
    output.write(text.getBytes(UTF_8), text.length());
  }
}

package radio.nightshift.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a backup is started and stopped, by the table in {@code failover.txt}. */
class FailoverTest {
  private static final Path TABLE = Path.of("src/test/resources/failover.txt");
  private static final int CASES = 85;

  @TempDir private Path folder;

  static List<FailoverCase> cases() throws IOException {
    List<FailoverCase> cases = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      if (line.startsWith("= ")) {
        cases.add(new FailoverCase(line.substring(2)));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        cases.get(cases.size() - 1).line(line);
      }
    }
    return cases;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theTableHolds(FailoverCase one) throws Exception {
    assertThat(one.found(folder)).as("%s", one).isEqualTo(one.expected());
  }

  @Test
  void theTableIsRead() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(CASES);
    assertThat(cases().stream().map(FailoverCase::toString)).doesNotHaveDuplicates();
    assertThat(cases()).as("cases with a round").allMatch(one -> !one.expected().isEmpty());
  }
}

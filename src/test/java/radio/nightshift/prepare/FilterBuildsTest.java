package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How what ffmpeg prints tells that it has built its filters anew. */
class FilterBuildsTest {
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "one input, graph_0_in_0_0, false",
    "two files, graph_0_in_0_0 graph_0_in_1_0, false",
    "two tracks of one file, graph_0_in_0_0 graph_0_in_0_1, false",
    "an input that changes, graph_0_in_0_0 graph_0_in_0_0, true",
    "the second of two changes, graph_0_in_0_0 graph_0_in_1_0 graph_0_in_0_0 graph_0_in_1_0, true",
    "a newer ffmpeg, graph_0_in_0:0 graph_0_in_0:0, true",
  })
  void inputsAreCountedByTheirNames(String what, String inputs, boolean repeated) {
    StringBuilder printed = new StringBuilder("[info] size=N/A    ");
    for (String input : inputs.split(" ")) {
      printed.append("[%s @ 0x55] [verbose] tb:1/44100 samplefmt:fltp\n".formatted(input));
    }
    assertThat(FilterBuilds.wereRepeated(printed.toString())).isEqualTo(repeated);
  }
}

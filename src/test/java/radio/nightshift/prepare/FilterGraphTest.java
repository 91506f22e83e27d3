package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.Tracks;
import radio.nightshift.programme.Edit;

/** The filters for each way of cutting: what is done to which second, without running ffmpeg. */
class FilterGraphTest {
  private static final Encoding MP3 = new Encoding(Codec.MP3, 128, 44_100, 2);
  private static final Encoding MONO = new Encoding(Codec.AAC, 64, 22_050, 1);

  @TempDir Path folder;

  /**
   * Times are in seconds; those of the edit are {@code second fade leave}, with - for none. Of the
   * filters only those are compared that cut, fade or fill.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          to its own end                 | 20    | - 99 99    |        | atrim=end=99
          it is cut without a click      | 20    | - 15 15    |        | afade=t=out:st=14.99:d=0.01, atrim=end=15
          it fades                       | 20    | - 10 15    |        | afade=t=out:st=10:d=5:curve=tri, atrim=end=15
          it is filled up with silence   | 20    | - 60 60    | filled | anullsrc atrim=end=40, concat=n=2, apad=whole_dur=60, atrim=end=60, apad=whole_dur=60, atrim=end=60
          one that is longer is not      | 80    | - 60 60    | filled | afade=t=out:st=59.99:d=0.01, apad=whole_dur=60, atrim=end=60
          two halves                     | 35 20 | 30 99 99   |        | afade=t=out:st=29.99:d=0.01, apad=whole_dur=30, atrim=end=30, concat=n=2, atrim=end=99
          a first half that just fits    | 30 20 | 30 99 99   |        | apad=whole_dur=30, atrim=end=30, concat=n=2, atrim=end=99
          a first half that is short     | 10 20 | 30 99 99   |        | anullsrc atrim=end=20, concat=n=2, apad=whole_dur=30, atrim=end=30, concat=n=2, atrim=end=99
          two halves that fade           | 35 35 | 30 50 60   |        | afade=t=out:st=29.99:d=0.01, apad=whole_dur=30, atrim=end=30, concat=n=2, afade=t=out:st=50:d=10:curve=tri, atrim=end=60
          """)
  void recordingsAreCutFadedAndFilledAsTheEditSays(
      String what, String lengths, String edit, String filled, String expected) {
    FilterGraph graph = graph(lengths, edit(edit, filled), "", null, List.of(MP3));
    assertThat(cuts(graph.measured())).as(graph.measured()).isEqualTo(expected);
    assertThat(cuts(graph.encoded(List.of(MP3), Map.of(2, 0.0), false)))
        .as("what is encoded is what was measured")
        .isEqualTo(expected);
  }

  private static String cuts(String graph) {
    List<String> found = new ArrayList<>();
    for (String filter : graph.replaceAll("\\[[^]]*]", "").split("[,;]")) {
      if (filter.startsWith("anullsrc")) {
        found.add("anullsrc");
      } else if (filter.matches("(afade|atrim|apad|concat)=.*")) {
        String shown = filter.replaceAll("(\\d+)\\.(\\d*?)0+(?=\\D|$)", "$1.$2");
        shown = shown.replaceAll("\\.(?=\\D|$)", "").replace(":v=0:a=1", "");
        boolean isSilence = !found.isEmpty() && found.get(found.size() - 1).equals("anullsrc");
        if (isSilence) {
          found.set(found.size() - 1, "anullsrc " + shown);
        } else {
          found.add(shown);
        }
      }
    }
    return String.join(", ", found);
  }

  @Test
  void aGapIsFilledFromTheFillerWhichIsTheLastInputAndFadesOut() throws Exception {
    Path filler = Files.createFile(folder.resolve("jingle.wav"));
    FilterGraph graph = graph("10 20", edit("30 99 99", null), "", filler, List.of(MP3));
    assertThat(graph.filler()).isEqualTo(filler);
    assertThat(graph.inputs()).containsSubsequence("-stream_loop", "-1", "-i", "file:" + filler);
    assertThat(graph.measured())
        .contains("[2:a:0]asetpts", "atrim=end=20.000000,afade=t=out:st=19.000000:d=1.000000");
  }

  @Test
  void withoutAGapTheFillerIsNoPartOfIt() throws Exception {
    Path filler = Files.createFile(folder.resolve("jingle.wav"));
    FilterGraph graph = graph("35 20", edit("30 99 99", null), "", filler, List.of(MP3));
    assertThat(graph.filler()).isNull();
    assertThat(graph.inputs()).doesNotContain("-stream_loop");
  }

  @Test
  void filtersOfTheUsersComeBeforeLoudnessIsMeasured() {
    FilterGraph graph = graph("20", edit("- 99 99", null), " highpass=f=40 ", null, List.of(MP3));
    assertThat(graph.isFiltered()).isTrue();
    assertThat(graph.measured()).contains("asetpts=N/SR/TB,highpass=f=40,aresample=44100");
    assertThat(graph.measured().indexOf("highpass"))
        .isLessThan(graph.measured().indexOf("ebur128"));
  }

  @Test
  void eachLayoutIsMeasuredAndEachEncodingGetsItsGain() {
    Encoding opus = new Encoding(Codec.OPUS, 128, 48_000, 2);
    FilterGraph graph = graph("20", edit("- 99 99", null), "", null, List.of(MP3, MONO, opus));
    assertThat(graph.layouts()).containsExactly(1, 2);
    assertThat(graph.measured())
        .contains("aresample=48000", "[c1]ebur128@r1", "[m1]", "[c2]ebur128@r2", "[m2]");
    assertThat(graph.encoded(List.of(MP3, MONO, opus), Map.of(1, -3.0, 2, 2.5), false))
        .contains("[c1]volume=-3.000000dB[e1]", "[c2]volume=2.500000dB,asplit=2[e0][e2]");
    assertThat(graph.encoded(List.of(MONO), Map.of(1, -3.0), false))
        .as("a layout that is copied leads nowhere")
        .contains("[c2]anullsink", "[c1]volume=-3.000000dB[e0]");
  }

  @Test
  void ofMoreThanEightChannelsAllAreHeard() {
    Assignment twenty = assignment(List.of(probed("a", 20, 20)), edit("- 99 99", null));
    assertThat(new FilterGraph(twenty, options(), "", null, List.of(MP3)).measured())
        .contains("pan=stereo|c0=0.050000*c0+0.050000*c1+");
  }

  private FilterGraph graph(
      String lengths, Edit edit, String filter, Path filler, List<Encoding> encodings) {
    List<ProbedFile> sources = new ArrayList<>();
    for (String length : lengths.split(" ")) {
      sources.add(probed("part" + sources.size(), Integer.parseInt(length), 2));
    }
    return new FilterGraph(assignment(sources, edit), options(), filter, filler, encodings);
  }

  private ProbedFile probed(String name, int seconds, int channels) {
    Duration length = Duration.ofSeconds(seconds);
    MediaInfo info = new MediaInfo("mp3", "mp3", 44_100, channels, length, length, "", Tracks.ONE);
    return new ProbedFile(
        folder.resolve("20260610_1400_" + name + ".mp3"),
        "1-1",
        info,
        length,
        MadeUpInbox.ONE_FORM);
  }

  private static Assignment assignment(List<ProbedFile> sources, Edit edit) {
    return new Assignment(sources, edit, Instant.parse("2026-06-10T14:00:00Z"), null, false);
  }

  private static Edit edit(String times, String filled) {
    String[] part = times.split(" ");
    return new Edit(
        part[0].equals("-") ? null : Duration.ofSeconds(Long.parseLong(part[0])),
        Duration.ofSeconds(Long.parseLong(part[1])),
        Duration.ofSeconds(Long.parseLong(part[2])),
        filled != null);
  }

  private static PrepareOptions options() {
    return new PrepareOptions(
        OptionalDouble.of(-16),
        -1,
        MonoMix.AUTO,
        "tri",
        Duration.ofSeconds(4),
        Duration.ofMinutes(10),
        null,
        500);
  }
}

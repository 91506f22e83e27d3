package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.ffmpeg.ProgramEnd;
import radio.nightshift.ffmpeg.ProgramRun;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.Tracks;
import radio.nightshift.programme.Edit;
import radio.nightshift.programme.UnusableFileException;

/** Which runs of ffmpeg a preparation needs, and what their ends mean; none is started here. */
class PreparationTest {
  private static final Encoding MP3 = new Encoding(Codec.MP3, 128, 44_100, 2);
  private static final Encoding OPUS = new Encoding(Codec.OPUS, 128, 48_000, 2);
  private static final String LOUDNESS =
      """
      [ebur128@r2 @ 0x55] [info] Summary:
        Integrated loudness:
          I:         %s LUFS
        True peak:
          Peak:       -9.0 dBFS
      """;

  @TempDir Path folder;
  @TempDir Path work;

  /** The recording is MP3 of 128 kbit/s, as the first mount carries it; the second carries Opus. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          at the target it is copied           | -16.0 | 99 99 | false |           | measure, encode opus
          near it too                          | -16.4 | 99 99 | false |           | measure, encode opus
          farther from it both are encoded     | -16.6 | 99 99 | false |           | measure, encode mp3 opus
          in a hurry nothing is measured       |       | 99 99 | true  |           | encode opus
          a cut is made in a copy              | -16.0 | 1 1   | false |           | measure, encode opus
          a fade is not                        | -16.0 | 1 2   | false |           | measure, encode mp3 opus
          nor are filters                      | -16.0 | 99 99 | false | highpass  | measure, encode mp3 opus
          """)
  void framesAreCopiedWhereNothingNeedsToChange(
      String what, String lufs, String edit, boolean quick, String filter, String expected)
      throws Exception {
    Preparation preparation =
        preparation(edit, quick, filter == null ? "" : filter, List.of(MP3, OPUS));
    StringBuilder runs = new StringBuilder();
    ProgramRun measure = preparation.run("measure");
    if (measure != null) {
      measure.ended(new ProgramEnd(0, "", LOUDNESS.formatted(lufs)));
      runs.append("measure, ");
    }
    preparation.copy();
    String encode = String.join(" ", preparation.run("encode").command());
    runs.append("encode");
    runs.append(encode.contains(MP3.fileName()) ? " mp3" : "");
    runs.append(encode.contains(OPUS.fileName()) ? " opus" : "");
    assertThat(runs).as(what).hasToString(expected);
  }

  @Test
  void whatIsCopiedForAllMountsIsOnlyDecodedAsATest() throws Exception {
    Preparation preparation = preparation("99 99", true, "", List.of(MP3));
    preparation.copy();
    assertThat(preparation.run("encode")).isNull();
    assertThat(preparation.needsEncoding()).isFalse();
    preparation.run("check").ended(new ProgramEnd(0, "", ""));
    assertThat(preparation.run("check")).as("a second test").isNull();
    assertThat(preparation.finish().length())
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    assertThat(work.resolve("programme.json")).exists();
  }

  @Test
  void aCopyThatDoesNotDecodeCleanIsEncodedAfterAllAndTestedWithTheOthers() throws Exception {
    Preparation preparation = preparation("99 99", true, "", List.of(MP3, OPUS));
    preparation.copy();
    preparation.run("encode").ended(new ProgramEnd(0, "", ""));
    preparation
        .run("check")
        .ended(new ProgramEnd(1, "", "[mp3float @ 0x1] [error] Header missing"));
    assertThat(preparation.needsEncoding()).isTrue();
    assertThat(String.join(" ", preparation.run("encode").command()))
        .contains(MP3.fileName())
        .doesNotContain(OPUS.fileName());
    preparation.run("encode").ended(new ProgramEnd(0, "", ""));
    assertThat(String.join(" ", preparation.run("check").command()))
        .contains(MP3.fileName(), OPUS.fileName());
  }

  @Test
  void whatWasEncodedAndDoesNotDecodeIsNotPublished() throws Exception {
    Preparation preparation = preparation("99 99", true, "", List.of(OPUS));
    preparation.run("encode").ended(new ProgramEnd(0, "", ""));
    ProgramRun check = preparation.run("check");
    assertThatThrownBy(() -> check.ended(new ProgramEnd(0, "", "[opus @ 0x1] [error] torn")))
        .isInstanceOf(IOException.class)
        .hasMessage("what was made of it does not decode (torn)");
    assertThatThrownBy(() -> check.ended(new ProgramEnd(ProgramEnd.TIMED_OUT, "", "")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in time");
  }

  @ParameterizedTest
  @CsvSource({"measure, 1", "measure, 124", "encode, 1", "encode, 124"})
  void aRunThatFailsLeavesOpenWhatIsToBlame(String run, int exit) {
    Preparation preparation = preparation("99 99", false, "", List.of(OPUS));
    ProgramEnd end = new ProgramEnd(exit, "", "[error] cannot\n[error] later");
    assertThatThrownBy(() -> preparation.run(run).ended(end))
        .isInstanceOf(FfmpegFailedException.class)
        .hasMessageContaining("(cannot)");
  }

  @ParameterizedTest(name = "exit {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0   |                                                                    |
          0   | [mp3 @ 0x1] [error] passed over                                     |
          1   | [mp3 @ 0x1] [error] torn                                           | cannot be decoded by ffmpeg (torn)
          124 |                                                                    | keeps ffmpeg busy for longer than it plays
          0   | [astats@odd @ 0x1] [info] Number of NaNs: 17                       | no numbers
          0   | [astats@odd @ 0x1] [info] Number of Infs: 0                        |
          """)
  void theFileThatMakesFfmpegFailIsFoundByDecodingItAlone(int exit, String printed, String reason)
      throws Exception {
    Suspects suspects = suspects(null);
    assertThat(suspects.hasNext()).isTrue();
    ProgramRun decode = suspects.run("decode");
    assertThat(suspects.hasNext()).isFalse();
    ProgramEnd end = new ProgramEnd(exit, "", printed == null ? "" : printed);
    if (reason == null) {
      decode.ended(end);
    } else {
      assertThatThrownBy(() -> decode.ended(end))
          .isInstanceOf(UnusableFileException.class)
          .hasMessageContaining(reason)
          .hasMessageContaining("upload it again");
    }
  }

  @Test
  void aFileThatHasBeenReplacedMeanwhileIsNotBlamed() throws Exception {
    Suspects suspects = suspects(null);
    Files.writeString(file(), "another upload");
    assertThatThrownBy(() -> suspects.run("decode").ended(new ProgramEnd(1, "", "[error] torn")))
        .isInstanceOf(StaleAssignmentException.class);
  }

  @Test
  void fillerThatIsAtFaultIsLeftOut() throws Exception {
    Path fillers = Files.createDirectory(folder.resolve("filler"));
    Path readme = Files.writeString(fillers.resolve("readme.txt"), "no audio");
    Filler filler = new Filler(fillers);
    Suspects suspects = suspects(filler);
    suspects.run("decode").ended(new ProgramEnd(0, "", ""));
    ProgramRun decode = suspects.run("decode");
    assertThat(decode.command()).contains("file:" + readme);
    assertThatThrownBy(() -> decode.ended(new ProgramEnd(1, "", "[error] no")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the filler 'readme.txt' cannot be decoded");
    assertThat(filler.at(Instant.EPOCH)).isNull();
  }

  @Test
  void aRunOfAnotherNameIsRefused() {
    assertThatThrownBy(() -> preparation("99 99", false, "", List.of(MP3)).run("mesure"))
        .hasMessageContaining("measure, encode and check, not mesure");
  }

  private Suspects suspects(Filler filler) throws IOException {
    Edit edit = new Edit(null, Duration.ofSeconds(9), Duration.ofSeconds(9), true);
    Assignment assignment = assignment(edit, false);
    Path path = filler == null ? null : filler.at(assignment.airs());
    FilterGraph graph = new FilterGraph(assignment, options(), "", path, List.of(MP3));
    return new Suspects(
        new Preparation(assignment, work, "0", List.of(MP3), options(), graph), filler);
  }

  private Preparation preparation(
      String edit, boolean quick, String filter, List<Encoding> encodings) {
    String[] times = edit.split(" ");
    Assignment assignment =
        assignment(
            new Edit(
                null,
                Duration.ofSeconds(Long.parseLong(times[0])),
                Duration.ofSeconds(Long.parseLong(times[1])),
                false),
            quick);
    FilterGraph graph = new FilterGraph(assignment, options(), filter, null, encodings);
    return new Preparation(assignment, work, "0", encodings, options(), graph);
  }

  private Assignment assignment(Edit edit, boolean quick) {
    try {
      Files.write(file(), frames(100));
      Duration length = Duration.ofNanos(100L * 1152 * 1_000_000_000 / 44_100);
      MediaInfo info = new MediaInfo("mp3", "mp3", 44_100, 2, length, length, "", Tracks.ONE);
      ProbedFile probed =
          new ProbedFile(file(), ProbedFile.version(file()), info, length, MadeUpInbox.ONE_FORM);
      return new Assignment(
          List.of(probed), edit, Instant.parse("2026-06-10T14:00:00Z"), null, quick);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path file() {
    return folder.resolve("20260610_1400_a.mp3");
  }

  /** Silence in MP3 of 128 kbit/s, 44100 Hz, stereo. */
  private static byte[] frames(int count) {
    ByteBuffer frames = ByteBuffer.allocate(417 * count);
    for (int i = 0; i < count; i++) {
      frames.putInt(i * 417, 0xfffb9004);
    }
    return frames.array();
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

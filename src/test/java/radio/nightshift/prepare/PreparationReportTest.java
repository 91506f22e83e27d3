package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.ffmpeg.Loudness;
import radio.nightshift.ffmpeg.StereoImage;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.MediaInfo;
import radio.nightshift.media.Tracks;
import radio.nightshift.programme.Edit;

/** What a person is told about a programme, by what ffmpeg has printed. */
class PreparationReportTest {
  private static final Encoding MP3 = new Encoding(Codec.MP3, 128, 44_100, 2);
  private static final Loudness QUIET = new Loudness(-20, -8);

  /** What ffmpeg prints of a silence, of which it misses the first 0.38 s. */
  private static String silence(double end, double seconds) {
    return "[silencedetect @ 0x5581] [info] silence_end: %s | silence_duration: %s\n"
        .formatted(end, seconds - 0.38);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all is well               | 10:00 | 10:00 |       | false |
          it is short for its slot  | 10:00 | 10:00 | 12:00 | false | It has 10:00 of the 12:00 minutes of its slot.
          a tenth is on purpose     | 54:00 | 54:00 | 60:00 | false |
          it broke off              | 10:00 | 20:00 |       | false | It has 10:00 of the 20:00 minutes that it announces; upload it again if it should be whole.
          a second is rounding      | 10:00 | 10:01 |       | false |
          there was no time         | 10:00 | 10:00 |       | true  | There was no time to do more than cut it.
          """)
  void whatIsKnownBeforehandIsFound(
      String what, String length, String announced, String slot, boolean quick, String note) {
    assertThat(report(length, announced, slot, quick).note())
        .as(what)
        .isEqualTo(note == null ? "" : note);
  }

  @ParameterizedTest(name = "{0} LUFS with peaks at {1} dBTP")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -20 | -8  | gain  4.0 |
          -12 | -8  | gain -4.0 |
          -20 | -3  | gain  2.0 | It stays 2.0 LU below -16.0 LUFS, for its peaks may not go above -1.0 dBTP.
          -10 | 2.4 | gain -6.0 |
          -10 | 3.4 | gain -6.0 | Its peaks are cut off flat: it was recorded too loud.
          -70 | -90 |           | Nothing in it is loud enough to be heard; is it the right file?
          """)
  void loudnessIsReportedWithWhatIsWrongWithIt(
      double integrated, double peak, String gain, String note) {
    PreparationReport report = report("10:00", "10:00", null, false);
    report.source(new Loudness(integrated, peak), "");
    report.channels(Optional.of(new StereoImage(-20, -20, -20, false)), MonoMix.AUTO);
    assertThat(report.note()).isEqualTo(note == null ? "" : note);
    String figures = "" + report.members().get("loudness");
    if (gain == null) {
      assertThat(figures).isEqualTo("null");
    } else {
      assertThat(figures).contains("gainDb=" + gain.replaceAll("gain +", ""));
    }
  }

  @Test
  void silencesAreListedAndTheSuspiciousOnesNamed() {
    PreparationReport report = report("10:00", "10:00", null, false);
    report.source(QUIET, silence(2.5, 2.5) + silence(63, 3) + silence(99, 9));
    assertThat(report.note())
        .isEqualTo("It is silent for 2.5 s from 0:00. It is silent for 9.0 s from 1:30.");
    assertThat("" + report.members().get("silences")).contains("seconds=3.0", "startSeconds=60.0");
  }

  @Test
  void silenceThatCameInWithTheEncodingIsFound() {
    PreparationReport report = report("10:00", "10:00", null, false);
    report.source(QUIET, "");
    report.results(silence(99, 9));
    assertThat(report.note()).isEqualTo("What was made of it is silent where it is not itself.");
  }

  @Test
  void silencesOfAResultAreThoseOfTheProgrammeIfItWasNotMeasured() {
    PreparationReport report = report("10:00", "10:00", null, false);
    report.results(silence(99, 9));
    assertThat(report.note()).isEqualTo("It is silent for 9.0 s from 1:30.");
  }

  @Test
  void damagedPlacesAreCountedAndNoTagIsTakenForOne() {
    PreparationReport report = report("10:00", "10:00", null, false);
    report.damage(
        """
        [mp3 @ 0x55] [info] title : x
        [info]     comment         : [error] evil
        [mp3float @ 0x55] [error] Header missing
        [mp3float @ 0x55] [error] big_values too big
        [error] Error while decoding stream
        [fatal] no
        """);
    assertThat(report.note()).isEqualTo("2 damaged places in it are passed over.");
  }

  @Test
  void aResultThatCameOutLouderThanAskedIsFound() {
    PreparationReport report = report("10:00", "10:00", null, false);
    report.result(MP3, 4, Optional.of(new Loudness(-16.5, -4)), QUIET);
    assertThat(report.note()).as("half a unit").isEmpty();
    report.result(MP3, 4, Optional.of(new Loudness(-14, -2)), QUIET);
    assertThat(report.note())
        .isEqualTo("As mp3-128k-44100-2 it came out +2.0 LU off what was asked.");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          it plays to its own end     | 10:00 | 99:00 |        | false | 10:00 | ok
          its own end is early        | 10:00 | 99:00 |        | false | 8:00  | found
          it is cut                   | 10:00 | 5:00  |        | false | 5:00  | ok
          there is less than that     | 10:00 | 5:00  |        | false | 4:00  | found
          it is longer than asked     | 10:00 | 5:00  |        | false | 6:00  | refused
          a damaged one is cut short  | 10:00 | 5:00  |        | true  | 4:00  | found
          a damaged one is too long   | 10:00 | 5:00  |        | true  | 6:00  | refused
          it is filled up             | 10:00 | 15:00 | filled | false | 15:00 | ok
          it is filled up too little  | 10:00 | 15:00 | filled | false | 10:00 | refused
          """)
  void aResultHasTheLengthThatWasAskedOrThereIsAReason(
      String what,
      String length,
      String leave,
      String filled,
      boolean damaged,
      String result,
      String verdict)
      throws Exception {
    Duration end = MadeUpInbox.length(leave);
    PreparationReport report =
        new PreparationReport(
            assignment(length, length, new Edit(null, end, end, filled != null), null, false),
            options());
    report.damage(damaged ? "[error] x" : "");
    String before = report.note();
    if (verdict.equals("refused")) {
      assertThatThrownBy(() -> report.length(MP3, MadeUpInbox.length(result)))
          .as(what)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("s were asked");
      return;
    }
    assertThatCode(() -> report.length(MP3, MadeUpInbox.length(result)))
        .as(what)
        .doesNotThrowAnyException();
    assertThat(report.note().length() > before.length())
        .as(what)
        .isEqualTo(verdict.equals("found"));
    assertThat("" + report.members().get(MP3.id()))
        .contains("lengthSeconds=" + MadeUpInbox.length(result).toSeconds());
  }

  @ParameterizedTest
  @CsvSource({
    "'[error] one\n[error] two', one",
    "'[mp3 @ 0x1] [error] bad\u001b[2J', bad\\u001b[2J",
    "'nothing', ffmpeg gives no reason"
  })
  void theFirstFaultIsNamed(String printed, String expected) {
    assertThat(PreparationReport.firstFault(printed)).isEqualTo(expected);
  }

  private static PreparationReport report(
      String length, String announced, String slot, boolean quick) {
    Duration end = Duration.ofMinutes(99);
    return new PreparationReport(
        assignment(length, announced, new Edit(null, end, end, false), slot, quick), options());
  }

  private static Assignment assignment(
      String length, String announced, Edit edit, String slot, boolean quick) {
    MediaInfo info =
        new MediaInfo(
            "mp3",
            "mp3",
            44_100,
            2,
            MadeUpInbox.length(announced),
            MadeUpInbox.length(announced),
            "",
            Tracks.ONE);
    ProbedFile file =
        new ProbedFile(
            Path.of("20260610_1400_a.mp3"),
            "1-1",
            info,
            MadeUpInbox.length(length),
            MadeUpInbox.ONE_FORM);
    return new Assignment(
        List.of(file),
        edit,
        Instant.parse("2026-06-10T14:00:00Z"),
        slot == null ? null : MadeUpInbox.length(slot),
        quick);
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

package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.loop.ChannelForm.Treatment;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.support.Integration;

/** What is kept of a source and what is encoded, and what is refused before anything is made. */
@Integration
class LoopPlanTest {
  private static final long TEN_GB = 10_000_000_000L;
  private static final ChannelForm AUTO =
      new ChannelForm(
          Treatment.AUTO, 10_000_000, 1920, 1080, FrameRate.parse("25"), 50, 96_000, 48_000);

  private static PacketSurvey packets(double seconds, String obstacle) {
    return new PacketSurvey(Math.round(seconds * 25), 1 / 90_000.0, 3600, 0, 0, 50, 1, obstacle);
  }

  private static SourceForm source(double seconds, long bytes, String pixels, String obstacle) {
    return new SourceForm(
        Path.of("clip.mp4"),
        "mov,mp4,m4a,3gp,3g2,mj2",
        0,
        seconds,
        bytes,
        new SourceForm.Picture(
            0, "h264", pixels, 1280, 720, true, true, packets(seconds, obstacle)),
        new SourceForm.Sound(1, "aac", 44_100, 2, 192_000, true, seconds, null));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, yuv420p, '', true",
    "AUTO, yuv422p10le, '', false",
    "AUTO, yuv420p, its frame rate is not constant, false",
    "ENCODE, yuv420p, '', false",
    "COPY, yuv420p, '', true",
  })
  void videoIsKeptWhereItCanBe(Treatment treatment, String pixels, String obstacle, boolean kept)
      throws Exception {
    LoopPlan plan =
        LoopPlan.of(
            source(5, 1_000_000, pixels, obstacle),
            AUTO.with(treatment),
            MakingBench.TRANSPORT,
            TEN_GB);
    assertThat(plan.keepsVideo()).as("kept").isEqualTo(kept);
    assertThat(plan.keepsAudio()).as("audio kept").isEqualTo(treatment == Treatment.COPY);
  }

  @Test
  void soundIsNeverMadeWorseThanTheSources() throws Exception {
    LoopPlan plan =
        LoopPlan.of(source(5, 1_000_000, "yuv420p", ""), AUTO, MakingBench.TRANSPORT, TEN_GB);
    assertThat(plan.transportSound()).isEqualTo(new Encoding(Codec.AAC, 192, 48_000, 2));
    assertThat(plan.encodingVideo().transportSound()).isEqualTo(plan.transportSound());
  }

  @Test
  void soundHasExactlyTheBitRateThatIsSetWhereAllIsEncoded() throws Exception {
    LoopPlan plan =
        LoopPlan.of(
            source(5, 1_000_000, "yuv420p", ""),
            AUTO.with(Treatment.ENCODE),
            MakingBench.TRANSPORT,
            TEN_GB);
    assertThat(plan.transportSound()).isEqualTo(new Encoding(Codec.AAC, 96, 48_000, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "3600, 0, it has fewer than 5 frames a second",
    "18090, 0, it has fewer than 5 frames a second",
    "18000, 6, ''",
    "18000, 7, its frames are sent more than 1.3 s before they are presented",
  })
  void videoThatNoPlayerCouldBeSentInTimeIsNotKept(int ticks, int reorder, String obstacle) {
    double tick = ticks == 3600 ? 1 / 3600.0 : 1 / 90_000.0;
    PacketSurvey packets = new PacketSurvey(50, tick, ticks, 0, 0, 50, reorder, "");
    assertThat(
            new SourceForm.Picture(0, "h264", "yuv420p", 320, 180, true, true, packets).obstacle())
        .isEqualTo(obstacle);
  }

  @Test
  void moreThanTwentyFiveHoursAreRefused() {
    assertThatThrownBy(
            () ->
                LoopPlan.of(
                    source(90_001, 1_000_000, "yuv420p", ""),
                    AUTO,
                    MakingBench.TRANSPORT,
                    TEN_GB * 100))
        .isInstanceOf(UnusableSourceException.class)
        .hasMessage(
            "source 'clip.mp4' is 25.0 h long; a turn takes 25 h at most, so put a shorter file"
                + " there");
  }

  @ParameterizedTest
  @CsvSource({
    // Picture and sound beside the transport stream: 2 x 4.5 + 2 x 0.04 GB and 8 %.
    "ENCODE, 9.81",
    // The samples of the sound twice, 2 x 0.69 GB and 8 %, are more than the file.
    "AUTO, 1.49",
  })
  void roomIsForeseenForTheTimeAtWhichMostLiesThere(Treatment treatment, double gigabytes)
      throws Exception {
    LoopPlan plan =
        LoopPlan.of(
            source(3600, 500_000_000, "yuv420p", ""),
            AUTO.with(treatment),
            MakingBench.TRANSPORT,
            TEN_GB);
    assertThat(new DiskNeed(plan).bytes(3600) / 1e9)
        .as("GB for an hour")
        .isCloseTo(gigabytes, within(0.01));
  }

  @Test
  void dayLongFileIsRefusedWithBothSizesAndTheRemedy() {
    assertThatThrownBy(
            () ->
                LoopPlan.of(
                    source(86_400, 40_000_000_000L, "yuv420p", ""),
                    AUTO,
                    MakingBench.TRANSPORT,
                    TEN_GB))
        .isInstanceOf(UnusableSourceException.class)
        .hasMessageStartingWith("source 'clip.mp4' needs about ")
        .hasMessageContaining("it is 24.0 h long")
        .hasMessageEndingWith("loop.disk allows 10.0 GB; raise loop.disk, or lower the bit rate");
  }

  @Test
  void copyingWhatCannotBeSentIsRefusedWithTheReason() {
    assertThatThrownBy(
            () ->
                LoopPlan.of(
                    source(5, 1_000_000, "yuv422p10le", ""),
                    AUTO.with(Treatment.COPY),
                    MakingBench.TRANSPORT,
                    TEN_GB))
        .hasMessage(
            "source 'clip.mp4' cannot be sent as it is (its video: its pixels are yuv422p10le, not"
                + " 8 bit 4:2:0); set codec=auto");
  }

  @Test
  void recipeChangesWithAllThatMatters() {
    Wants mount = new Wants(true, List.of(new Encoding(Codec.MP3, 128, 44_100, 2)));
    assertThat(
            List.of(
                MadeLoops.recipe("1", AUTO, MakingBench.TRANSPORT, "ffmpeg 5"),
                MadeLoops.recipe("2", AUTO, MakingBench.TRANSPORT, "ffmpeg 5"),
                MadeLoops.recipe("1", AUTO.with(Treatment.COPY), MakingBench.TRANSPORT, "ffmpeg 5"),
                MadeLoops.recipe("1", AUTO, mount, "ffmpeg 5"),
                MadeLoops.recipe("1", AUTO, MakingBench.TRANSPORT, "ffmpeg 6")))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, is being made: 0 %",
    "35, 130, 'is being made: 35 %, about 4 min left'",
    "50, 10, 'is being made: 50 %, about 1 min left'",
    "10, 3600, 'is being made: 10 %, about 9 h left'",
  })
  void whatIsLeftIsEstimated(int percent, long seconds, String words) {
    assertThat(MakingProgress.words(percent, seconds * 1_000_000_000)).isEqualTo(words);
  }
}

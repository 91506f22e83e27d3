package radio.nightshift.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.ffmpeg.Programs;
import radio.nightshift.loop.ChannelForm.Treatment;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.FramedAudio;
import radio.nightshift.support.Integration;

/** What is made of sources of all kinds, good and bad. */
@Integration
class MakingTest {
  private static final String VIDEO = "-f lavfi -i testsrc2=s=%s:r=%s:d=%s";
  private static final String AUDIO = " -f lavfi -i sine=500:r=%d:d=%s";
  private static final String H264 = " -c:v libx264 -preset ultrafast -bf 2 -g 25";

  @TempDir Path folder;
  private MakingBench bench;

  @BeforeEach
  void bench() {
    bench = new MakingBench(folder);
  }

  private static String video(String size, String rate, double seconds) {
    return VIDEO.formatted(size, rate, seconds);
  }

  private static String audio(int rate, double seconds) {
    return AUDIO.formatted(rate, seconds);
  }

  private Path source(String name, String arguments) {
    return bench.source(name, arguments.strip().split(" +"));
  }

  private MadeLoop make(Path source) throws Exception {
    return bench.make(source, MakingBench.AUTO, MakingBench.TRANSPORT);
  }

  /** The packets of a stream as ffprobe reads them: pts, dts, in 90 kHz. */
  private List<long[]> packets(MadeLoop made, int pid) throws IOException {
    String lines =
        new Programs()
            .output(
                Duration.ofSeconds(30),
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "i:" + pid,
                "-show_entries",
                "packet=pts,dts",
                "-of",
                "csv=p=0",
                "" + made.transport().file());
    List<long[]> packets = new ArrayList<>();
    lines
        .lines()
        .map(line -> line.split(","))
        .filter(fields -> fields.length >= 2)
        .forEach(
            fields ->
                packets.add(new long[] {Long.parseLong(fields[0]), Long.parseLong(fields[1])}));
    return packets;
  }

  /** Frames in equal steps over the seam too, and audio that begins with the picture. */
  private void assertRound(MadeLoop made, int frames, int audioFrames) throws IOException {
    long turn = made.transport().ticks();
    List<long[]> pictures = packets(made, 0x100);
    assertThat(pictures).as("frames of video").hasSize(frames);
    double step = (double) turn / frames;
    for (int i = 0; i < frames; i++) {
      double after = pictures.get((i + 1) % frames)[1] + (i + 1 == frames ? turn : 0);
      assertThat(after - pictures.get(i)[1]).as("dts step %d", i).isCloseTo(step, within(1.0));
    }
    List<Long> shown = pictures.stream().map(one -> one[0]).sorted().toList();
    assertThat(shown.get(frames - 1) - shown.get(0))
        .as("from the first frame to the last")
        .isBetween(Math.round(turn - step) - 1, Math.round(turn - step) + 1);
    List<long[]> sounds = packets(made, 0x101);
    assertThat(sounds).as("frames of audio").hasSize(audioFrames);
    assertThat(sounds.get(0)[0] - shown.get(0)).as("audio after video").isBetween(-90L, 90L);
  }

  @Test
  void clipOfOddLengthIsKeptAndItsSoundMadeRound() throws Exception {
    MadeLoop made =
        make(
            source(
                "odd.mp4", video("320x180", "25", 5) + audio(44_100, 4.983) + H264 + " -c:a aac"));
    assertThat(made.transport().ticks()).as("ticks: 234 frames of audio").isEqualTo(234 * 1920);
    assertRound(made, 125, 234);
    assertThat(made.description())
        .isEqualTo("5.0 s, H.264 320x180 25 fps kept, AAC 48 kHz made anew");
    assertThat(made.warning()).isEmpty();
    assertThat(MadeLoop.read(made.folder())).as("read back").isEqualTo(Optional.of(made));
    try (var files = Files.list(made.folder())) {
      assertThat(files.map(one -> "" + one.getFileName()))
          .containsExactlyInAnyOrder("loop.ts", "loop.properties");
    }
    assertThat(folder.resolve("channel/work").toFile().list()).as("left over").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mpeg2.ts, 25, -c:v mpeg2video -bf 2 -c:a mp2, kept, 50, 94",
    "hevc.mp4, 25, -c:v libx265 -preset ultrafast -x265-params log-level=error -c:a aac, kept, 50,"
        + " 94",
    "ntsc.mkv, 30000/1001, -c:v libx264 -preset ultrafast -bf 2 -c:a ac3, kept, 60, 94",
    "late.mp4, 25, -c:v libx264 -preset ultrafast -c:a aac -af adelay=300, kept, 50, 94",
    "cut.ts, 25, -c:v libx264 -preset ultrafast -c:a aac -output_ts_offset 40000, kept, 50, 94",
    "ten.mp4, 25, -pix_fmt yuv422p10le -c:v libx264 -preset ultrafast -c:a aac, encoded (its pixels"
        + " are yuv422p10le, 50, 94",
    "uneven.mp4, 25, '-vf select=not(eq(mod(n\\,3)\\,1)) -fps_mode vfr -c:v libx264 -preset"
        + " ultrafast -c:a aac', encoded (its frame rate is not constant), 49, 92",
    "odd.mkv, 25, -vf scale=161:91 -pix_fmt yuv444p -c:v libx264 -preset ultrafast -c:a aac,"
        + " encoded, 50, 94",
    "vp9.webm, 25, -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus, encoded (vp9, 50,"
        + " 94",
  })
  void videoIsKeptOrEncoded(
      String name, String rate, String codecs, String said, int frames, int audioFrames)
      throws Exception {
    Path file =
        source(name, video("320x180", rate, 2) + audio(44_100, 2) + " " + codecs + " -t 2.0");
    MadeLoop made = make(file);
    assertThat(made.description()).contains(said);
    assertRound(made, frames, audioFrames);
  }

  @ParameterizedTest
  @CsvSource({"mkv", "mp4"})
  void soundThatBeginsLateStaysLate(String container) throws Exception {
    Path file =
        source(
            "late." + container,
            video("160x90", "25", 2) + " -itsoffset 0.5" + audio(48_000, 1.5) + H264 + " -c:a aac");
    MadeLoop made = make(file);
    assertRound(made, 50, 94);
    short[] heard = samples(made.transport().file());
    assertThat(loudest(heard, 0.02, 0.45)).as("before the sound begins").isLessThan(300);
    assertThat(loudest(heard, 0.55, 0.65)).as("as it begins").isGreaterThan(2000);
    assertThat(loudest(heard, 1.93, 1.98)).as("before the turn ends").isGreaterThan(2000);
  }

  private short[] samples(Path file) throws IOException {
    Path pcm = bench.source("heard.pcm", "-i", "" + file, "-ac", "1", "-f", "s16le");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(pcm)).order(ByteOrder.LITTLE_ENDIAN);
    short[] samples = new short[bytes.remaining() / 2];
    bytes.asShortBuffer().get(samples);
    return samples;
  }

  private static int loudest(short[] of, double from, double to) {
    int most = 0;
    for (int i = (int) (from * 48_000); i < to * 48_000; i++) {
      most = Math.max(most, Math.abs(of[i]));
    }
    return most;
  }

  @Test
  void editListIsNoReasonToShowWhatItCutsAway() throws Exception {
    Path whole =
        source("whole.mp4", video("160x90", "25", 4) + audio(48_000, 4) + H264 + " -c:a aac");
    Path cut = source("cut.mp4", "-ss 1.4 -i " + whole + " -c copy");
    MadeLoop made = make(cut);
    assertThat(made.description()).contains("encoded (an edit list cuts it)");
    assertThat(made.frames()).as("frames").isBetween(64L, 66L);
  }

  @Test
  void streamThatBeginsAmidAGroupOfPicturesBeginsWithItsFirstKeyFrame() throws Exception {
    Path whole =
        source("whole.ts", video("160x90", "25", 4) + audio(48_000, 4) + H264 + " -c:a aac");
    byte[] bytes = Files.readAllBytes(whole);
    int from = bytes.length / 8 / 188 * 188;
    byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
    byte[] tables = Arrays.copyOf(bytes, 3 * 188);
    Path cut = folder.resolve("amid.ts");
    Files.write(cut, tables);
    Files.write(cut, rest, StandardOpenOption.APPEND);
    MadeLoop made = make(cut);
    assertThat(made.description()).contains("encoded");
    assertThat(made.frames()).as("frames from the first key frame on").isEqualTo(75);
  }

  @Test
  void oneKindIsEnough() throws Exception {
    MadeLoop mute = make(source("mute.mp4", video("160x90", "30000/1001", 2) + H264));
    assertThat(mute.transport().ticks()).as("60 frames of 3003").isEqualTo(60 * 3003);
    MadeLoop blind = make(source("blind.flac", audio(44_100, 2.01)));
    assertThat(blind.transport().ticks() % 1920).as("ticks beyond whole frames").isZero();
    assertThat(packets(blind, 0x101)).hasSize((int) (blind.transport().ticks() / 1920));
    assertThat(blind.frames()).isZero();
  }

  @Test
  void coverIsNoVideo() throws Exception {
    Path cover = source("cover.png", "-f lavfi -i color=red:s=64x64 -frames:v 1");
    Path song =
        source(
            "song.mp3",
            audio(44_100, 2)
                + " -i "
                + cover
                + " -map 0 -map 1 -c:v copy -id3v2_version 3"
                + " -disposition:v attached_pic -c:a libmp3lame");
    assertThat(make(song).description()).doesNotContain("H.264");
  }

  @Test
  void copyEncodesNothing() throws Exception {
    Path file = source("own.mp4", video("160x90", "25", 2) + audio(44_100, 2) + H264 + " -c:a aac");
    MadeLoop made = bench.make(file, MakingBench.AUTO.with(Treatment.COPY), MakingBench.TRANSPORT);
    assertThat(made.description()).isEqualTo("2.0 s, H.264 160x90 25 fps kept, AAC kept");
    assertThat(bench.commands.toString()).doesNotContain("libx264", "-c:a aac", "pcm_s16le");
    assertRound(made, 50, 86);
    Path flac = source("own.mkv", audio(44_100, 2) + " -c:a flac");
    assertThatThrownBy(
            () -> bench.make(flac, MakingBench.AUTO.with(Treatment.COPY), MakingBench.TRANSPORT))
        .isInstanceOf(UnusableSourceException.class)
        .hasMessageContaining("cannot carry flac")
        .hasMessageContaining("codec=auto");
  }

  @Test
  void encodeEncodesAll() throws Exception {
    Path file =
        source("all.mp4", video("170x128", "30", 2) + audio(44_100, 2) + H264 + " -c:a aac");
    MadeLoop made =
        bench.make(file, MakingBench.AUTO.with(Treatment.ENCODE), MakingBench.TRANSPORT);
    assertThat(made.description()).startsWith("2.0 s, H.264 320x180 25 fps encoded, AAC");
    assertRound(made, 50, 94);
    assertThat(made.bitrate()).as("constant bit rate").isBetween(900_000L, 1_600_000L);
  }

  @Test
  void muchDifferenceIsFilledWithSilenceAndReported() throws Exception {
    Path file = source("gap.mp4", video("160x90", "25", 3) + audio(48_000, 2) + H264 + " -c:a aac");
    assertThat(make(file).warning()).contains("1.0 s shorter than its picture: silence");
    Path other =
        source("much.mp4", video("160x90", "25", 2) + audio(48_000, 3) + H264 + " -c:a aac");
    MadeLoop made = make(other);
    assertThat(made.warning()).contains("1.0 s longer than its picture: its end is cut off");
    assertRound(made, 50, 94);
  }

  @ParameterizedTest
  @CsvSource({
    "opus, 48000, 128, 0.0065",
    "vorbis, 44100, 128, 0.046",
    "mp3, 44100, 128, 0",
    "aac, 44100, 96, 0"
  })
  void mountsGetWholeFrames(String codec, int rate, int kbit, double beyond) throws Exception {
    Encoding encoding = new Encoding(Codec.named(codec), kbit, rate, 2);
    Path file = source("show.wav", audio(44_100, 2));
    MadeLoop made = bench.make(file, MakingBench.AUTO, new Wants(true, List.of(encoding)));
    Timeline.Version version = made.audio(encoding);
    double length = FramedAudio.length(version.file()).toNanos() / 1e9;
    double turn = version.ticks() / 90_000.0;
    assertThat(length - turn).as("s beyond the turn").isBetween(-1e-5, 0.0001 + beyond);
    assertThat(length).isCloseTo(2, within(0.025));
    assertThat(made.transport().file()).exists();
  }

  @Test
  void whatCannotBePlayedIsRefusedInWords() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    assertRefused(empty, "'empty.mp4' is empty (0 bytes)");
    Path text = Files.writeString(folder.resolve("text.mp4"), "Dear listener,\n".repeat(500));
    assertRefused(text, "source 'text.mp4' ");
    Path noise = folder.resolve("noise.ts");
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    assertRefused(Files.write(noise, bytes), "source 'noise.ts' ");
    Path titles = folder.resolve("titles.srt");
    Files.writeString(titles, "1\n00:00:00,000 --> 00:00:02,000\nHello\n");
    Path only = source("only.mkv", "-i " + titles + " -c:s srt");
    assertRefused(only, "neither video nor audio");
    Path still = source("still.mp4", video("160x90", "25", 0.04) + H264);
    assertRefused(still, "a turn takes 1 s at least");
    Path locked =
        source(
            "locked.mp4",
            video("160x90", "25", 2)
                + H264
                + " -encryption_scheme cenc-aes-ctr"
                + " -encryption_key 00112233445566778899aabbccddeeff"
                + " -encryption_kid 112233445566778899aabbccddeeff00");
    assertRefused(locked, "is encrypted (DRM)");
  }

  @Test
  void damagedFileIsRefusedInWords() throws Exception {
    Path whole = source("whole.mp4", audio(48_000, 3) + " -c:a aac");
    byte[] bytes = Files.readAllBytes(whole);
    for (int i = 60; i < bytes.length * 3 / 4; i++) {
      bytes[i] = (byte) (i * 7919 >> 3);
    }
    assertRefused(Files.write(folder.resolve("damaged.mp4"), bytes), "source 'damaged.mp4' ");
  }

  @Test
  void whatDoesNotFitIsRefusedWithBothSizes() throws Exception {
    Path file = source("long.mp4", video("160x90", "25", 2) + H264);
    assertThatThrownBy(
            () ->
                bench.make(
                    file, MakingBench.AUTO.with(Treatment.ENCODE), MakingBench.TRANSPORT, 300_000))
        .isInstanceOf(UnusableSourceException.class)
        .hasMessageContaining("loop.disk allows 0.0 GB; raise loop.disk");
  }

  private void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> make(file))
        .isInstanceOf(UnusableSourceException.class)
        .hasMessageContaining(why)
        .hasMessageMatching("source '[^\n]*; [^\n]*");
  }
}

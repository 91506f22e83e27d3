package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static radio.nightshift.prepare.OneUpload.made;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;

/** Findings that are true, and none where there is nothing to be found. */
@Integration
class TrueFindingsTest {
  private static final String TONE =
      "-f lavfi -i aevalsrc=0.3*sin(600*PI*t)|0.3*sin(600*PI*t):s=44100:d=5 ";
  private static final String BARE = "-b:a 128k -write_xing 0 -id3v2_version 0";

  @TempDir Path files;
  @RegisterExtension final Station station = new Station().without("prepare.loudness");

  @Test
  void whatIsSoundHasNoFindings() throws Exception {
    Map<String, Path> uploads = new LinkedHashMap<>();
    uploads.put(
        "vbr.mp3",
        made(
            files.resolve("vbr.mp3"),
            "-f lavfi -i aevalsrc=if(lt(t\\,2)\\,0.01\\,0.3)*sin(600*PI*t)*(0.8+0.2*random(0)):s=44100:d=10 -ac 2 -q:a 0 -write_xing 0 -id3v2_version 0"));
    Path bare = made(files.resolve("bare.mp3"), TONE + BARE);
    uploads.put("ape.mp3", OneUpload.joined(files.resolve("ape.mp3"), bare, apeTag()));
    uploads.put(
        "zeros.mp3",
        OneUpload.joined(
            files.resolve("zeros.mp3"),
            bare,
            Files.write(files.resolve("zeros"), new byte[20_000])));
    uploads.put(
        "twice.mp3",
        OneUpload.joined(
            files.resolve("twice.mp3"),
            bare,
            made(files.resolve("tagged.mp3"), TONE + "-b:a 128k -metadata title=x")));
    Path webm = made(files.resolve("w.webm"), TONE + "-c:a libopus -b:a 64k");
    uploads.put(
        "late.webm",
        made(files.resolve("late.webm"), "-i " + webm + " -c copy -output_ts_offset 3600"));
    Path opus = made(files.resolve("o.opus"), TONE + "-c:a libopus -b:a 64k");
    uploads.put(
        "of-a-stream.opus",
        made(files.resolve("late.opus"), "-i " + opus + " -c copy -output_ts_offset 10800"));
    Path sound = made(files.resolve("sound.m4a"), TONE + "-c:a aac");
    uploads.put(
        "film.mp4",
        made(
            files.resolve("film.mp4"),
            "-f lavfi -i testsrc=d=8:s=64x64:r=5 -itsoffset 3 -i "
                + sound
                + " -map 0 -map 1 -c:a copy"));
    uploads.put(
        "float.wav",
        made(
            files.resolve("float.wav"),
            "-f lavfi -i aevalsrc=2*sin(600*PI*t):s=44100:d=5 -c:a pcm_f32le"));
    Map<String, PreparedProgramme> ready = OneUpload.prepared(station, uploads);
    ready.forEach((name, one) -> assertThat(one.note()).as("findings in " + name).isEmpty());
  }

  @Test
  void whatIsWrongIsSaidAsItIs() throws Exception {
    Map<String, Path> uploads = new LinkedHashMap<>();
    uploads.put("jingle.wav", made(files.resolve("j.wav"), "-f lavfi -i sine=f=700:d=0.3"));
    uploads.put(
        "clipped.wav",
        made(
            files.resolve("c.wav"),
            "-f lavfi -i aevalsrc=3*sin(600*PI*t)|3*sin(600*PI*t):s=44100:d=5"));
    byte[] whole = Files.readAllBytes(made(files.resolve("x.mp3"), TONE + "-b:a 128k"));
    uploads.put(
        "broken-off.mp3",
        Files.write(files.resolve("half.mp3"), Arrays.copyOf(whole, whole.length / 2)));
    byte[] wrapped = Files.readAllBytes(made(files.resolve("wrap.wav"), TONE + "-bitexact"));
    ByteBuffer header = ByteBuffer.wrap(wrapped).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(4, 36 + 176_400).putInt(40, 176_400);
    uploads.put("wrapped.wav", Files.write(files.resolve("wrapped.wav"), wrapped));
    Map<String, PreparedProgramme> ready = OneUpload.prepared(station, uploads);
    assertThat(ready.get("wrapped.wav").note()).contains("more audio than its header gives");
    assertThat(ready.get("wrapped.wav").length().toMillis()).isBetween(4900L, 5100L);
    assertThat(ready.get("jingle.wav").note()).contains("too short");
    assertThat(ready.get("clipped.wav").note()).contains("cut off flat");
    assertThat(ready.get("broken-off.mp3").note()).contains("that it announces", "upload it again");
  }

  private Path apeTag() throws Exception {
    byte[] item = new byte[600_000];
    ByteBuffer tag = ByteBuffer.allocate(item.length + 64 + 8 + 18).order(ByteOrder.LITTLE_ENDIAN);
    byte[] name = "Cover Art (Front)\0".getBytes(StandardCharsets.US_ASCII);
    int size = item.length + 8 + name.length + 32;
    ape(tag, size, 0xA0000000);
    tag.putInt(item.length).putInt(2).put(name).put(item);
    ape(tag, size, 0x80000000);
    return Files.write(files.resolve("ape"), tag.array());
  }

  private static void ape(ByteBuffer tag, int size, int flags) {
    tag.put("APETAGEX".getBytes(StandardCharsets.US_ASCII));
    tag.putInt(2000).putInt(size).putInt(1).putInt(flags).putLong(0);
  }
}

package radio.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static radio.nightshift.prepare.OneUpload.made;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.programme.PreparedProgramme;
import radio.nightshift.support.InnerNames;
import radio.nightshift.support.Integration;
import radio.nightshift.support.Station;

/** Sound files of all kinds that stations are sent: there is nothing to be said of any of them. */
@Integration
class SoundCorpusTest {
  private static final String TONE =
      "-f lavfi -i aevalsrc=0.2*sin(600*PI*t)|0.2*sin(600*PI*t):s=48000:d=3 ";

  /** What each is called, and how ffmpeg makes it. */
  private static final String CORPUS =
      """
      cbr-128.mp3            -b:a 128k
      cbr-320.mp3            -b:a 320k
      vbr-0.mp3              -q:a 0
      vbr-9.mp3              -q:a 9
      abr.mp3                -b:a 128k -abr 1
      mono.mp3               -ac 1 -b:a 64k
      left-and-right.mp3     -b:a 192k -joint_stereo 0
      no-reservoir.mp3       -b:a 128k -reservoir 0
      no-header.mp3          -b:a 128k -write_xing 0 -id3v2_version 0
      id3v1.mp3              -b:a 128k -write_id3v1 1 -metadata title=Evening
      id3v2-4.mp3            -b:a 128k -id3v2_version 4 -metadata title=Evening
      mpeg1-32.mp3           -ar 32000 -b:a 96k
      mpeg1-44.mp3           -ar 44100 -b:a 96k
      mpeg2-24.mp3           -ar 24000 -b:a 64k
      mpeg2-22.mp3           -ar 22050 -b:a 64k
      mpeg2-16.mp3           -ar 16000 -b:a 48k
      mpeg25-12.mp3          -ar 12000 -b:a 32k
      mpeg25-11.mp3          -ar 11025 -b:a 32k
      mpeg25-8.mp3           -ar 8000 -ac 1 -b:a 16k
      layer-2.mp2            -b:a 192k
      u8.wav                 -c:a pcm_u8
      s16.wav                -c:a pcm_s16le
      s24.wav                -c:a pcm_s24le
      s32.wav                -c:a pcm_s32le
      f32.wav                -c:a pcm_f32le
      f64.wav                -c:a pcm_f64le
      alaw.wav               -c:a pcm_alaw -ar 8000 -ac 1
      mulaw.wav              -c:a pcm_mulaw -ar 8000 -ac 1
      adpcm-ms.wav           -c:a adpcm_ms
      adpcm-ima.wav          -c:a adpcm_ima_wav
      mp3-inside.wav         -c:a libmp3lame -b:a 128k
      rf64.wav               -rf64 always
      with-peaks.wav         -write_peak on
      bwf.wav                -write_bext 1 -metadata description=Evening
      wave64.w64             -c:a pcm_s24le
      sun.au                 -c:a pcm_s16be
      apple.aiff             -c:a pcm_s16be
      apple-24.aiff          -c:a pcm_s24be
      core.caf               -c:a pcm_s16le
      core-alac.caf          -c:a alac
      16.flac                -c:a flac
      24.flac                -c:a flac -sample_fmt s32
      fast.flac              -c:a flac -compression_level 0
      in-ogg.oga             -c:a flac
      lossless.m4a           -c:a alac
      lossless.wv            -c:a wavpack
      lossless.tta           -c:a tta
      adts.aac               -c:a aac -b:a 96k
      sound.m4a              -c:a aac -b:a 128k
      mono.m4a               -c:a aac -b:a 64k -ac 1
      index-first.m4a        -c:a aac -movflags +faststart
      fragments.m4a          -c:a aac -movflags +frag_keyframe+empty_moov -frag_duration 500000
      phone.3gp              -c:a aac -ar 16000 -ac 1
      film.mov               -c:a pcm_s16be
      matroska.mka           -c:a aac
      matroska-opus.mka      -c:a libopus
      browser.webm           -c:a libopus -b:a 64k
      browser-vorbis.webm    -c:a libvorbis
      vorbis.ogg             -c:a libvorbis -q:a 4
      vorbis-mono.ogg        -c:a libvorbis -ac 1 -ar 22050
      speech.spx             -c:a libspeex -ar 16000 -ac 1
      speech.opus            -c:a libopus -b:a 24k -ac 1 -application voip
      music.opus             -c:a libopus -b:a 160k
      long-frames.opus       -c:a libopus -frame_duration 60
      dolby.ac3              -c:a ac3
      dolby.eac3             -c:a eac3
      surround.ac3           -c:a ac3 -ac 6
      surround.flac          -c:a flac -ac 6
      windows.wma            -c:a wmav2 -b:a 128k
      windows-1.wma          -c:a wmav1 -b:a 128k
      transport.ts           -c:a mp2
      transport-aac.ts       -c:a aac
      programme.mpg          -c:a mp2 -f mpeg
      old.avi                -c:a libmp3lame
      flash.flv              -c:a libmp3lame -ar 44100
      """;

  @TempDir Path files;

  @RegisterExtension
  final Station station = new Station().without("prepare.loudness").with("prepare.parallel", "2");

  @Test
  void soundFilesOfAllKindsAreHeardWholeAndHaveNoFindings() throws Exception {
    Map<String, Path> uploads = new LinkedHashMap<>();
    for (String row : CORPUS.split("\n")) {
      String[] parts = row.split("\\s+", 2);
      uploads.put(parts[0], made(files.resolve(parts[0]), TONE + parts[1]));
    }
    assertThat(uploads).as("the corpus").hasSizeGreaterThanOrEqualTo(60);
    Map<String, PreparedProgramme> ready = OneUpload.prepared(station, uploads);
    SoftAssertions each = new SoftAssertions();
    for (Map.Entry<String, PreparedProgramme> one : ready.entrySet()) {
      String name = one.getKey();
      Waveform heard = Waveform.of(one.getValue().folder().resolve(InnerNames.MP3));
      each.assertThat(one.getValue().note()).as("findings in " + name).isEmpty();
      each.assertThat(heard.seconds()).as("length of " + name).isCloseTo(3, within(0.1));
      each.assertThat(heard.lastSound()).as("end of " + name).isCloseTo(3, within(0.06));
      each.assertThat(heard.hertz(0.5, 2.5)).as("tone of " + name).isCloseTo(300, within(5.0));
    }
    each.assertAll();
  }
}

package radio.nightshift.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static radio.nightshift.media.OggBytes.pages;
import static radio.nightshift.media.OggBytes.withSerial;
import static radio.nightshift.media.Reading.join;
import static radio.nightshift.media.Reading.part;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import radio.nightshift.support.Integration;

/** What is read of files that hold more, less or other than one sound stream. */
@Integration
class UnusualOggTest {
  @TempDir static Path folder;

  private static Path opus;
  private static Path vorbis;

  @BeforeAll
  static void encode() throws IOException {
    opus = OggSound.opus(folder);
    vorbis = OggSound.vorbis(folder);
  }

  @Test
  void givesOnlyTheFirstLinkOfAChain() throws IOException {
    byte[] audio = Files.readAllBytes(opus);
    for (byte[] second : List.of(audio, Files.readAllBytes(vorbis), withSerial(audio, 5))) {
      Reading reading = Reading.of(folder, audio, second);
      assertThat(reading.frames()).hasSameSizeAs(Reading.of(opus).frames());
    }
    List<byte[]> pages = pages(audio);
    byte[] unended = join(pages.subList(0, pages.size() - 1).toArray(byte[][]::new));
    assertThat(Reading.of(folder, unended, audio).nanos()).isLessThan(3_220_000_000L);
  }

  @Test
  void passesOverOtherStreamsOfAMultiplex() throws IOException {
    List<byte[]> ours = pages(Files.readAllBytes(opus));
    List<byte[]> theirs = pages(withSerial(Files.readAllBytes(vorbis), 77));
    List<byte[]> mixed = new ArrayList<>();
    for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
      if (i < ours.size()) {
        mixed.add(ours.get(i));
      }
      if (i < theirs.size()) {
        mixed.add(theirs.get(i));
      }
    }
    Path file = Files.write(folder.resolve("mixed.ogg"), join(mixed.toArray(byte[][]::new)));
    assertThat(audioPackets(Reading.of(file))).isEqualTo(audioPackets(Reading.of(opus)));
    Seeks.expectExactPackets(file);
  }

  @Test
  void passesOverAHugePictureInBoundedMemory() throws IOException {
    for (Path file : List.of(opus, vorbis)) {
      OggHeaders headers = OggHeaders.read(new OggPages(FrameInput.open(file)));
      byte[] huge = headers.pages(new OggPageWriter(1), "x".repeat(5_000_000));
      List<byte[]> pages = pages(Files.readAllBytes(file));
      int audioFrom = 2;
      byte[] audio = join(pages.subList(audioFrom, pages.size()).toArray(byte[][]::new));
      Reading reading = Reading.of(folder, huge, withSerial(audio, 1));
      assertThat(audioPackets(reading)).isEqualTo(audioPackets(Reading.of(file)));
      assertThat(reading.opening()).hasSizeLessThan(10_000);
    }
  }

  @Test
  void skipsDamagedPagesAndGarbage() throws IOException {
    byte[] noise = new byte[5000];
    new Random(5).nextBytes(noise);
    byte[] audio = Files.readAllBytes(opus);
    List<byte[]> pages = pages(audio);
    byte[] head = join(pages.get(0), pages.get(1), pages.get(2));
    byte[] tail = part(audio, head.length, audio.length);
    List<String> clean = audioPackets(Reading.of(opus));
    assertThat(audioPackets(Reading.of(folder, noise, head, noise, tail, noise))).isEqualTo(clean);

    byte[] damaged = audio.clone();
    damaged[head.length + pages.get(3).length / 2] ^= 1;
    List<String> kept = audioPackets(Reading.of(folder, damaged));
    int lost = OggBytes.packets(pages.get(3));
    assertThat(kept).as("packets but those of the damaged page").hasSize(clean.size() - lost);
  }

  @Test
  void seeksRightWhereGranulePositionsAndPacketsDisagree() throws IOException {
    Path voice =
        OggSound.file(
            folder, "voice.opus", 2, "-c:a libopus -ac 2 -frame_duration 60 -application voip");
    List<byte[]> packets = new ArrayList<>();
    for (byte[] page : pages(join(Reading.of(voice).audio(), Reading.of(opus).audio()))) {
      packets.addAll(OggBytes.bodies(page));
    }
    Random random = new Random(8);
    Collections.shuffle(packets, random);
    OggPageWriter writer = new OggPageWriter(9);
    ByteArrayOutputStream mixed = new ByteArrayOutputStream();
    mixed.writeBytes(OggHeaders.read(new OggPages(FrameInput.open(opus))).pages(writer, "mixed"));
    OpusTiming timing = new OpusTiming();
    long granule = 0;
    for (int from = 0; from < packets.size(); ) {
      int to = Math.min(packets.size(), from + 1 + random.nextInt(8));
      List<byte[]> page = packets.subList(from, to);
      // Now and then a second is missing.
      granule += page.stream().mapToInt(timing::samples).sum() + random.nextInt(4) / 3 * 48000;
      mixed.writeBytes(writer.write(0, granule, page));
      from = to;
    }
    Path file = Files.write(folder.resolve("disagree.opus"), mixed.toByteArray());
    assertThat(Reading.of(file).nanos())
        .isEqualTo(Reading.of(voice).nanos() + Reading.of(opus).nanos());
    Seeks.expectExactPackets(file);
  }

  @Test
  void refusesWhatHasNoAudioItKnows() throws IOException {
    byte[] flac = Files.readAllBytes(OggSound.file(folder, "flac.ogg", 1, "-c:a flac -f ogg"));
    byte[] audio = Files.readAllBytes(opus);
    int secondPage = pages(audio).get(0).length;
    for (byte[] none : List.of(flac, part(audio, secondPage, audio.length), part(audio, 0, 20))) {
      assertThatThrownBy(() -> Reading.of(folder, none))
          .isInstanceOf(UnreadableAudioException.class);
    }
    assertThatThrownBy(() -> Reading.of(folder, part(audio, 0, secondPage)))
        .isInstanceOf(UnreadableAudioException.class)
        .hasMessageContaining("headers are damaged");
  }

  private static List<String> audioPackets(Reading reading) throws IOException {
    List<String> packets = new ArrayList<>();
    for (byte[] page : pages(reading.audio())) {
      packets.addAll(OggBytes.digests(page));
    }
    return packets;
  }
}

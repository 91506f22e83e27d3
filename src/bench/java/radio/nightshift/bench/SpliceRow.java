package radio.nightshift.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import radio.nightshift.media.Codec;
import radio.nightshift.media.Encoding;
import radio.nightshift.media.Frame;
import radio.nightshift.media.FrameReader;

/** What a decoder says against prepared programmes that follow one another on one connection. */
final class SpliceRow implements Row {
  private static final long SEED = 20260803;
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(4);
  private static final List<Encoding> ENCODINGS =
      List.of(
          new Encoding(Codec.MP3, 128, 44100, 2),
          new Encoding(Codec.OPUS, 128, 48000, 2),
          new Encoding(Codec.AAC, 128, 44100, 2),
          new Encoding(Codec.VORBIS, 128, 44100, 2));

  private final int programmes;

  SpliceRow(int programmes) {
    this.programmes = programmes;
  }

  @Override
  public String name() {
    return "splice";
  }

  @Override
  public String describe() {
    return "%d short programmes of any format prepared for four mounts and played in a row, whole and cut: what decoders say (3 min)"
        .formatted(programmes);
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    List<Path> files = Assortment.make(shop.newFolder("files"), programmes, SEED);
    try (StationProcess station = StationProcess.start(shop, 1, "none", settings())) {
      send(station, files);
      Workshop.await(
          "the programmes",
          PATIENCE,
          () -> station.ready().size() + station.rejected().size() / 2 >= programmes);
      List<Path> ready = station.ready();
      List<Line> lines = new ArrayList<>();
      lines.add(
          Line.that(
              "splice: programmes prepared",
              "%d of %d".formatted(ready.size(), programmes),
              "all",
              ready.size() == programmes));
      for (Encoding encoding : ENCODINGS) {
        lines.addAll(lines(shop, ready, encoding, false));
        lines.addAll(lines(shop, ready, encoding, true));
      }
      return lines;
    }
  }

  private static String[] settings() {
    return new String[] {
      "prepare.loudness=-16",
      "prepare.parallel=2",
      "playout.mounts=opus,aac,vorbis",
      "playout.opus.mount=/live.opus",
      "playout.opus.format=opus",
      "playout.aac.mount=/live.aac",
      "playout.aac.format=aac",
      "playout.vorbis.mount=/live.ogg",
      "playout.vorbis.format=vorbis"
    };
  }

  /** A minute for each, but no half hour, at which they would wait for other halves. */
  private static void send(StationProcess station, List<Path> files) throws IOException {
    Instant minute = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.DAYS);
    for (Path file : files) {
      do {
        minute = minute.plus(1, ChronoUnit.MINUTES);
      } while (minute.getEpochSecond() % Duration.ofMinutes(30).toSeconds() == 0);
      station.send(file, minute);
    }
  }

  /**
   * Plays them in a row, each one whole or until the next one cuts in.
   *
   * @return a line for each decoder
   */
  private static List<Line> lines(
      Workshop shop, List<Path> ready, Encoding encoding, boolean cutting) throws Exception {
    Path stream = shop.folder().resolve((cutting ? "cut-" : "whole-") + encoding.fileName());
    Random random = new Random(SEED);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(stream))) {
      for (Path folder : ready) {
        long cut = random.nextLong(SHORTEST.toNanos(), LONGEST.toNanos());
        play(folder.resolve(encoding.fileName()), cutting ? cut : Long.MAX_VALUE, out);
      }
    }
    List<Line> lines = new ArrayList<>();
    for (Decoder decoder : decoders(encoding)) {
      List<String> errors = decoder.complaints(stream);
      String how = cutting ? "each cut by the next" : "whole ones";
      lines.add(
          Line.that(
              "splice: %s, %s: %s's errors"
                  .formatted(encoding.codec().ffmpegName(), how, decoder.name()),
              errors.isEmpty() ? "0" : errors.size() + ", " + errors.get(0),
              "0",
              errors.isEmpty()));
    }
    return lines;
  }

  private static List<Decoder> decoders(Encoding encoding) {
    return encoding.codec() == Codec.OPUS
        ? List.of(Decoder.FFMPEG, Decoder.OPUSDEC)
        : List.of(Decoder.FFMPEG);
  }

  /** As the mount sends it: the opening before the first frame, the closing after the last. */
  private static void play(Path file, long limitNanos, OutputStream out) throws IOException {
    try (FrameReader reader = FrameReader.open(file)) {
      out.write(reader.opening("bench"));
      Frame frame;
      while ((frame = reader.next(limitNanos)) != null) {
        out.write(frame.bytes());
      }
      out.write(reader.closing());
    }
  }
}

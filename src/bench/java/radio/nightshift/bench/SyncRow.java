package radio.nightshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/**
 * How long it takes to fetch many small objects, from the start of the process to the last file in
 * its place, the station's preparing of them included, beside {@code aws s3 sync}.
 */
final class SyncRow implements Row {
  private static final int OBJECTS = 1000;
  private static final int TAKES = 3;
  private static final double MOST = 1.5;

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public String describe() {
    return "%d small objects from S3, %d times (1 min)".formatted(OBJECTS, TAKES);
  }

  @Override
  public List<Line> run(Workshop shop) throws Exception {
    byte[] audio = Files.readAllBytes(Tone.mp3(shop.folder().resolve("small.mp3"), 1, 440));
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    try (S3Server s3 = S3Server.start()) {
      Instant first = Workshop.minuteAfter(Duration.ofHours(1));
      for (int i = 0; i < OBJECTS; i++) {
        s3.put(Station.stamp(first.plus(i, ChronoUnit.MINUTES)) + "_bench.mp3", audio);
      }
      for (int take = 0; take < TAKES; take++) {
        theirs.add(aws(shop, s3));
        ours.add(station(shop, s3));
      }
    }
    Figures us = Figures.of(ours);
    Figures aws = Figures.of(theirs);
    return List.of(
        Line.of(
            "%d small objects from S3, median of %d".formatted(OBJECTS, TAKES),
            0.5,
            us,
            Map.of("aws s3 sync", aws),
            MOST * aws.median(),
            "s"));
  }

  private static double aws(Workshop shop, S3Server s3) throws IOException, InterruptedException {
    Path folder = shop.newFolder("aws");
    String debian = "/usr/bin/aws";
    long start = System.nanoTime();
    Process sync =
        shop.start(
            "aws",
            withKeys(
                Files.exists(Path.of(debian)) ? debian : "aws",
                "s3",
                "sync",
                "--only-show-errors",
                "--region=us-east-1",
                "--endpoint-url=" + s3.directEndpoint(),
                "s3://" + S3Server.BUCKET,
                folder.toString()));
    if (!sync.waitFor(5, TimeUnit.MINUTES) || sync.exitValue() != 0 || count(folder) != OBJECTS) {
      throw new IllegalStateException("aws s3 sync failed");
    }
    return seconds(start);
  }

  private static double station(Workshop shop, S3Server s3) throws Exception {
    Path home = shop.newFolder("station");
    Path settings =
        Files.write(
            home.resolve("bench.properties"),
            List.of(
                "station.home=" + home,
                "station.zone=UTC",
                "playout.host=127.0.0.1",
                "playout.port=1",
                "playout.password=none",
                "aws.endpoint=" + s3.directEndpoint(),
                "ingest.bucket=" + S3Server.BUCKET));
    String program = shop.distribution().resolve("bin/nightshift").toString();
    long start = System.nanoTime();
    Process station =
        shop.start("station", withKeys(program, "run", "--settings", settings.toString()));
    try {
      Path inbox = home.resolve("inbox");
      Workshop.await("all are here", Duration.ofMinutes(5), () -> count(inbox) == OBJECTS);
      return seconds(start);
    } finally {
      Workshop.end(station);
    }
  }

  private static List<String> withKeys(String... command) {
    return Stream.concat(
            Stream.of(
                "env",
                "AWS_ACCESS_KEY_ID=" + S3Server.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY=" + S3Server.SECRET_KEY),
            Stream.of(command))
        .toList();
  }

  private static long count(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

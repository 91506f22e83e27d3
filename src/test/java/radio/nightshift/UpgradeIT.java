package radio.nightshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.PackagedStation;
import radio.nightshift.support.PackagedStation.Run;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/**
 * A station takes over what commit 83ef766 has left in its home: one recording from the folder, one
 * from the bucket, both prepared, a row of the as-run log, and secrets of Parameter Store.
 */
@Integration
class UpgradeIT {
  private static final Path LEFT = Path.of("src/test/resources/upgrade/home-83ef766.tar.gz");
  private static final String FROM_BUCKET = "20990601_1210_from-bucket.mp3";

  /** The ffmpeg that prepared what is there: another one would rightly prepare it again. */
  private static final String VERSION =
      "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers";

  @RegisterExtension final PackagedStation packaged = new PackagedStation();
  private Path home;

  @BeforeEach
  void unpack() throws Exception {
    home = Files.createDirectory(packaged.home().folder());
    Process tar =
        new ProcessBuilder("tar", "-xzf", LEFT.toAbsolutePath().toString())
            .directory(home.toFile())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).as("exit code of tar").isZero();
  }

  @Test
  void whatWasFetchedIsNotFetchedAgain() throws Exception {
    byte[] upload = Files.readAllBytes(home.resolve("inbox").resolve(FROM_BUCKET));
    try (S3Server s3 = S3Server.start().put(FROM_BUCKET, upload)) {
      try (Station station =
          s3.used(new Station(home))
              .with("ingest.horizon", "31d")
              .with(MovableClock.standingAt("2099-06-01T11:00:00Z"))) {
        station.start();
        s3.awaitLists(3);
        assertThat(s3.gets()).as("downloads").isEmpty();
      }
    }
  }

  @Test
  void whatWasPreparedIsNotPreparedAgainAndNothingElseIsLost() throws Exception {
    Map<String, String> before = ready();
    Path programs = programs();
    packaged
        .with("prepare.loudness", "off")
        .with("secrets.parameters", "/nightshift")
        .with("aws.endpoint", "http://127.0.0.1:9")
        .withEnvironment("PATH", programs + ":" + System.getenv("PATH"));
    Run run = packaged.start();
    run.awaitUp();
    // One that comes now is prepared after all that was there.
    Path aside = Tone.mp3(home.resolve("incoming/.aside"), 1, 440);
    Files.move(aside, home.resolve("incoming/20990601_1510_new.mp3"));
    run.awaitLine("'20990601_1510_new.mp3' is ready");
    Awaitility.await("rows that a crash has left open are closed")
        .until(() -> Files.exists(home.resolve("as-run/as-run.mv.db")));
    run.stop();
    Map<String, String> after = ready();
    after.keySet().removeIf(name -> name.contains("_new_"));
    assertThat(after).as("what lies ready, and since when").isEqualTo(before);
    assertThat(Files.readString(programs.resolve("runs")))
        .as("runs of ffmpeg")
        .doesNotContain("from-folder")
        .doesNotContain("from-bucket");
    assertThat(run.said())
        .as("what the station said")
        .contains("Parameter Store is away: the secrets in")
        .doesNotContain("ERROR")
        .doesNotContain("an-old-secret");
    assertThat(outcome()).as("outcome of the airing of before").isEqualTo("PLAYED");
  }

  /** An ffmpeg of that version, which keeps a list of its runs. */
  private Path programs() throws IOException {
    Path programs = Files.createDirectory(packaged.beside("bin"));
    Path ffmpeg = programs.resolve("ffmpeg");
    Files.writeString(
        ffmpeg,
        """
        #!/bin/sh
        echo "$@" >> "$(dirname "$0")/runs"
        [ "$1" = -version ] && echo '%s' && exit
        PATH=${PATH#*:} exec ffmpeg "$@"
        """
            .formatted(VERSION));
    assertThat(ffmpeg.toFile().setExecutable(true)).isTrue();
    return programs;
  }

  private Map<String, String> ready() throws IOException {
    Map<String, String> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home.resolve("ready"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(
            home.resolve("ready").relativize(file).toString(),
            Files.size(file) + " " + Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  private String outcome() throws SQLException {
    try (Connection store =
            DriverManager.getConnection("jdbc:h2:file:" + home.resolve("as-run/as-run"), "sa", "");
        ResultSet row =
            store
                .createStatement()
                .executeQuery(
                    "SELECT outcome FROM as_run WHERE programme = '20990531_1200_old.mp3'")) {
      return row.next() ? row.getString(1) : "no row";
    }
  }
}

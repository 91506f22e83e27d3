package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** Which keys of a bucket count, and what reading them costs. */
@Integration
class BucketKeysTest {
  private static final String JAZZ = "20260610_1400_jazz.mp3";
  private static final byte[] AUDIO = Tone.mp3(1, 440);

  private final S3Server s3 = S3Server.start();
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");

  @RegisterExtension
  final Station station = s3.used(new Station().with(clock).with("prepare.latest", "1d"));

  @ParameterizedTest
  @CsvSource({"1000, 1", "2500, 3"})
  void aPollCostsOneRequestForEachThousandKeys(int objects, int requests) throws Exception {
    for (int i = 0; i < objects - 1; i++) {
      s3.put(
          "2019%02d%02d_%02d00_old-%04d.mp3".formatted(i % 12 + 1, i % 28 + 1, i % 24, i), AUDIO);
    }
    s3.put(JAZZ, AUDIO);
    station.start("ingest.poll", "500ms");
    station.awaitReady(1);
    s3.awaitLists(4 * requests);
    station.close();
    List<String> lists = s3.lists();
    long polls = lists.stream().filter(line -> !line.contains("marker=")).count();
    assertThat(lists.size()).isBetween((int) (polls - 1) * requests + 1, (int) polls * requests);
    assertThat(s3.front().requests()).as("listings and one fetch").hasSize(lists.size() + 1);
  }

  @Test
  void hostileKeysReachNoPathAndStopNoOther() throws Exception {
    List<String> keys =
        new ArrayList<>(
            List.of(
                "../20260610_1500_up.mp3",
                "/etc/20260610_1500_abs.mp3",
                "20260610_1500_a\\b.mp3",
                "20260610_1500_nul%00.mp3",
                "20260610_1500_two%0Alines.mp3",
                "-20260610_1500_dash.mp3",
                "20260610_1500_" + "x".repeat(1000) + ".mp3",
                "20260610_1500_" + "y".repeat(240) + ".mp3",
                "20260230_2500_x.mp3",
                "notes.txt",
                "folder/"));
    s3.put(JAZZ, AUDIO);
    String listing =
        S3Server.listing(
            keys.stream().map(key -> key + " 100").toList(),
            JAZZ + " " + AUDIO.length,
            "20260610_1300_huge.mp3 1000000000000000");
    s3.front().spoil(S3Server.isList(), one -> one.answer(200, listing));
    station.start("ingest.recursive", "true");
    station.awaitReady(1);
    s3.awaitLists(4);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
    assertThat(station.log().warnings("is passed over")).hasSize(keys.size() - 1);
    assertThat(station.log().warnings("20260610_1300_huge.mp3"))
        .singleElement()
        .asString()
        .contains("make room");
    assertThat(s3.gets()).allMatch(line -> line.contains(JAZZ));
    assertThat(station.home().getParent().resolve("20260610_1500_up.mp3")).doesNotExist();
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void ofTwoKeysWithOneFileNameTheFirstCounts() throws Exception {
    s3.put("a/" + JAZZ, AUDIO).put("b/" + JAZZ, AUDIO);
    station.start("ingest.recursive", "true");
    station.awaitReady(1);
    s3.awaitLists(3);
    assertThat(s3.gets()).singleElement().asString().contains("/a/");
    assertThat(station.log().warnings("has the same file name")).hasSize(1);
  }

  @Test
  void onlyKeysBelowThePrefixCount() throws Exception {
    s3.put("shows/" + JAZZ, AUDIO).put("20260610_1500_top.mp3", AUDIO);
    station.start("ingest.prefix", "shows");
    station.awaitReady(1);
    s3.awaitLists(2);
    assertThat(station.names("inbox")).containsExactly(JAZZ);
  }
}

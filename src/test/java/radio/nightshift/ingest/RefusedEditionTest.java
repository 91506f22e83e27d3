package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.condition.Conditions;
import radio.nightshift.support.Integration;
import radio.nightshift.support.MovableClock;
import radio.nightshift.support.S3Server;
import radio.nightshift.support.Station;
import radio.nightshift.support.Tone;

/** An edition that the bucket lists and does not hand out gives way to the earlier one. */
@Integration
class RefusedEditionTest {
  private static final String OWN = "20260610_1400_jazz.mp3";
  private static final String EARLIER = "20260603_1400_jazz.mp3";
  private static final String OTHER = "20260610_1600_news.mp3";
  private static final byte[] AUDIO = Tone.mp3(1, 440);

  private final S3Server s3 = S3Server.start();
  private final MovableClock clock = MovableClock.standingAt("2026-06-10T12:00:00Z");

  @RegisterExtension
  final Station station = s3.used(new Station().with(clock).with("prepare.latest", "1d"));

  @BeforeEach
  void aSlotAndAnEarlierEdition() throws Exception {
    Files.writeString(
        station.path("schedule.csv"),
        "2026-06-10T14:00:00Z,2026-06-10T15:00:00Z,jazz,20260610_1400_jazz,Jazz\n");
    s3.put(OWN, AUDIO).put(EARLIER, AUDIO).put(OTHER, AUDIO);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | InvalidObjectState     | x                                              | restore it
          403 | AccessDenied           | Access Denied                                  | s3:GetObject
          403 |                        | Access Denied                                  | s3:GetObject
          403 | AccessDenied           | x is not authorized to perform: kms:Decrypt    | kms:Decrypt
          400 | KMS.DisabledException  | the key is disabled                            | kms:Decrypt
          404 | NoSuchKey              | The specified key does not exist.              | delete the key
          """)
  void theEarlierEditionPlaysAndKeyReasonAndRemedyAreSaid(
      int status, String code, String message, String remedy) throws Exception {
    refuse(status, "" + code, message);
    station.start();
    Awaitility.await("the others are fetched")
        .until(() -> station.names("inbox").equals(List.of(EARLIER, OTHER)));
    station.log().await("counts as not there");
    assertThat(station.log().warnings("counts as not there"))
        .singleElement()
        .asString()
        .contains(OWN, "" + status, remedy);
    assertThat(station.log().warnings("cannot be fetched")).isEmpty();
    assertThat(station.log().warnings("cannot be listed")).isEmpty();
    assertThat(station.deadLetters()).isEmpty();
  }

  @Test
  void oneThatIsReplacedIsFetchedAndNoMoreIsSaid() throws Exception {
    refuse(403, "AccessDenied", "no");
    station.start();
    station.log().await("counts as not there");
    s3.front().mend();
    byte[] newer = Tone.mp3(2, 880);
    s3.put(OWN, newer);
    Awaitility.await("it is fetched").until(() -> station.names("inbox").contains(OWN));
    assertThat(station.path("inbox", OWN)).hasBinaryContent(newer);
    Awaitility.await("no more is said")
        .until(
            () ->
                station.bean(Conditions.class).all().stream()
                    .noneMatch(one -> one.words().contains("counts as not there")));
  }

  @Test
  void whatIsListedAsArchivedIsNotThereUntilItIsRestored() throws Exception {
    refuse(403, "InvalidObjectState", "archived");
    s3.front().spoil(S3Server.isList(), one -> one.answer(200, listing()));
    station.start();
    station.log().await("counts as not there");
    Awaitility.await("the earlier one is fetched")
        .until(() -> station.names("inbox").equals(List.of(EARLIER, OTHER)));
    s3.front().mend();
    s3.front().spoil(S3Server.isList(), one -> one.answer(200, listing()));
    Awaitility.await("restored").until(() -> station.names("inbox").contains(OWN));
    station.log().await("handed out again");
    assertThat(station.log().warnings("counts as not there")).hasSize(1);
  }

  private void refuse(int status, String code, String message) {
    String body =
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code.equals("null") ? "" : code, message);
    s3.front()
        .spoil(
            line -> S3Server.isGet().test(line) && line.contains(OWN),
            one -> one.answer(status, body));
  }

  private static String listing() {
    return S3Server.listing(
            List.of(
                OWN + " " + AUDIO.length, EARLIER + " " + AUDIO.length, OTHER + " " + AUDIO.length))
        .replace(
            "<Key>" + OWN + "</Key>", "<Key>" + OWN + "</Key><StorageClass>GLACIER</StorageClass>");
  }
}

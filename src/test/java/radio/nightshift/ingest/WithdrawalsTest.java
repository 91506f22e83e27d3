package radio.nightshift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import radio.nightshift.programme.UnusableFileException;

/** It is 2026-06-10 12:00; a file of each case was fetched from the bucket. */
class WithdrawalsTest {
  private static final String TO_COME = "20260610_1400_jazz.mp3";

  @TempDir Path home;
  private BucketFolder folder;

  @BeforeEach
  void station() {
    folder = new BucketFolder(home);
  }

  @ParameterizedTest(name = "{0} with {1} in the bucket")
  @CsvSource(
      delimiter = '|',
      value = {
        "shows/20260610_1400_jazz.mp3   | shows/20260610_1400_jazz.mp3   | stays     | kept",
        "shows/20260610_1400_jazz.mp3   |                                | withdrawn | forgotten",
        "shows/20260610_1400_jazz.mp3   | shows/20260610_1400_jazz.wav   | withdrawn | forgotten",
        // The same file name elsewhere counts: it is fetched anew from there.
        "shows/20260610_1400_jazz.mp3   | shows/a/20260610_1400_jazz.mp3 | stays     | forgotten",
        // On the air, or over: what the store deletes by a rule of its own stays.
        "shows/20260610_1200_jazz.mp3   |                                | stays     | kept",
        "shows/20260609_1400_jazz.mp3   |                                | stays     | kept",
        // Fetched with another ingest.prefix.
        "other/20260610_1400_jazz.mp3   |                                | stays     | kept",
      })
  void whatWasDeletedBeforeItsTimeIsWithdrawn(
      String fetched, String listed, String file, String receipt) throws IOException {
    folder.fetched(fetched);
    List<String> found = find(listed == null ? folder.listing() : folder.listing(listed));
    String name = fetched.substring(fetched.lastIndexOf('/') + 1);
    assertThat(found).isEqualTo(file.equals("withdrawn") ? List.of(name) : List.of());
    assertThat(folder.receipts()).isEqualTo(receipt.equals("kept") ? List.of(fetched) : List.of());
  }

  @Test
  void aFileThatCameByTheFolderMeanwhileStays() throws IOException {
    folder.fetched("shows/" + TO_COME);
    folder.keep(TO_COME, BucketFolder.SIZE + 1);
    assertThat(find(folder.listing())).isEmpty();
    assertThat(folder.receipts()).isEmpty();
  }

  @Test
  void ofOneThatIsOverAndGoneTheReceiptGoesToo() throws IOException {
    folder.receipts.received(BucketFolder.upload("shows/20260609_1400_jazz.mp3"));
    assertThat(find(folder.listing())).isEmpty();
    assertThat(folder.receipts()).isEmpty();
  }

  @Test
  void oneThatWasRejectedIsNotWithdrawn() throws IOException {
    folder.fetched("shows/" + TO_COME);
    Path file = home.resolve("inbox").resolve(TO_COME);
    folder.receipts.unusable(new UnusableFileException(file, "noise"));
    assertThat(find(folder.listing())).isEmpty();
    assertThat(Files.exists(file)).isTrue();
  }

  @Test
  void aListingThatHadToLeaveSomeOutProvesNothing() throws IOException {
    folder.fetched("shows/" + TO_COME);
    String[] far =
        IntStream.rangeClosed(0, Listing.MOST_UPLOADS)
            .mapToObj("shows/20260611_1400_show-%06d.mp3"::formatted)
            .toArray(String[]::new);
    assertThat(find(folder.listing(far))).isEmpty();
    assertThat(folder.receipts()).hasSize(1);
  }

  private List<String> find(Listing listing) {
    return new Withdrawals(folder.bucket, folder.inbox, folder.receipts, folder.timetable)
        .find(listing);
  }
}

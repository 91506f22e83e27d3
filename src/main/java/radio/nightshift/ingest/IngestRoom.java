package radio.nightshift.ingest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.aws.LazyClient;
import radio.nightshift.check.Folder;
import radio.nightshift.check.Probe;
import radio.nightshift.programme.Timetable;
import radio.nightshift.room.OneAtATime;
import radio.nightshift.room.Premises;
import radio.nightshift.room.Room;
import radio.nightshift.settings.Settings;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where programme files come from, a folder and perhaps a bucket: settings {@code ingest.*} and
 * {@code station.keep}.
 */
public final class IngestRoom implements Room {
  private static final Logger LOG = LoggerFactory.getLogger(IngestRoom.class);
  private static final String FOLDER_POLL = "5s";

  /** Each page of a listing costs money. */
  private static final String BUCKET_POLL = "1m";

  private final Premises premises;
  private final Path folder;
  private final boolean recursive;
  private final Bucket bucket;
  private final Duration horizon;
  private final Duration unfinished;
  private final Duration keep;
  private final AwsClients clients;

  public IngestRoom(Premises premises) {
    this.premises = premises;
    Settings settings = premises.settings();
    folder = folder(premises);
    recursive = settings.flag("ingest.recursive");
    bucket =
        new Bucket(
            bucketName(settings), settings.text("ingest.prefix"), recursive, premises.timetable());
    horizon = settings.duration("ingest.horizon", Duration.ofMinutes(10), Duration.ofDays(31));
    unfinished = settings.duration("ingest.unfinished", Duration.ofSeconds(2), Duration.ofHours(1));
    keep = settings.duration("station.keep", Duration.ofDays(1), Duration.ofDays(3650));
    clients = new AwsClients(settings);
    publish(settings);
    if (hasBucket()) {
      premises.timeSource(clients.address().orElse(URI.create("https://s3.amazonaws.com/")));
    }
  }

  private static Path folder(Premises premises) {
    Path folder = premises.settings().place("ingest.folder");
    Path home = premises.home();
    if (folder.startsWith(home) && !folder.equals(home.resolve("incoming"))) {
      throw Settings.wrong(
          "ingest.folder", "" + folder, "give a folder outside station.home, or its incoming/");
    }
    return folder;
  }

  private static String bucketName(Settings settings) {
    return settings.text("ingest.bucket").isEmpty()
        ? ""
        : settings.matching(
            "ingest.bucket",
            "[A-Za-z0-9][A-Za-z0-9._-]{1,254}|arn:[A-Za-z0-9:/._-]+",
            "give the bucket's name alone, without s3://; what its keys begin with is ingest.prefix");
  }

  private boolean hasBucket() {
    return !bucket.name().isEmpty();
  }

  /** Routes and Java must agree on trimmed values and absolute folders. */
  private void publish(Settings settings) {
    String poll = settings.text("ingest.poll");
    if (!poll.isEmpty()) {
      settings.duration("ingest.poll", Duration.ofMillis(100), Duration.ofHours(1));
    }
    premises.services().publish("ingest.folder", folder.toString());
    premises.services().publish("ingest.recursive", "" + recursive);
    premises.services().publish("ingest.bucket", bucket.name());
    premises.services().publish("ingest.folder-poll", poll.isEmpty() ? FOLDER_POLL : poll);
    premises.services().publish("ingest.bucket-poll", poll.isEmpty() ? BUCKET_POLL : poll);
  }

  @Override
  public void bind(Registry registry) {
    Timetable timetable = premises.timetable();
    WrittenFiles written = new WrittenFiles(timetable, unfinished);
    Originals originals = new Originals(folder, written);
    WatchedFiles rejected = new WatchedFiles(written, file -> {});
    Inbox inbox = new Inbox(premises.home(), new Takeover(originals), rejected, premises.clock());
    registry.bind("inbox", inbox);
    FileTurns turns = new FileTurns(timetable);
    registry.bind("fileTurns", turns);
    registry.bind("originals", originals);
    registry.bind("rejectedFiles", rejected);
    premises
        .services()
        .eachMinute(
            new RejectedUploads(premises.home(), premises.conditions(), premises.clock())::look);
    registry.bind("freshFiles", new WatchedFiles(written, file -> {}));
    registry.bind(
        "stableFiles",
        new StableFiles(
            folder,
            new WrittenFiles(timetable, unfinished),
            unfinished,
            premises.conditions(),
            turns));
    registry.bind("unmappableNames", new UnmappableNames(folder, recursive));
    // Made at the first use: where there is no region to be found, the search takes its time.
    LazyClient<S3Client> client = new LazyClient<>(() -> clients.s3(new ListingAnswers()));
    premises.services().atStop(client::close);
    registry.bind("s3Client", S3Client.class, client);
    registry.bind("bucket", bucket);
    registry.bind("bucketStart", new BucketStart(hasBucket()));
    registry.bind("bucketTurn", new OneAtATime());
    Arrivals arrivals =
        new Arrivals(
            premises.runs() ? premises.home().resolve("arriving") : premises.aside(), bucket);
    registry.bind("arrivals", arrivals);
    Receipts receipts =
        new Receipts(premises.home().resolve("bucket-receipts.txt"), bucket, premises.conditions());
    registry.bind("receipts", receipts);
    registry.bind("ignoredKeys", new IgnoredKeys(bucket, premises.conditions()));
    registry.bind("withdrawals", new Withdrawals(bucket, inbox, receipts, timetable));
    BucketTrouble trouble = new BucketTrouble(bucket, premises.conditions());
    DownloadQueue downloads =
        new DownloadQueue(inbox, receipts, arrivals, trouble, timetable, horizon);
    registry.bind("downloadQueue", downloads);
    premises
        .services()
        .manage(
            "type=ingest",
            new IngestPanel(folder, bucket, turns, downloads, inbox, premises),
            IngestMBean.class);
    registry.bind("expiredCopies", new ExpiredCopies(inbox, receipts, downloads, keep, timetable));
    if (premises.runs()) {
      makeFolder();
      LOG.info("Files are taken from {}.", folder);
    }
    if (hasBucket()) {
      LOG.info(
          "Files are fetched from the bucket {} too, those of the next {}.",
          bucket.name(),
          premises.settings().text("ingest.horizon"));
    }
  }

  /** One that is not to be had now, as on a disk that is not there yet, becomes a condition. */
  private void makeFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      LOG.debug("{} cannot be made", folder, e);
    }
  }

  @Override
  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    probes.add(new Folder("ingest.folder", folder).writable());
    if (hasBucket()) {
      probes.add(new BucketProbe(bucket, clients).probe());
    }
    return probes;
  }
}

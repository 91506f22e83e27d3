package radio.nightshift.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.programme.Timetable;
import radio.nightshift.settings.Settings;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket as the settings have it, and what fetches from it. */
public final class IngestRoom {
  private static final Logger LOG = LoggerFactory.getLogger(IngestRoom.class);
  private static final String FOLDER_POLL = "5s";

  /** Each page of a listing costs money. */
  private static final String BUCKET_POLL = "1m";

  private final Settings settings;

  public IngestRoom(Settings settings) {
    this.settings = settings;
  }

  /** Shows the routes how often they look, and which bucket. */
  public void show(PropertiesComponent properties) {
    boolean isSet = !settings.text("ingest.poll").isEmpty();
    if (isSet) {
      settings.duration("ingest.poll", Duration.ofMillis(100), Duration.ofHours(1));
    }
    String poll = settings.text("ingest.poll");
    properties.addOverrideProperty("ingest.folder-poll", isSet ? poll : FOLDER_POLL);
    properties.addOverrideProperty("ingest.bucket-poll", isSet ? poll : BUCKET_POLL);
    properties.addOverrideProperty("ingest.bucket", settings.text("ingest.bucket"));
  }

  private Bucket bucket(CamelContext context, Path arriving, Timetable timetable) {
    Bucket bucket =
        new Bucket(
            bucketName(),
            settings.text("ingest.prefix"),
            settings.flag("ingest.recursive"),
            timetable);
    AwsClients clients = new AwsClients(settings);
    Registry registry = context.getRegistry();
    // Made at the first use: where there is no region to be found, the search takes its time.
    LazyS3 client = new LazyS3(() -> clients.s3(new ListingAnswers()));
    registry.bind("s3Client", S3Client.class, client);
    context.addLifecycleStrategy(client);
    registry.bind("bucket", bucket);
    registry.bind("arrivals", new Arrivals(arriving, bucket));
    return bucket;
  }

  /**
   * Binds what lists the bucket and fetches from it: {@code s3Client}, {@code bucket}, {@code
   * arrivals}; and what a station does with that.
   *
   * @param arriving where downloads lie until they are whole
   */
  public void bind(
      CamelContext context, Path home, Path arriving, Inbox inbox, Timetable timetable) {
    Bucket bucket = bucket(context, arriving, timetable);
    Duration horizon =
        settings.duration("ingest.horizon", Duration.ofMinutes(10), Duration.ofDays(31));
    Registry registry = context.getRegistry();
    Receipts receipts = new Receipts(home.resolve("bucket-receipts.txt"), bucket);
    Arrivals arrivals = registry.lookupByNameAndType("arrivals", Arrivals.class);
    registry.bind("receipts", receipts);
    registry.bind("oddKeys", new OddKeys(bucket));
    registry.bind("withdrawals", new Withdrawals(bucket, inbox, receipts, timetable));
    Wanted wanted =
        new Wanted(inbox, receipts, arrivals, new BucketTrouble(bucket), timetable, horizon);
    registry.bind("wanted", wanted);
    Duration keep = settings.duration("station.keep", Duration.ofDays(1), Duration.ofDays(3650));
    registry.bind("oldCopies", new OldCopies(inbox, receipts, wanted, keep, timetable));
    if (!bucketName().isEmpty()) {
      LOG.info(
          "Files are fetched from the bucket {} too, those of the next {}.",
          bucketName(),
          settings.text("ingest.horizon"));
      startWhenAllIsUp(context);
    }
  }

  /** An endpoint that a route makes while the station still starts may never be started itself. */
  private static void startWhenAllIsUp(CamelContext context) {
    context.addLifecycleStrategy(
        new LifecycleStrategySupport() {
          @Override
          public void onContextStarted(CamelContext started) {
            try {
              if (started.isAutoStartup()) {
                started.getRouteController().startRoute("ingest-wanted");
                started.getRouteController().startRoute("ingest-bucket");
              }
            } catch (Exception e) {
              throw RuntimeCamelException.wrapRuntimeException(e);
            }
          }
        });
  }

  private String bucketName() {
    return settings.text("ingest.bucket").isEmpty()
        ? ""
        : settings.matching(
            "ingest.bucket",
            "[A-Za-z0-9][A-Za-z0-9._-]{1,254}|arn:[A-Za-z0-9:/._-]+",
            "give the bucket's name alone, without s3://; what its keys begin with is ingest.prefix");
  }

  /** A client made at its first use; what it waits for is broken off when the station stops. */
  private static final class LazyS3 extends LifecycleStrategySupport implements Supplier<Object> {
    private final Supplier<S3Client> maker;
    private S3Client made;

    LazyS3(Supplier<S3Client> maker) {
      this.maker = maker;
    }

    @Override
    public synchronized S3Client get() {
      if (made == null) {
        made = maker.get();
      }
      return made;
    }

    @Override
    public synchronized void onContextStopping(CamelContext context) {
      if (made != null) {
        made.close();
      }
    }
  }
}

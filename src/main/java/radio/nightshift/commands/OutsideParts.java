package radio.nightshift.commands;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.jsse.SSLContextParameters;
import radio.nightshift.address.AddressRecord;
import radio.nightshift.address.AddressRoom;
import radio.nightshift.address.AddressTrouble;
import radio.nightshift.aws.AwsClients;
import radio.nightshift.aws.AwsTrouble;
import radio.nightshift.check.ClockProbe;
import radio.nightshift.check.Folder;
import radio.nightshift.check.Probe;
import radio.nightshift.check.Trouble;
import radio.nightshift.icecast.IcecastException;
import radio.nightshift.icecast.LoginRefusedException;
import radio.nightshift.icecast.LoginTrial;
import radio.nightshift.playout.AsRunProbe;
import radio.nightshift.prepare.AudioTools;
import radio.nightshift.programme.Mount;
import radio.nightshift.programme.MountSettings;
import radio.nightshift.secrets.Secrets;
import radio.nightshift.settings.OutsideException;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.settings.Settings;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;

/** What the station needs of the world outside, as the settings have it. */
final class OutsideParts {
  private final SettingSources sources;
  private final Clock clock;
  private CamelContext context;
  private Secrets secrets;

  OutsideParts(SettingSources sources, Clock clock) {
    this.sources = sources;
    this.clock = clock;
  }

  /** A Camel to be made before any part is asked for. */
  Main main() {
    return sources.main(
        made -> {
          context = made;
          secrets = new Secrets(made, sources, clock, false);
        });
  }

  /**
   * All of them, in the order in which they are to be mended.
   *
   * @throws SettingException if a setting is wrong
   */
  List<Probe> all() {
    RuntimeException missing = missing();
    Settings settings = secrets.settings();
    List<Probe> parts = new ArrayList<>();
    parts.addAll(folders(settings));
    if (missing != null) {
      parts.add(new Probe("parameters", () -> fail(missing.getMessage())));
    } else if (!settings.text("secrets.parameters").isEmpty()) {
      parts.add(
          new Probe(
              "parameters",
              () -> "those below " + settings.text("secrets.parameters") + " are read"));
    }
    List<Mount> mounts = mounts(settings, missing, parts);
    parts.addAll(new AudioTools(mounts.stream().map(Mount::encoding).toList()).parts());
    mounts.forEach(mount -> parts.add(new Probe("Icecast " + mount.name(), () -> icecast(mount))));
    if (!settings.text("ingest.bucket").isEmpty()) {
      parts.add(new Probe("bucket", () -> bucket(settings)));
    }
    AddressRoom address = new AddressRoom(settings);
    AddressRecord record = address.record();
    if (record.isWanted()) {
      AddressTrouble trouble = new AddressTrouble(record, address.metadata());
      parts.add(new Probe("DNS", () -> dns(record, trouble)));
    }
    parts.add(
        new AsRunProbe(
                settings.matching("as-run.url", "jdbc:.+", "give a JDBC URL"),
                settings.text("as-run.user"),
                settings.text("as-run.password"))
            .part());
    parts.add(new ClockProbe(clock, clocks(settings, mounts)).part());
    return parts;
  }

  /** Whether there is a calendar to be read. */
  boolean hasCalendar() {
    Settings settings = secrets.settings();
    return !settings.text("schedule.google.calendar").isEmpty()
        || !settings.text("schedule.ics").isEmpty();
  }

  private RuntimeException missing() {
    try {
      secrets.read();
      return null;
    } catch (SettingException | OutsideException trouble) {
      return trouble;
    }
  }

  private static List<Probe> folders(Settings settings) {
    Path home = Path.of(settings.required("station.home", "give a folder"));
    Path incoming = Path.of(settings.required("ingest.folder", "give a folder"));
    Folder first = new Folder("station.home", home);
    return List.of(
        first.writable(), new Folder("ingest.folder", incoming).writable(), first.room());
  }

  /** Without its parameters nothing can be said of a mount, but much of all other parts. */
  private static List<Mount> mounts(
      Settings settings, RuntimeException missing, List<Probe> parts) {
    try {
      return new MountSettings(settings).mounts();
    } catch (SettingException | OutsideException wrong) {
      if (missing == null) {
        throw wrong;
      }
      parts.add(new Probe("Icecast", () -> fail("not tried: the parameters are missing.")));
      return List.of();
    }
  }

  private String icecast(Mount mount) throws Exception {
    try {
      LoginTrial.attempt(
          mount.host(),
          mount.port(),
          mount.user(),
          mount.password(),
          mount.tls() ? sockets() : null,
          mount.encoding().codec().contentType());
      return mount.address() + " takes the source login";
    } catch (LoginRefusedException e) {
      return fail(
          e.getMessage() + " A <mount> with a password of its own takes that one, untried here.");
    } catch (IcecastException e) {
      return fail(e.getMessage().replaceFirst("; trying again\\.$", "."));
    }
  }

  /** As the icecast component makes them. */
  private SSLSocketFactory sockets() throws Exception {
    SSLContextParameters parameters = context.getSSLContextParameters();
    return parameters == null
        ? (SSLSocketFactory) SSLSocketFactory.getDefault()
        : parameters.createSSLContext(context).getSocketFactory();
  }

  private static String bucket(Settings settings) throws Trouble {
    String bucket = settings.text("ingest.bucket");
    String prefix = settings.text("ingest.prefix");
    try (S3Client s3 = new AwsClients(settings).s3(new ExecutionInterceptor() {})) {
      s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix).maxKeys(1));
      return "'%s' can be listed".formatted(bucket);
    } catch (software.amazon.awssdk.services.s3.model.NoSuchBucketException e) {
      return fail("there is no bucket '%s'; correct ingest.bucket.".formatted(bucket));
    } catch (RuntimeException e) {
      String permission = "s3:ListBucket on arn:aws:s3:::" + bucket;
      return fail("S3 " + AwsTrouble.of(e, permission).text() + ".");
    }
  }

  private static String dns(AddressRecord record, AddressTrouble trouble) throws Trouble {
    try {
      record.tryPermission();
      return record + " may be changed";
    } catch (RuntimeException e) {
      return fail(trouble.words(e) + ".");
    }
  }

  private static List<URI> clocks(Settings settings, List<Mount> mounts) {
    List<URI> clocks = new ArrayList<>();
    if (!settings.text("aws.endpoint").isEmpty()) {
      clocks.add(URI.create(settings.text("aws.endpoint")));
    } else if (!settings.text("ingest.bucket").isEmpty()
        || !settings.text("secrets.parameters").isEmpty()) {
      clocks.add(URI.create("https://s3.amazonaws.com/"));
    }
    for (Mount mount : mounts) {
      clocks.add(
          URI.create(
              (mount.tls() ? "https://" : "http://") + mount.host() + ":" + mount.port() + "/"));
    }
    return clocks;
  }

  private static String fail(String message) throws Trouble {
    throw new Trouble(message);
  }
}

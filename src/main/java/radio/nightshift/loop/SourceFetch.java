package radio.nightshift.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import radio.nightshift.aws.S3Clients;
import radio.nightshift.settings.Settings;

/** Fetches a channel's source: from an address to a file of one version in this machine. */
final class SourceFetch {
  private static final String FOLDER = "source";

  private final SourceAddress address;
  private final SourceCopies copies;
  private final FetchThread thread;

  /**
   * Prepares to fetch; nothing is asked or made on disk yet.
   *
   * @param login with a web server, if any
   * @param folder the channel's; copies lie in {@code source} below it
   * @param s3 used if the address is one of S3
   * @throws radio.nightshift.settings.SettingException if TLS is asked for and S3 is set without
   */
  SourceFetch(
      SourceAddress address,
      Optional<SourceLogin> login,
      Path folder,
      FetchLimits limits,
      S3Clients s3,
      Clock clock) {
    this.address = address;
    this.copies = new SourceCopies(folder.resolve(FOLDER), address, clock);
    this.thread = new FetchThread(address, source(login, limits, s3, clock), limits.stopping());
  }

  private Source source(
      Optional<SourceLogin> login, FetchLimits limits, S3Clients s3, Clock clock) {
    if (address instanceof SourceAddress.Web web) {
      return new WebSource(web, new WebRequests(web, login, null), copies, limits);
    }
    if (address instanceof SourceAddress.Local local) {
      return new LocalSource(local, copies, limits, clock);
    }
    SourceAddress.Bucket bucket = (SourceAddress.Bucket) address;
    if (bucket.isTls() && bucket.endpoint().isEmpty() && s3.isPlain()) {
      throw Settings.wrong(
          address.setting(),
          address.toString(),
          "aws.endpoint is without TLS: give an https address there, or s3:// here");
    }
    return new BucketSource(bucket, () -> s3.at(bucket.endpoint()), copies, limits);
  }

  /**
   * The source's current version, fetched if it is not here yet. If it is, that costs one request.
   *
   * @throws SourceException if it cannot be had now; what has come of it so far is kept
   */
  SourceFile current() throws SourceException {
    return thread.current();
  }

  /**
   * The size of the source in bytes, found out by one request and without fetching it; -1 if that
   * is not said.
   *
   * @throws SourceException if it cannot be had now
   */
  long size() throws SourceException {
    return thread.size();
  }

  /**
   * The copy that was the newest when the source was last reached, without asking anybody: what
   * plays while the source is away. A source in this machine has none.
   */
  Optional<SourceFile> last() throws IOException {
    return copies.newest();
  }

  /**
   * Removes the copies of all versions but the newest and those that are in use. Files of users are
   * never touched.
   */
  void tidy(Set<Path> inUse) throws IOException {
    copies.tidy(inUse);
  }
}

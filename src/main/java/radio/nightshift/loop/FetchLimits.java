package radio.nightshift.loop;

import java.util.function.BooleanSupplier;
import radio.nightshift.disk.Download;
import radio.nightshift.disk.Pace;

/**
 * What a fetch must keep to.
 *
 * @param maxBytes the largest file that is fetched
 * @param pace the least speed
 * @param stopping whether the station is
 */
record FetchLimits(long maxBytes, Pace pace, BooleanSupplier stopping) {
  /**
   * Refuses a source by its size.
   *
   * @param size of the whole, or a negative number if that is not known
   */
  void check(SourceAddress address, long size) throws SourceException {
    checkNotEmpty(address, size);
    if (size > maxBytes) {
      throw address.trouble(
          "has %d bytes, and %d may be fetched".formatted(size, maxBytes),
          "give a smaller file, or raise loop.disk");
    }
  }

  /** Refuses a source that is empty; one that is not fetched may have any size. */
  void checkNotEmpty(SourceAddress address, long size) throws SourceException {
    if (size == 0) {
      throw address.trouble("is empty", "put a file with sound or pictures there");
    }
  }

  /**
   * How many bytes a download may have.
   *
   * @param size of the whole, or a negative number if that is not known
   */
  Download.Extent extent(long size) {
    return size < 0 ? Download.Extent.upTo(maxBytes) : Download.Extent.of(size);
  }
}

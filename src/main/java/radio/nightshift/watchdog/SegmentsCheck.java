package radio.nightshift.watchdog;

/** Whether the encoder deletes old HLS segments: otherwise they fill the disk. */
public final class SegmentsCheck {
  private final SegmentFolder folder;
  private final int most;

  /**
   * A check of a folder.
   *
   * @param most how many segments there may be
   */
  SegmentsCheck(SegmentFolder folder, int most) {
    this.folder = folder;
    this.most = most;
  }

  /**
   * Counts the segments.
   *
   * @return what was seen
   * @throws CheckFailedException if they are too many, or cannot be counted
   */
  public String check() throws CheckFailedException {
    int count = folder.segments().size();
    if (count > most) {
      throw new CheckFailedException(
          "the folder %s holds more than %d .ts files; have the encoder delete old ones"
              .formatted(folder, most));
    }
    return "the folder %s holds %d .ts files".formatted(folder, count);
  }
}

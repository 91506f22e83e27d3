package radio.nightshift.watchdog;

/** A check by which the encoder is not well, with what was seen, without a full stop. */
public final class CheckFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  CheckFailedException(String words) {
    super(words);
  }
}

package radio.nightshift.check;

/** Something that people should know of a part that is not broken; the message says it. */
public final class Caution extends Exception {
  private static final long serialVersionUID = 1L;

  /** A caution with its message. */
  public Caution(String message) {
    super(message);
  }
}

package radio.nightshift.prepare;

/** A file has gone or came again since it was inspected: what is left has to be planned again. */
public final class StaleAssignmentException extends Exception {
  private static final long serialVersionUID = 1L;

  StaleAssignmentException(String name) {
    super(
        "'%s' was taken away or came again while it was prepared; what was made of it does not play."
            .formatted(name));
  }
}

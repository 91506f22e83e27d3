package radio.nightshift.condition;

/** How much a condition matters. */
public enum Severity {
  /** Worth knowing; nobody has to do anything. */
  INFO,

  /** Something is not as it should be; the programme does not suffer yet. */
  WARNING,

  /** Something will be missing or wrong on the air unless a person acts. */
  ERROR,

  /** Off the air although a programme is due: health is DOWN. */
  CRITICAL
}

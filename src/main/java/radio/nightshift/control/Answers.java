package radio.nightshift.control;

/** What the station answers at its door. */
@FunctionalInterface
interface Answers {
  /**
   * Answers a request.
   *
   * @param request what a stranger has sent, whatever it is
   * @return one JSON document
   */
  String to(String request);
}

package radio.nightshift.room;

/** What a station is made for. */
public enum Mode {
  /** To run: folders are made, and secrets are kept for the next start. */
  RUN,

  /** To answer a command's questions: nothing is left on disk or in the cloud, nothing starts. */
  OFFLINE,

  /** To have its settings judged and its outside world tried: no route is read. */
  CHECK
}

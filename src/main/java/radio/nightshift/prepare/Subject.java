package radio.nightshift.prepare;

import java.util.List;

/** What a message is about: an upload to be inspected, or a programme to be produced. */
public interface Subject {

  /** Its name in the log. */
  String name();

  /** Those of its files that are still there: to be inspected again after a failure. */
  List<String> files();
}

package radio.nightshift.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import radio.nightshift.condition.Printable;

/**
 * Inspected files of which something is to be planned: one, or those of one hour.
 *
 * @param files their paths, each once
 */
public record InboxFiles(List<String> files) implements Subject {

  @Override
  public String name() {
    return Printable.printable(Path.of(files.get(0)).getFileName().toString());
  }

  /** These with the others behind them. */
  InboxFiles and(InboxFiles others) {
    List<String> all = new ArrayList<>(files);
    all.removeAll(others.files);
    all.addAll(others.files);
    return new InboxFiles(List.copyOf(all));
  }
}

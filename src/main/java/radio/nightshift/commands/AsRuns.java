package radio.nightshift.commands;

import static radio.nightshift.commands.TextTable.list;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.util.json.JsonObject;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import radio.nightshift.control.Inquiry;
import radio.nightshift.playout.AsRunRow;
import radio.nightshift.settings.SettingSources;
import radio.nightshift.settings.Settings;

/** The command that shows what has been on the air. */
@Command(
    name = "as-run",
    description = {
      "Shows what has been on the air, by the as-run log of the running station: what was planned to start in a"
          + " span of time.",
      "Exits with 0, 2 on a wrong setting or instant, 3 if no station runs there."
    },
    mixinStandardHelpOptions = true)
public final class AsRuns implements Callable<Integer> {
  private static final String CSV = "csv";

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description =
          "Its beginning, such as 2026-06-10T13:00:00Z; without an offset it is the station's time, and a"
              + " date alone is that day's beginning. If it is not given: today's beginning.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Its end, which is not part of it. If it is not given: now.")
  private String to;

  @Option(
      names = "--format",
      paramLabel = "csv|json",
      defaultValue = CSV,
      description = "CSV as in the station's folder as-run/, or one JSON object a line.")
  private String format;

  @Mixin private SettingsFile file;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    if (!List.of(CSV, "json").contains(format)) {
      throw Settings.wrong("--format", format, "give csv or json");
    }
    PrintWriter out = command.commandLine().getOut();
    Inquiry inquiry = new Inquiry(SettingSources.readWithoutSecrets(file.path()));
    Map<String, Object> asked = new HashMap<>();
    asked.computeIfAbsent("from", name -> from);
    asked.computeIfAbsent("to", name -> to);
    int offset = 0;
    boolean more;
    do {
      asked.put("offset", offset);
      JsonObject page = inquiry.answer("as-run", asked);
      List<?> rows = list(page.get("rows"));
      print(rows, offset == 0, out);
      offset += rows.size();
      more = Boolean.TRUE.equals(page.get("more"));
      // The span stays the same from page to page, although time goes on.
      asked.put("from", page.get("from"));
      asked.put("to", page.get("to"));
    } while (more);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private void print(List<?> rows, boolean isFirst, PrintWriter out) throws IOException {
    if (!format.equals(CSV)) {
      rows.forEach(row -> out.println(((JsonObject) row).toJson()));
      return;
    }
    CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180);
    if (isFirst) {
      csv.printRecord(AsRunRow.COLUMNS);
    }
    for (Object row : rows) {
      csv.printRecord(AsRunRow.csv((JsonObject) row));
    }
  }
}

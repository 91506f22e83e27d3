package radio.nightshift.commands;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import radio.nightshift.condition.Printable;
import radio.nightshift.routing.RouteFiles;
import radio.nightshift.settings.SettingException;
import radio.nightshift.settings.SettingSources;

/** The command that shows what the distribution's route files have that the edited ones lack. */
@Command(
    name = "diff",
    description = {
      "Shows how the distribution's route files differ from those that you have edited, as 'diff -u' does: a line"
          + " with + is in the distribution's and not in yours, one with - only in yours.",
      "Exits with 0 if none differ, 1 if one does, 2 on a wrong setting."
    },
    mixinStandardHelpOptions = true)
public final class RoutesDiff implements Callable<Integer> {
  private static final int AROUND = 3;

  @Mixin private RoutesFolder folder;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    RouteFiles files = folder.files(SettingSources.readWithoutSecrets(folder.settings()));
    List<Path> edited = files.edited().stream().filter(file -> !files.isAdded(file)).toList();
    PrintWriter out = command.commandLine().getOut();
    for (Path file : edited) {
      print(file, files.original(file), out);
    }
    out.flush();
    return edited.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(Path own, Path original, PrintWriter out) throws IOException {
    List<String> lines = lines(own);
    UnifiedDiffUtils.generateUnifiedDiff(
            own.toString(),
            original.toString(),
            lines,
            DiffUtils.diff(lines, Files.readAllLines(original)),
            AROUND)
        .forEach(line -> out.println(Printable.printable(line)));
  }

  private static List<String> lines(Path own) throws IOException {
    try {
      return Files.readAllLines(own);
    } catch (CharacterCodingException e) {
      throw new SettingException("'%s' is not in UTF-8; save it as that.".formatted(own));
    }
  }
}

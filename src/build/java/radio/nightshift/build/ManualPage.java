package radio.nightshift.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import radio.nightshift.Nightshift;

/**
 * Writes nightshift(1) from the commands themselves. It is run by the build, as a source file: its
 * arguments are the page's file, the version and its instant.
 */
final class ManualPage {
  private static final String END =
      """
      .SH EXIT STATUS
      .TP
      0
      The command has done its work; the station was asked to stop, and has.
      .TP
      1
      Something failed; one line says what.
      .TP
      2
      A setting or an argument is wrong; one line says which, and what to do.
      .TP
      3
      No station runs there.
      .TP
      69
      The station has been drained.
      .SH ENVIRONMENT
      Each setting can be overridden by a variable: \\fBPLAYOUT_PASSWORD\\fR for \\fIplayout.password\\fR.
      .TP
      \\fBJAVA_HOME\\fR
      The Java that runs the station; without it, the one on the path.
      .TP
      \\fBNIGHTSHIFT_JAVA_OPTS\\fR
      Further options for that Java.
      .SH FILES
      .TP
      /etc/nightshift/nightshift.properties
      The settings. All of them are explained in application.properties, in /usr/share/doc/nightshift or in etc/ of the tarball.
      .TP
      /etc/nightshift/secrets.properties
      Passwords and keys, which only root writes and only the station reads.
      .TP
      /etc/nightshift/routes
      The station's routes, to be edited.
      .TP
      /var/lib/nightshift
      Recordings, what was made of them, and the as\\-run log.
      .TP
      /usr/local/lib/nightshift
      Jars of further Camel components.
      .SH SEE ALSO
      .BR systemctl (1),
      .BR journalctl (1),
      .BR ffmpeg (1),
      .BR icecast2 (1)
      """;

  private final StringBuilder page = new StringBuilder();

  public static void main(String[] arguments) throws IOException {
    ManualPage manual = new ManualPage();
    manual.begin(arguments[1], arguments[2].replaceFirst("T.*", ""));
    Path file = Path.of(arguments[0]);
    Files.createDirectories(file.getParent());
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(manual.page.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void begin(String version, String day) {
    CommandLine station = Nightshift.commands();
    CommandSpec command = station.getCommandSpec();
    page.append(
        ".TH NIGHTSHIFT 1 \"%s\" \"nightshift %s\" \"User commands\"\n".formatted(day, version));
    page.append(".SH NAME\nnightshift \\- an unattended radio station\n");
    page.append(".SH SYNOPSIS\n.B nightshift\n\\fICOMMAND\\fR [\\fIOPTION\\fR]...\n");
    page.append(".SH DESCRIPTION\n").append(text(command.usageMessage().description()));
    page.append(".SH OPTIONS\n");
    command.options().forEach(this::option);
    page.append(".SH COMMANDS\nEach of them takes \\fB\\-\\-help\\fR, too.\n");
    subcommands(station);
    page.append(END);
  }

  private void subcommands(CommandLine parent) {
    parent.getSubcommands().values().stream().distinct().forEach(this::command);
  }

  private void command(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    page.append(".SS \"").append(escaped(command.qualifiedName(" ")));
    command.args().stream().filter(arg -> !isHelp(arg)).forEach(arg -> page.append(synopsis(arg)));
    page.append("\"\n").append(text(command.usageMessage().description()));
    command.options().stream().filter(one -> !isHelp(one)).forEach(this::option);
    command.positionalParameters().forEach(this::parameter);
    subcommands(line);
  }

  private static boolean isHelp(ArgSpec arg) {
    return arg instanceof OptionSpec option && (option.usageHelp() || option.versionHelp());
  }

  private static String synopsis(ArgSpec arg) {
    String shown = arg instanceof OptionSpec option ? names(option) : label(arg);
    return arg.required() ? " " + shown : " [" + shown + "]";
  }

  private void option(OptionSpec option) {
    page.append(".TP\n\\fB")
        .append(names(option))
        .append("\\fR\n")
        .append(text(option.description()));
  }

  private void parameter(PositionalParamSpec parameter) {
    page.append(".TP\n")
        .append(label(parameter))
        .append('\n')
        .append(text(parameter.description()));
  }

  private static String names(OptionSpec option) {
    String names =
        Arrays.stream(option.names()).map(ManualPage::escaped).collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + "\\fR=\\fI" + label(option) + "\\fR";
  }

  private static String label(ArgSpec arg) {
    return escaped(arg.paramLabel().replaceAll("[<>]", ""));
  }

  /** Sentences of picocli's, in which a percent sign begins a format. */
  private static String text(String[] lines) {
    String whole = String.join(" ", lines).replace("%n", " ").replace("%%", "%").strip();
    return escaped(whole) + "\n";
  }

  private static String escaped(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}

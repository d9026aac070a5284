package dev.traversion.cli;

import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command line's main class. */
@Command(
    name = "traversion",
    mixinStandardHelpOptions = true,
    version = "Traversion 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    sortOptions = false,
    header = "A production time machine for debugging: go to any instant and look.")
public final class Traversion {
  private static final String[] FOOTER = {
    "",
    "TIME is RFC 3339 (2026-01-01T03:46:00Z), relative to now (-90s, -5m, -2h, -1d), 'now', or "
        + "your local clock (3:46, 03:46:12.5, '2026-01-01 03:46'). SERVICE is NAME, or "
        + "NAMESPACE/NAME.",
    "",
    "Exit codes: 0 answered; 1 nothing found; 2 the command line or a value in it makes no "
        + "sense; 3 no server answers; 4 the server refused or failed; 5 the answer lacks "
        + "something (with --strict); 10 a tool is missing; 11 the build failed; 70 a fault in "
        + "this program.",
    "",
    "Colours are for terminals; NO_COLOR=1 turns them off."
  };

  private Traversion() {}

  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess(System.getenv());
    int exit = run(terminal, args);
    terminal.flush();
    System.exit(exit);
  }

  static int run(Terminal terminal, String... args) {
    Map<String, Supplier<Object>> commands = commands(terminal);
    String first = args.length == 0 ? "" : args[0];
    // to describe every command takes longer than most questions: describe only the one asked for
    CommandLine line =
        commands.containsKey(first) && !NEEDS_ALL.contains(first)
            ? commandLine(terminal, Map.of(first, commands.get(first)))
            : commandLine(terminal, commands);
    return line.execute(args.length == 0 ? new String[] {"--help"} : args);
  }

  /** With all commands. */
  static CommandLine commandLine(Terminal terminal) {
    return commandLine(terminal, commands(terminal));
  }

  private static final Set<String> NEEDS_ALL = Set.of("help", "completion");

  private static Map<String, Supplier<Object>> commands(Terminal terminal) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("demo", LauncherCommand.Demo::new);
    commands.put("up", LauncherCommand.Up::new);
    commands.put("status", () -> new StatusCommand(terminal));
    commands.put("services", () -> new ServicesCommand(terminal));
    commands.put("state", () -> new StateCommand(terminal));
    commands.put("entities", () -> new EntitiesCommand(terminal));
    commands.put("entity", () -> new EntityCommand(terminal));
    commands.put("blame", () -> new BlameCommand(terminal));
    commands.put("diff", () -> new DiffCommand(terminal));
    commands.put("events", () -> new EventsCommand(terminal));
    commands.put("next", () -> new StepCommand.Next(terminal));
    commands.put("previous", () -> new StepCommand.Previous(terminal));
    commands.put("trace", () -> new TraceCommand(terminal));
    commands.put("timeline", () -> new TimelineCommand(terminal));
    commands.put("deployments", () -> new DeploymentsCommand(terminal));
    commands.put("export", () -> new ExportCommand(terminal));
    commands.put("import", () -> new ImportCommand(terminal));
    commands.put("open", LauncherCommand.Open::new);
    commands.put("test", LauncherCommand.Test::new);
    commands.put("bench", LauncherCommand.Bench::new);
    commands.put("completion", () -> new CompletionCommand(terminal));
    commands.put("help", HelpCommand::new);
    return commands;
  }

  private static CommandLine commandLine(
      Terminal terminal, Map<String, Supplier<Object>> commands) {
    CommandLine line = new CommandLine(new Traversion());
    commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    line.getCommandSpec().usageMessage().footer(FOOTER);
    Ansi ansi = terminal.ink() == Ink.COLOURED ? Ansi.ON : Ansi.OFF;
    ColorScheme colours = CommandLine.Help.defaultColorScheme(ansi);
    Faults faults = new Faults(terminal);
    line.setColorScheme(colours);
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler(faults);
    line.setParameterExceptionHandler(faults);
    line.setUsageHelpWidth(
        Math.clamp(terminal.columns().orElse(UsageMessageSpec.DEFAULT_USAGE_WIDTH), 80, 110));
    return line;
  }
}

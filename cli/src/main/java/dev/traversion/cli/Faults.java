package dev.traversion.cli;

import dev.traversion.cli.api.NotTraversionException;
import dev.traversion.cli.api.ProblemException;
import dev.traversion.cli.api.ServerUnreachableException;
import dev.traversion.cli.otlp.IntakeException;
import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.Terminal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, in one line, and the cure below it. */
final class Faults implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Terminal terminal;

  Faults(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException fault, String[] args) {
    CommandLine command = fault.getCommandLine();
    List<String> cure = new ArrayList<>();
    if (fault instanceof UnmatchedArgumentException unmatched) {
      unmatched.getSuggestions().stream().limit(3).forEach(s -> cure.add("perhaps: " + s));
    }
    cure.add("see: ./" + command.getCommandSpec().qualifiedName() + " --help");
    say(String.valueOf(fault.getMessage()), cure);
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
    return switch (fault) {
      case ServerUnreachableException unreachable -> unreachable(unreachable);
      case ProblemException problem -> problem(problem, asksForJson(parsed));
      case IntakeException noMore -> intake(noMore);
      case NotTraversionException other -> {
        say(
            String.valueOf(fault.getMessage()),
            List.of("name the server: --server URL, or TRAVERSION_SERVER"));
        yield ExitCode.REFUSED;
      }
      default -> {
        say("a fault in this program: " + fault, List.of("please report it, with what follows"));
        fault.printStackTrace(terminal.err());
        yield ExitCode.INTERNAL;
      }
    };
  }

  private static boolean asksForJson(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.subcommand() != null) {
      last = last.subcommand();
    }
    return last.hasMatchedOption("--json");
  }

  private int unreachable(ServerUnreachableException fault) {
    say(
        String.valueOf(fault.getMessage()),
        List.of(
            "start one:    ./traversion up      (or a shop to look at: ./traversion demo)",
            "name another: --server URL, or TRAVERSION_SERVER"));
    return ExitCode.UNREACHABLE;
  }

  private int intake(IntakeException fault) {
    say(
        String.valueOf(fault.getMessage()),
        List.of(
            "what was sent until then is recorded; sending the whole file again does no harm",
            "name another door: --otlp URL, or TRAVERSION_OTLP"));
    return fault.answered() ? ExitCode.REFUSED : ExitCode.UNREACHABLE;
  }

  private int problem(ProblemException fault, boolean json) {
    if (json) {
      terminal.out().println(fault.text().strip());
    }
    say(Ink.oneLine(String.valueOf(fault.getMessage())), cure(fault));
    return switch (fault.status()) {
      case 404 -> ExitCode.NOTHING_FOUND;
      case 400, 409, 422 -> ExitCode.USAGE;
      default -> ExitCode.REFUSED;
    };
  }

  private static List<String> cure(ProblemException fault) {
    List<String> cure = new ArrayList<>();
    fault.candidates().forEach(service -> cure.add("perhaps: " + Ink.oneLine(service)));
    if (fault.status() == 404 && fault.candidates().isEmpty()) {
      cure.add("what there is: ./traversion services, ./traversion entities SERVICE");
    }
    fault.parameter().ifPresent(name -> cure.add("the value at fault: " + Ink.oneLine(name)));
    if (fault.status() == 429 || fault.status() == 503) {
      cure.add("ask again" + fault.retryAfter().map(t -> " in " + t + " s").orElse(" later"));
    }
    fault.incidentId().ifPresent(id -> cure.add("the node's log says more, at incident " + id));
    fault.page().ifPresent(page -> cure.add("about it: " + page));
    return cure;
  }

  private void say(String what, List<String> cure) {
    Ink alarm = terminal.alarm();
    terminal.err().println(alarm.bold(alarm.red("traversion:")) + " " + what);
    cure.forEach(line -> terminal.err().println("  " + line));
  }
}

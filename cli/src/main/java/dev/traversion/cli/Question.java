package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.NotTraversionException;
import dev.traversion.cli.api.ProblemException;
import dev.traversion.cli.api.Reply;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.api.Server;
import dev.traversion.cli.api.ServerUnreachableException;
import dev.traversion.cli.text.IncompletenessWarning;
import dev.traversion.cli.text.Terminal;
import dev.traversion.cli.text.Times;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks a server and shows what it answers. */
abstract class Question implements Callable<Integer> {
  final Terminal terminal;

  @Spec CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:TRAVERSION_SERVER:-http://localhost:3335}",
      description = "The server to ask. Default: $TRAVERSION_SERVER, else http://localhost:3335.")
  URI server = URI.create("http://localhost:3335");

  @Option(names = "--json", description = "Print the server's JSON, exactly as it answers.")
  boolean json;

  @Option(
      names = "--strict",
      description = "Exit with 5 when the answer is known to lack something.")
  boolean strict;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for an answer. Default: ${DEFAULT-VALUE}.")
  int timeoutSeconds = 30;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private boolean incomplete;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  Question(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public final Integer call()
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    var address = OptionValues.server(spec, "--server", server, "http://localhost:3335");
    var patience = OptionValues.seconds(spec, "--timeout", timeoutSeconds, 1);
    int exit = ask(new Server(address, patience));
    return exit == ExitCode.OK && strict && incomplete ? ExitCode.INCOMPLETE : exit;
  }

  /** Asks, shows, and returns the exit code. */
  abstract int ask(Server asked)
      throws ServerUnreachableException, ProblemException, NotTraversionException;

  /** The answer; what it lacks is told at once. */
  final Reply get(Server asked, Request request)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    Reply reply = asked.get(request);
    note(reply.json());
    return reply;
  }

  final void note(JsonNode answer) {
    incomplete |= answer.path("completeness").isObject();
    new IncompletenessWarning(terminal).print(answer);
  }

  final void printJson(Reply reply) {
    terminal.out().println(reply.text().strip());
  }

  final Times times() {
    return terminal.times();
  }

  static Instant instant(JsonNode text) {
    return Instant.parse(text.asText());
  }

  /** A time option's value as the server wants it. */
  final Optional<String> time(String option, Optional<String> given) {
    try {
      return given.map(
          value -> TimeArgument.resolve(value, terminal.clock().instant().atZone(terminal.zone())));
    } catch (DateTimeException nonsense) {
      throw usage(option + " " + given.orElse("") + " is not a time: " + nonsense.getMessage());
    }
  }

  final ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Said on stderr, so that a pipe gets only answers. */
  final void hint(String text) {
    terminal.err().println(terminal.alarm().dim(text));
  }
}

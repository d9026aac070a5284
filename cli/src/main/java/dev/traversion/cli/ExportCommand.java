package dev.traversion.cli;

import dev.traversion.cli.api.NotTraversionException;
import dev.traversion.cli.api.ProblemException;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.api.Server;
import dev.traversion.cli.api.ServerUnreachableException;
import dev.traversion.cli.text.Quantities;
import dev.traversion.cli.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = {
      "Writes a window of history to one file, which 'open' serves on any machine.",
      "The file holds whatever was recorded."
    })
final class ExportCommand extends Question {
  /** Before the first frame comes, the server reads what the state at the start is made of. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description = "Start of the window.")
  Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "End of the window. Default: now.")
  Optional<String> to = Optional.empty();

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "Only this service; may be repeated. Default: all.")
  List<String> services = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write; what it was before is replaced when all is there.")
  Path output = Path.of("");

  ExportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int ask(Server asked)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    Request request =
        Request.api("export")
            .with("from", time("--from", from))
            .with("to", time("--to", to))
            .with("service", services);
    Path unfinished = output.resolveSibling(output.getFileName() + ".part");
    try {
      long bytes;
      try (OutputStream out = Files.newOutputStream(unfinished)) {
        bytes = new Server(asked.base(), PATIENCE).download(request, out);
      }
      Files.move(unfinished, output, StandardCopyOption.REPLACE_EXISTING);
      hint("Wrote " + output + ", " + Quantities.of(bytes, "byte", "bytes") + ".");
      hint("Open it with: ./traversion open " + output);
      return ExitCode.OK;
    } catch (IOException failure) {
      throw usage("cannot write " + output + ": " + failure.getMessage());
    } finally {
      forget(unfinished);
    }
  }

  private void forget(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException stays) {
      hint("Could not remove " + unfinished + ".");
    }
  }
}

package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.NotTraversionException;
import dev.traversion.cli.api.ProblemException;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.api.Server;
import dev.traversion.cli.api.ServerUnreachableException;
import dev.traversion.cli.otlp.LastLine;
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
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "export",
    description = {
      "Writes a window of history to one file: an archive, which 'open' serves on any machine, or "
          + "lines of OTLP/JSON, which 'import' and other tools read.",
      "The file holds whatever was recorded."
    })
final class ExportCommand extends Question {
  /** Before the first frame comes, the server reads what the state at the start is made of. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int BUFFER = 64 << 10;
  private static final Path PIPE = Path.of("-");

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
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "archive or otlp. Default: otlp when the file's name ends in .jsonl or .jsonl.gz, else "
              + "archive.")
  Optional<String> format = Optional.empty();

  @Option(
      names = "--signal",
      paramLabel = "SIGNAL",
      description =
          "Of OTLP only traces, logs or metrics; may be repeated. Default: all, in one file.")
  List<String> signals = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description =
          "The file to write; what it was before is replaced when all is there. OTLP is compressed "
              + "when the name ends in .gz, and goes to the standard output when it is -.")
  Path output = Path.of("");

  ExportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int ask(Server asked)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    boolean otlp = isOtlp();
    if (!otlp && !signals.isEmpty()) {
      throw usage("--signal is for --format otlp");
    }
    Request request =
        (otlp ? Request.api("export", "otlp") : Request.api("export"))
            .with("from", time("--from", from))
            .with("to", time("--to", to))
            .with("service", services)
            .with("signal", signals);
    Server patient = new Server(asked.base(), PATIENCE);
    if (output.equals(PIPE)) {
      if (!otlp) {
        throw usage("an archive goes into a file: -o FILE");
      }
      return intoPipe(patient, request);
    }
    Path unfinished = output.resolveSibling(output.getFileName() + ".part");
    try {
      Optional<JsonNode> foot = Optional.empty();
      try (OutputStream out = Files.newOutputStream(unfinished)) {
        if (otlp) {
          foot = Optional.of(otlp(patient, request, out));
        } else {
          patient.download(request, out);
        }
      }
      long bytes = Files.size(unfinished);
      Files.move(unfinished, output, StandardCopyOption.REPLACE_EXISTING);
      hint("Wrote " + output + ", " + Quantities.of(bytes, "byte", "bytes") + ".");
      if (foot.isPresent()) {
        if (json) {
          terminal.out().println(foot.get());
        }
        tell(foot.get());
        hint("Record it elsewhere with: ./traversion import " + output);
      } else {
        hint("Open it with: ./traversion open " + output);
      }
      return ExitCode.OK;
    } catch (IOException failure) {
      throw usage("cannot write " + output + ": " + failure.getMessage());
    } finally {
      forget(unfinished);
    }
  }

  /** What breaks off has no last line, so that whoever reads the pipe knows. */
  private int intoPipe(Server asked, Request request)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    try {
      tell(otlp(asked, request, terminal.out()));
    } catch (IOException failure) {
      throw usage("cannot write: " + failure.getMessage());
    }
    if (terminal.out().checkError()) {
      throw usage("cannot write: nobody reads on");
    }
    return ExitCode.OK;
  }

  private boolean isOtlp() {
    String name = String.valueOf(output.getFileName());
    String given =
        format.orElse(name.endsWith(".jsonl") || name.endsWith(".jsonl.gz") ? "otlp" : "archive");
    return switch (given) {
      case "otlp" -> true;
      case "archive" -> false;
      default -> throw usage("--format wants archive or otlp, not '" + given + "'");
    };
  }

  /** Writes an OTLP file; its last line, which says what it lacks. The stream stays open. */
  private JsonNode otlp(Server asked, Request request, OutputStream file)
      throws ServerUnreachableException, ProblemException, NotTraversionException, IOException {
    boolean compressed = String.valueOf(output.getFileName()).endsWith(".gz");
    GZIPOutputStream gzip = compressed ? new GZIPOutputStream(file, BUFFER) : null;
    LastLine seen = new LastLine(gzip == null ? file : gzip);
    asked.download(request, seen);
    JsonNode foot = seen.json().at("/traversion/foot");
    if (!foot.isObject()) {
      throw ServerUnreachableException.brokeOff(asked.base());
    }
    if (gzip != null) {
      gzip.finish();
    }
    return foot;
  }

  private void tell(JsonNode foot) {
    hint(
        "It holds "
            + Quantities.of(foot.path("spans").asLong(), "span", "spans")
            + ", "
            + Quantities.of(foot.path("logRecords").asLong(), "log record", "log records")
            + " and "
            + Quantities.of(foot.path("dataPoints").asLong(), "data point", "data points")
            + ".");
    note(foot);
  }

  private void forget(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException stays) {
      hint("Could not remove " + unfinished + ".");
    }
  }
}

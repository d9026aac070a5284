package dev.traversion.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.traversion.cli.otlp.FileLines;
import dev.traversion.cli.otlp.IntakeException;
import dev.traversion.cli.otlp.OtlpIntake;
import dev.traversion.cli.otlp.Signal;
import dev.traversion.cli.otlp.Transfer;
import dev.traversion.cli.text.IncompletenessWarning;
import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.Quantities;
import dev.traversion.cli.text.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description = {
      "Sends a file of OTLP/JSON lines to a node, which records it.",
      "Such files come from 'export --format otlp' and from the OpenTelemetry Collector. To send "
          + "one again does no harm: what is recorded already is recognised. Exits with 4 when the "
          + "node refused something, with 2 when a line is no OTLP, with 1 when there is nothing "
          + "in the file."
    })
final class ImportCommand implements Callable<Integer> {
  private static final int FAULTS_SHOWN = 20;

  private final Terminal terminal;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "The file, plain or gzip; - is the standard input.")
  String file = "";

  @Option(
      names = "--otlp",
      paramLabel = "URL",
      defaultValue = "${env:TRAVERSION_OTLP:-http://localhost:4318}",
      description =
          "Where the node takes OTLP/HTTP. Default: $TRAVERSION_OTLP, else http://localhost:4318.")
  URI otlp = URI.create("http://localhost:4318");

  @Option(names = "--json", description = "Print the report as JSON.")
  boolean json;

  @Option(
      names = "--strict",
      description = "Exit with 5 when the file is cut off, or is known to lack something.")
  boolean strict;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for an answer. Default: ${DEFAULT-VALUE}.")
  int timeoutSeconds = 30;

  @Option(
      names = "--retry-for",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "How long to go on asking a node that is busy or away. Default: ${DEFAULT-VALUE}.")
  int retrySeconds = 300;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @SuppressWarnings("NullAway.Init") // picocli sets spec
  ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IntakeException, InterruptedException {
    Transfer transfer =
        new Transfer(
            new OtlpIntake(
                OptionValues.server(spec, "--otlp", otlp, "http://localhost:4318"),
                OptionValues.seconds(spec, "--timeout", timeoutSeconds, 1),
                OptionValues.seconds(spec, "--retry-for", retrySeconds, 0),
                terminal.clock()));
    try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
        FileLines lines = new FileLines(in)) {
      if (lines.isArchive()) {
        throw usage(
            file
                + " is an archive. Look into it with './traversion open "
                + file
                + "', and get OTLP from what that serves with './traversion export --format otlp'");
      }
      transfer.run(lines);
    } catch (IOException failure) {
      throw usage("cannot read " + file + ": " + failure.getMessage());
    } catch (IntakeException noMore) {
      show(transfer.report());
      throw noMore;
    }
    show(transfer.report());
    return exit(transfer.report());
  }

  private int exit(Transfer.Report report) {
    if (report.rejected() > 0) {
      return ExitCode.REFUSED;
    }
    if (report.unreadable() > 0) {
      return ExitCode.USAGE;
    }
    if (strict && lacks(report)) {
      return ExitCode.INCOMPLETE;
    }
    return report.acceptedInAll() == 0 ? ExitCode.NOTHING_FOUND : ExitCode.OK;
  }

  private static boolean lacks(Transfer.Report report) {
    return report.cutOff()
        || report.feet().stream().anyMatch(foot -> foot.path("completeness").isObject());
  }

  private void show(Transfer.Report report) {
    Ink alarm = terminal.alarm();
    for (Transfer.Fault fault :
        report.faults().subList(0, Math.min(FAULTS_SHOWN, report.faults().size()))) {
      terminal
          .err()
          .println(
              alarm.bold(alarm.red("line " + fault.line() + ":"))
                  + " "
                  + Ink.oneLine(fault.reason()));
    }
    if (report.faulty() > FAULTS_SHOWN) {
      terminal
          .err()
          .println("and " + Quantities.count(report.faulty() - FAULTS_SHOWN) + " lines more");
    }
    if (report.cutOff()) {
      terminal
          .err()
          .println(
              alarm.bold(
                  alarm.yellow(
                      "THE FILE IS NOT WHOLE: it is cut off, or lines were taken out or put in")));
    }
    report.feet().forEach(new IncompletenessWarning(terminal)::print);
    terminal.out().println(json ? asJson(report) : summary(report));
  }

  private static String summary(Transfer.Report report) {
    StringBuilder text = new StringBuilder();
    report
        .accepted()
        .forEach(
            (signal, count) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(Quantities.of(count, signal.item(), signal.items())));
    text.append(" accepted; ").append(Quantities.count(report.rejected())).append(" rejected");
    if (report.unreadable() > 0) {
      text.append("; ").append(Quantities.of(report.unreadable(), "line", "lines"));
      text.append(" not readable");
    }
    return text.append('.').toString();
  }

  private static String asJson(Transfer.Report report) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("lines", report.lines());
    ObjectNode accepted = json.putObject("accepted");
    for (Signal signal : Signal.values()) {
      accepted.put(
          signal.name().toLowerCase(Locale.ROOT), report.accepted().getOrDefault(signal, 0L));
    }
    json.put("rejected", report.rejected()).put("unreadableLines", report.unreadable());
    json.put("faultsTotal", report.faulty());
    report
        .faults()
        .forEach(
            fault ->
                json.withArray("faults")
                    .addObject()
                    .put("line", fault.line())
                    .put("reason", fault.reason()));
    json.put("cutOff", report.cutOff());
    report.feet().stream()
        .map(foot -> foot.path("completeness"))
        .filter(lacking -> lacking.isObject())
        .forEach(lacking -> json.withArray("completeness").add(lacking));
    return json.toString();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

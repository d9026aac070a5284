package dev.traversion.benchmarks;

import dev.traversion.benchmarks.codec.CodecBenchmark;
import dev.traversion.benchmarks.dashboard.DashboardBenchmark;
import dev.traversion.benchmarks.ingest.IngestBenchmark;
import dev.traversion.benchmarks.replay.ReplayBenchmark;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./traversion bench NAME [--json] [options]}. */
@Command(
    name = "bench",
    description = "Measures this build on this machine.",
    synopsisSubcommandLabel = "NAME",
    mixinStandardHelpOptions = true)
public final class Benchmarks {
  /** Every benchmark there is; a new one is added here and nowhere else. */
  private static final List<Supplier<Benchmark>> ALL =
      List.of(
          CodecBenchmark::new, DashboardBenchmark::new, IngestBenchmark::new, ReplayBenchmark::new);

  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    var commands = new CommandLine(new Benchmarks());
    ALL.forEach(benchmark -> commands.addSubcommand(benchmark.get()));
    if (args.length == 0) {
      commands.usage(System.err);
      return CommandLine.ExitCode.USAGE;
    }
    return commands.execute(args);
  }
}
